//! Writing TMX 1.4, a unit at a time.

use std::fmt::Write as _;
use std::io::Write;

use crate::document::TranslationUnit;

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
        variant(out, &unit.source_language, &unit.source);
        variant(out, &unit.target_language, &unit.target);
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

fn variant(out: &mut String, language: &str, text: &str) {
    out.push_str("      <tuv");
    attribute(out, "xml:lang", language);
    out.push_str("><seg>");
    escape(out, text);
    out.push_str("</seg></tuv>\n");
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
    text.chars().for_each(|c| escape_char(out, c));
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
