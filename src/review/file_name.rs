//! Names of files that come from elsewhere: from a document, an article, a browser.

/// The longest name that is given to a file, in bytes; file systems take 255 and something is put behind it.
const LONGEST: usize = 180;

/// Names that Windows keeps for itself, whatever their extension.
const KEPT: [&str; 4] = ["con", "prn", "aux", "nul"];

/// `name` as one component of a path that every system takes: its last part, without control characters, marks of
/// direction and what has a meaning in paths. Never empty.
pub(super) fn component(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_plain = |c: &char| c.is_alphanumeric() || "-_ .()[],'’&+".contains(*c) || is_mark(*c);
    let kept: String = last.chars().filter(is_plain).collect();
    let kept = shortened(kept.trim_matches(['.', ' ']));
    let stem = stem(&kept).to_ascii_lowercase();
    if kept.is_empty() || KEPT.contains(&stem.as_str()) {
        return format!("article{kept}");
    }
    kept
}

/// A file's name without its extension.
pub(super) fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Vowel marks and joiners, which are part of words.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{200C}')
}

/// At most [`LONGEST`] bytes, with the extension kept.
fn shortened(name: &str) -> String {
    if name.len() <= LONGEST {
        return name.to_owned();
    }
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    let extension = extension
        .filter(|extension| extension.len() <= 8)
        .unwrap_or_default();
    let mut end = LONGEST - extension.len() - 1;
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    let start = name[..end].trim_end_matches(['.', ' ']);
    if extension.is_empty() {
        start.to_owned()
    } else {
        format!("{start}.{extension}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_from_elsewhere_becomes_one_safe_component() {
        assert_eq!(component("../../etc/passwd"), "passwd");
        assert_eq!(component(r"a\b\kerry-lavrov.ar.txt"), "kerry-lavrov.ar.txt");
        assert_eq!(component(r"C:\x.docx"), "x.docx");
        assert_eq!(component("خبر اليوم.txt"), "خبر اليوم.txt");
        assert_eq!(component("a\u{202e}\"b\r\n\0.x"), "ab.x");
        for nothing in ["..", "", "/", "\u{202e}", " . "] {
            assert_eq!(component(nothing), "article", "{nothing:?}");
        }
        assert_eq!(component("CON"), "articleCON");
        assert_eq!(component("nul.txt"), "articlenul.txt");
    }

    #[test]
    fn a_long_name_keeps_its_extension_and_whole_letters() {
        let name = component(&format!("{}.docx", "خ".repeat(300)));
        assert!(name.len() <= LONGEST && name.ends_with("خ.docx"), "{name}");
    }
}
