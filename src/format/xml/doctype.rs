//! Document type declarations: where one ends, and which is refused.
//!
//! One that names its file is passed over, and nothing is ever fetched. Declarations of its own change nothing in how a file
//! is read here, unless they declare entities ([`super::Entities`]).

use memchr::memmem::find;

/// Why a document whose document type declaration says `declared` is not read, if that is so. In the parts of Word and
/// OpenDocument files nobody has to declare an entity.
pub(in crate::format) fn objection(declared: &str) -> Option<&'static str> {
    declared.contains("<!ENTITY").then_some(
        "this file has a DOCTYPE with declarations of entities, which is not accepted; write the characters",
    )
}

/// The bytes of the document type declaration that `rest` begins with, what it declares in brackets included; `None` if it
/// does not end there. Linear.
pub(in crate::format) fn length(rest: &[u8]) -> Option<usize> {
    let mut quote = None;
    let mut inside = false;
    let mut at = 0;
    while let Some(&byte) = rest.get(at) {
        match (byte, quote) {
            (_, Some(open)) if byte == open => quote = None,
            (_, Some(_)) => {}
            // An apostrophe in a comment quotes nothing.
            (b'<', None) if inside && rest[at..].starts_with(b"<!--") => {
                at += 4 + find(&rest[at + 4..], b"-->")? + 2;
            }
            (b'<', None) if inside && rest[at..].starts_with(b"<?") => at += find(&rest[at..], b"?>")? + 1,
            (b'"' | b'\'', None) => quote = Some(byte),
            (b'[', None) => inside = true,
            (b']', None) => inside = false,
            (b'>', None) if !inside => return Some(at + 1),
            _ => {}
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declaration_ends_behind_what_it_declares() {
        for whole in [
            "<!DOCTYPE tmx>",
            "<!DOCTYPE tmx SYSTEM \"a>b\">",
            "<!DOCTYPE a [<!ATTLIST b c CDATA ']>'><!-- don't ]> --><?x ]> ' ?> ] >",
        ] {
            let file = format!("{whole}<a x='>'>");
            assert_eq!(length(file.as_bytes()), Some(whole.len()), "{whole}");
            assert_eq!(length(&whole.as_bytes()[..whole.len() - 1]), None, "{whole}");
        }
    }
}
