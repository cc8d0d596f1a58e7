//! How short translations are around a segment.
//!
//! One desk puts into four words what takes another five, and a clause that is missing shows only against what is usual there. So the
//! check of a segment is told how short the translations of the segments beside it are: the median of a few, which one that lacks
//! a clause does not move, and the nearer to that of any translation the fewer they are.

use super::Pair;

/// How many segments before it and after it a segment is held against.
pub const NEAR: usize = 8;
/// How short a translation is as a rule, as the logarithm of the length that its source lets expect over its own.
const USUAL: f32 = 0.12;
/// How many segments what is usual counts for.
const HELD: f32 = 4.0;
/// The shortest source that tells, in characters of English.
const SHORTEST: f32 = 30.0;
/// Beyond how much a segment says nothing more.
const MOST: f32 = 0.5;

/// How short the translations beside the one at `place` of `pairs` are, as a logarithm.
pub(super) fn beside(pairs: &[Pair<'_>], place: usize) -> f32 {
    let (first, end) = (place.saturating_sub(NEAR), (place + NEAR + 1).min(pairs.len()));
    let others = (first..end).filter(|&other| other != place);
    let mut all: Vec<f32> = others.filter_map(|other| of(&pairs[other])).collect();
    all.sort_unstable_by(f32::total_cmp);
    let (Some(low), Some(high)) = (all.get(all.len().saturating_sub(1) / 2), all.get(all.len() / 2)) else {
        return USUAL;
    };
    let count = f32::from(u8::try_from(all.len()).unwrap_or(u8::MAX));
    ((low + high) / 2.0 * count + USUAL * HELD) / (count + HELD)
}

/// How short a translation is that nobody has told of others.
pub(super) fn usual() -> f32 {
    USUAL
}

/// How short the translation of `pair` is; `None` where there is too little to tell.
fn of(pair: &Pair<'_>) -> Option<f32> {
    let (there, here) = pair.extents().filter(|_| !pair.target.is_blank())?;
    (there >= SHORTEST).then(|| (there / here.max(1.0)).ln().clamp(-MOST, MOST))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Content;
    use crate::language::of;

    #[test]
    fn what_is_usual_beside_a_segment_does_not_hang_on_one_that_lacks_a_clause() {
        let source = Content::plain("كلمة ".repeat(20));
        let (whole, part) = (
            Content::plain("word ".repeat(20)),
            Content::plain("word ".repeat(9)),
        );
        let pair = |target| Pair::new((&source, target), (of("ar"), of("en")), &[]);
        let good: Vec<Pair<'_>> = (0..9).map(|_| pair(&whole)).collect();
        let bad: Vec<Pair<'_>> = (0..9)
            .map(|at| pair(if at == 3 { &part } else { &whole }))
            .collect();
        let found = [beside(&good, 8), beside(&bad, 8), beside(&good[..1], 0)];
        assert!((found[0] - found[1]).abs() < 1e-6 && (found[0] - usual()).abs() > 0.1);
        assert!((found[2] - usual()).abs() < 1e-6);
    }
}
