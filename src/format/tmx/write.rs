//! Writing TMX 1.4, a unit at a time.

use std::fmt::Write as _;
use std::io::Write;

use crate::document::{CodeKind, Content, TranslationUnit};

use super::Error;
use super::unit::{AFTER, BEFORE};

/// Writes units as TMX 1.4, valid against its document type. The same units give the same bytes.
pub struct Writer<W: Write> {
    output: W,
    element: String,
}

const HEAD: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
    "<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n",
    "<tmx version=\"1.4\">\n",
    "  <header creationtool=\"tarjuman\" creationtoolversion=\"",
    env!("CARGO_PKG_VERSION"),
    "\" segtype=\"sentence\" o-tmf=\"tarjuman\" adminlang=\"en\" srclang=\"*all*\" datatype=\"plaintext\"/>\n",
    "  <body>\n",
);

impl<W: Write> Writer<W> {
    /// Begins a file on `output`, which should be buffered.
    ///
    /// # Errors
    /// [`Error::Write`], as for the methods.
    pub fn new(mut output: W) -> Result<Self, Error> {
        let element = String::new();
        put(&mut output, HEAD)?;
        Ok(Self { output, element })
    }

    /// Writes one unit. Characters that XML cannot hold (control characters) are left out.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub fn write(&mut self, unit: &TranslationUnit) -> Result<(), Error> {
        let sides = [&unit.source, &unit.target].map(|text| Content::plain(text.as_str()));
        self.write_with_codes(unit, [&sides[0], &sides[1]])
    }

    /// Writes one unit whose source and target are these contents, inline codes as `bpt`, `ept`, `it` and `ph`.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub fn write_with_codes(&mut self, unit: &TranslationUnit, sides: [&Content; 2]) -> Result<(), Error> {
        let out = &mut self.element;
        out.clear();
        out.push_str("    <tu");
        attribute(out, "srclang", &unit.source_language);
        if let Some(changed) = &unit.changed {
            attribute(out, "changedate", changed);
        }
        if let Some(author) = &unit.author {
            attribute(out, "changeid", author);
        }
        out.push_str(">\n");
        for (name, value) in &unit.properties {
            property(out, name, value);
        }
        if !unit.before.is_empty() {
            property(out, BEFORE[0], &unit.before);
        }
        if !unit.after.is_empty() {
            property(out, AFTER[0], &unit.after);
        }
        variant(out, &unit.source_language, sides[0]);
        variant(out, &unit.target_language, sides[1]);
        out.push_str("    </tu>\n");
        put(&mut self.output, out)
    }

    /// Ends the file.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub fn finish(mut self) -> Result<W, Error> {
        put(&mut self.output, "  </body>\n</tmx>\n")?;
        self.output.flush().map_err(|source| Error::Write { source })?;
        Ok(self.output)
    }
}

fn put(output: &mut impl Write, text: &str) -> Result<(), Error> {
    output
        .write_all(text.as_bytes())
        .map_err(|source| Error::Write { source })
}

fn variant(out: &mut String, language: &str, content: &Content) {
    out.push_str("      <tuv");
    attribute(out, "xml:lang", language);
    out.push_str("><seg>");
    push_content(out, content);
    out.push_str("</seg></tuv>\n");
}

/// The inside of a `seg`. Halves of a pair share `i`, which counts within the segment; `x` is the code's number, which it
/// has in every language. A half without its other is an `it`.
fn push_content(out: &mut String, content: &Content) {
    let mut open: Vec<(u32, usize)> = Vec::new();
    let mut pairs = 0;
    let mut codes = content.codes.iter().enumerate();
    for (text, code) in content.pieces() {
        escape(out, text);
        let (Some(code), Some((at, _))) = (code, codes.next()) else {
            continue;
        };
        let later = content.codes[at + 1..].iter();
        let closes = later
            .clone()
            .any(|other| other.kind == CodeKind::Close && other.id == code.id);
        let opened = open.iter().rposition(|(id, _)| *id == code.id);
        let name = match (code.kind, opened) {
            (CodeKind::Single, _) => {
                let _ = write!(out, "<ph x=\"{}\">", code.id);
                "ph"
            }
            (CodeKind::Open, _) if closes => {
                pairs += 1;
                open.push((code.id, pairs));
                let _ = write!(out, "<bpt i=\"{pairs}\" x=\"{}\">", code.id);
                "bpt"
            }
            (CodeKind::Close, Some(place)) => {
                let (_, pair) = open.remove(place);
                let _ = write!(out, "<ept i=\"{pair}\">");
                "ept"
            }
            (kind, _) => {
                let position = if kind == CodeKind::Close { "end" } else { "begin" };
                let _ = write!(out, "<it pos=\"{position}\" x=\"{}\">", code.id);
                "it"
            }
        };
        escape(out, &code.original);
        let _ = write!(out, "</{name}>");
    }
}

fn property(out: &mut String, name: &str, value: &str) {
    out.push_str("      ");
    let closing = if name == "note" {
        out.push_str("<note>");
        "</note>\n"
    } else {
        out.push_str("<prop");
        attribute(out, "type", name);
        out.push('>');
        "</prop>\n"
    };
    escape(out, value);
    out.push_str(closing);
}

fn attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    for c in value.chars() {
        match c {
            '"' => out.push_str("&quot;"),
            // A reader makes these blanks unless they are references.
            '\t' | '\n' => _ = write!(out, "&#{};", u32::from(c)),
            _ => escape_char(out, c),
        }
    }
    out.push('"');
}

fn escape(out: &mut String, text: &str) {
    // U+FFFE and U+FFFF begin with this byte; nearly no text has one of all these.
    let special = |&byte: &u8| byte < b' ' || matches!(byte, b'&' | b'<' | b'>' | 0xEF);
    let mut rest = text;
    while let Some(at) = rest.as_bytes().iter().position(special) {
        let (plain, from) = rest.split_at(at);
        out.push_str(plain);
        let mut characters = from.chars();
        characters.by_ref().take(1).for_each(|c| escape_char(out, c));
        rest = characters.as_str();
    }
    out.push_str(rest);
}

/// XML 1.0, production 2 (`Char`): <https://www.w3.org/TR/xml/#charsets>.
fn escape_char(out: &mut String, c: char) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '\r' => out.push_str("&#13;"),
        '\t' | '\n' => out.push(c),
        '\0'..='\x1F' | '\u{FFFE}' | '\u{FFFF}' => {}
        _ => out.push(c),
    }
}
