//! How a case of a check is written and read.
//!
//! A case is a run of lines without an empty line between them:
//!
//! | line | what it holds |
//! |---|---|
//! | `# …` | what the case is about |
//! | `: ar en` | the languages, source first; Arabic to English without the line |
//! | `@ كيري = Kerry \| John Kerry ! Kiri` | a term: source, preferred rendering, variants, forbidden ones; `~` for `=` makes its hits likely, not sure |
//! | `> …` | the source, once |
//! | `< …` | the target, once; nothing after the sign is an empty target |
//! | `! …` | a finding that is expected, by its message; without such lines none is |
//! | `= …` | the target once every fix is made |
//! | `? …` | why the case cannot pass yet: it must fail |
//!
//! `␠` stands for a blank that an editor would cut, `↵` for a line break, `⇥` for a tab; `⟦1⟧…⟦/1⟧` and `⟦2/⟧` for inline codes. Anything else fails the run. At least one
//! case in three expects silence.

use std::ops::Range;

use tarjuman::check::Pair;
use tarjuman::document::{CodeKind, Content, InlineCode, Outcome, Term, TermHit, TermUse, Tier};
use tarjuman::language::of;

/// One case of a file.
#[derive(Default)]
pub(super) struct Case {
    pub(super) line: usize,
    pub(super) languages: Option<(String, String)>,
    pub(super) terms: Vec<(Term, Option<Tier>)>,
    pub(super) source: Option<String>,
    pub(super) target: Option<String>,
    pub(super) expected: Vec<String>,
    pub(super) fixed: Option<String>,
    pub(super) reason: Option<String>,
}

/// The cases of a file, or the first line that is none.
pub(super) fn cases(text: &str) -> Result<Vec<Case>, String> {
    let mut cases: Vec<Case> = Vec::new();
    let mut open: Option<Case> = None;
    for (index, line) in text.lines().chain([""]).enumerate() {
        let number = index + 1;
        if line.trim().is_empty() {
            cases.extend(open.take().map(finished).transpose()?);
        } else if !line.starts_with('#') {
            let case = open.get_or_insert_with(|| Case {
                line: number,
                ..Case::default()
            });
            read(case, line).map_err(|wrong| format!("line {number}: {wrong}"))?;
        }
    }
    Ok(cases)
}

fn finished(case: Case) -> Result<Case, String> {
    match (&case.source, &case.target) {
        (Some(_), Some(_)) => Ok(case),
        _ => Err(format!("line {}: a case needs a `>` and a `<` line", case.line)),
    }
}

fn read(case: &mut Case, line: &str) -> Result<(), String> {
    let (sign, rest) = line.split_at(line.chars().next().map_or(0, char::len_utf8));
    let text = match rest.strip_prefix(' ') {
        Some(text) => text.replace('␠', " ").replace('↵', "\n").replace('⇥', "\t"),
        None if rest.is_empty() && sign == "<" => String::new(),
        None => return Err(format!("`{sign}` needs a blank and a text")),
    };
    let once = |slot: &mut Option<String>| match slot.replace(text.clone()) {
        None => Ok(()),
        Some(_) => Err(format!("a second `{sign}`")),
    };
    match sign {
        ">" => once(&mut case.source),
        "<" => once(&mut case.target),
        "=" => once(&mut case.fixed),
        "?" => once(&mut case.reason),
        "!" => {
            case.expected.push(text);
            Ok(())
        }
        ":" => {
            let (from, to) = text.split_once(' ').ok_or("two languages, parted by a blank")?;
            case.languages = Some((from.to_owned(), to.to_owned()));
            Ok(())
        }
        "@" => {
            case.terms.push(term(&text)?);
            Ok(())
        }
        _ => Err(format!("`{sign}` begins no line of a case")),
    }
}

fn term(text: &str) -> Result<(Term, Option<Tier>), String> {
    let (tier, sign) = if text.contains(" ~ ") {
        (Tier::Likely, " ~ ")
    } else {
        (Tier::Sure, " = ")
    };
    let (source, renderings) = text.split_once(sign).ok_or("a term is `source = rendering`")?;
    let mut parts = renderings.split(" ! ");
    let mut accepted = parts.next().unwrap_or_default().split(" | ").map(str::to_owned);
    let term = Term {
        source: source.to_owned(),
        target: accepted.next().unwrap_or_default(),
        variants: accepted.collect(),
        forbidden: parts.map(str::to_owned).collect(),
        ..Term::default()
    };
    Ok((term, Some(tier)))
}

/// Every place where `part` stands in `text` as whole words, in whatever case.
fn places(text: &str, part: &str) -> Vec<Range<usize>> {
    let whole = |at: usize| {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !letter(text[..at].chars().next_back()) && !letter(text[at + part.len()..].chars().next())
    };
    let (lower, wanted) = (text.to_ascii_lowercase(), part.to_ascii_lowercase());
    lower
        .match_indices(&wanted)
        .filter(|&(at, _)| whole(at))
        .map(|(at, _)| at..at + part.len())
        .collect()
}

/// The term's hits in the source, each with the next rendering of the target.
fn uses(case: &Case) -> Vec<TermUse> {
    let (source, target) = (case.source.as_deref().unwrap(), case.target.as_deref().unwrap());
    let mut uses = Vec::new();
    for (term, tier) in &case.terms {
        let mut outcomes: Vec<(usize, Outcome)> = Vec::new();
        let mut add = |rendering: &str, outcome: fn(Range<usize>) -> Outcome| {
            outcomes.extend(
                places(target, rendering)
                    .into_iter()
                    .map(|at| (at.start, outcome(at))),
            );
        };
        add(&term.target, Outcome::Held);
        term.variants
            .iter()
            .for_each(|rendering| add(rendering, Outcome::Variant));
        term.forbidden
            .iter()
            .for_each(|rendering| add(rendering, Outcome::Forbidden));
        outcomes.sort_by_key(|(at, _)| *at);
        let mut outcomes = outcomes.into_iter().map(|(_, outcome)| outcome);
        uses.extend(places(source, &term.source).into_iter().map(|span| TermUse {
            placed: None,
            hit: TermHit {
                word: span.clone(),
                span,
                term: term.clone().into(),
                split: term.source.clone(),
                tier: tier.unwrap_or(Tier::Sure),
                also: Vec::new(),
            },
            outcome: outcomes.next().unwrap_or(Outcome::Missing),
        }));
    }
    uses
}

/// A text with its inline codes.
fn content(text: &str) -> Content {
    let mut content = Content::default();
    for (place, piece) in text.split('⟦').enumerate() {
        let (code, rest) = match piece.split_once('⟧') {
            Some(parts) if place > 0 => parts,
            _ => ("", piece),
        };
        let (kind, id) = match (code.strip_prefix('/'), code.strip_suffix('/')) {
            (Some(id), _) => (CodeKind::Close, id),
            (_, Some(id)) => (CodeKind::Single, id),
            _ => (CodeKind::Open, code),
        };
        content.codes.extend(id.parse().ok().map(|id| InlineCode {
            at: content.text.len(),
            id,
            kind,
            original: String::new(),
        }));
        content.text.push_str(rest);
    }
    content
}

/// Runs `judge` on the pair of a case.
pub(super) fn judged<T>(case: &Case, judge: impl Fn(&Pair<'_>) -> T) -> T {
    let source = content(case.source.as_deref().unwrap());
    let target = content(case.target.as_deref().unwrap());
    let (from, to) = case
        .languages
        .clone()
        .unwrap_or((String::from("ar"), String::from("en")));
    let terms = uses(case);
    let pair = Pair::new((&source, &target), (of(&from), of(&to)), &terms);
    judge(&pair)
}
