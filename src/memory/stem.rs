//! What is counted of a word when words of two languages are compared.

/// Letters of a word that are counted.
const STEM: usize = 5;

/// What is counted of a word of a key: its particles and its ending set aside, crudely. To learn from few sentences it
/// matters more that forms of a word fall together than that each is right.
pub(super) fn stem(word: &str) -> &str {
    let rest = bare(word);
    match rest.char_indices().nth(STEM) {
        Some((end, _)) if rest.starts_with(char::is_alphabetic) => &rest[..end],
        _ => rest,
    }
}

/// An Arabic word of a key without the particles written to its front; any other as it is.
pub(super) fn bare(word: &str) -> &str {
    let mut rest = word;
    if word.starts_with(|c| ('\u{620}'..='\u{64A}').contains(&c)) {
        for particles in [&["و", "ف"][..], &["بال", "كال", "لل", "ال"], &["ب", "ل"]] {
            let letters = rest.chars().count();
            let cut = particles.iter().find_map(|particle| rest.strip_prefix(particle));
            if let Some(cut) = cut
                && letters > 4
            {
                rest = cut;
            }
        }
    }
    rest
}
