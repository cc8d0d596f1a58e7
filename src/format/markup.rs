//! Writing HTML and XML so that it cannot come out malformed: elements close themselves, text is escaped.
//!
//! Markup takes element and attribute names from the program only (`&'static str`); whatever comes from an
//! article, a glossary or a backend can enter as text or as an attribute's value, never as markup.

/// A document being written.
#[derive(Debug, Default)]
pub(super) struct Markup {
    out: String,
}

/// Attribute names and values of an element.
pub(super) type Attributes<'a> = &'a [(&'static str, &'a str)];

impl Markup {
    /// An element with what `inner` writes into it.
    pub(super) fn element(
        &mut self,
        name: &'static str,
        attributes: Attributes<'_>,
        inner: impl FnOnce(&mut Self),
    ) {
        self.open(name, attributes);
        self.out.push('>');
        inner(self);
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// An element that holds nothing but text.
    pub(super) fn leaf(&mut self, name: &'static str, attributes: Attributes<'_>, text: &str) {
        self.element(name, attributes, |inner| inner.text(text));
    }

    /// An element without an end tag: `<meta/>`, `<w:b/>`.
    pub(super) fn void(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.open(name, attributes);
        self.out.push_str("/>");
    }

    /// Text, escaped. Characters that XML forbids are shown by their pictures: U+0007 as ␇.
    pub(super) fn text(&mut self, text: &str) {
        for c in text.chars() {
            self.escape(c);
        }
    }

    /// Markup that the program itself contains.
    pub(super) fn raw(&mut self, markup: &'static str) {
        self.out.push_str(markup);
    }

    /// A line end between elements, where white space means nothing.
    pub(super) fn line(&mut self) {
        self.out.push('\n');
    }

    /// The document as it stands.
    pub(super) fn finish(self) -> String {
        self.out
    }

    fn open(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.out.push('<');
        self.out.push_str(name);
        for (attribute, value) in attributes {
            self.out.push(' ');
            self.out.push_str(attribute);
            self.out.push_str("=\"");
            for c in value.chars() {
                match c {
                    // A parser makes each of these a blank in an attribute unless it is written as a number.
                    '\n' => self.out.push_str("&#10;"),
                    '\t' => self.out.push_str("&#9;"),
                    _ => self.escape(c),
                }
            }
            self.out.push('"');
        }
    }

    fn escape(&mut self, c: char) {
        match c {
            '&' => self.out.push_str("&amp;"),
            '<' => self.out.push_str("&lt;"),
            '>' => self.out.push_str("&gt;"),
            '"' => self.out.push_str("&quot;"),
            // A parser turns a bare carriage return into a line feed.
            '\r' => self.out.push_str("&#13;"),
            _ => self.out.push(legal(c)),
        }
    }
}

/// The character itself, or the picture of one that XML 1.0 (production 2, `Char`) forbids.
pub(super) fn legal(c: char) -> char {
    match c {
        '\t' | '\n' | '\r' => c,
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{FFFE}' | '\u{FFFF}' => char::REPLACEMENT_CHARACTER,
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use quick_xml::Reader;
    use quick_xml::events::Event;

    /// The text and the attribute value that an XML parser finds in one element.
    fn read_back(xml: &str) -> (String, String) {
        let mut reader = Reader::from_str(xml);
        let (mut text, mut value) = (String::new(), String::new());
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) => {
                    let attribute = start.attributes().next().unwrap().unwrap();
                    value = attribute.value.to_string();
                    value = quick_xml::escape::unescape(&value).unwrap().into_owned();
                }
                Event::Text(piece) => text.push_str(&piece),
                Event::GeneralRef(name) => {
                    let entity = format!("&{};", &*name);
                    text.push_str(&quick_xml::escape::unescape(&entity).unwrap());
                }
                Event::Eof => return (text, value),
                _ => {}
            }
        }
    }

    #[test]
    fn markup_in_text_stays_text() {
        let mut markup = Markup::default();
        markup.leaf("p", &[("title", "\"><script>")], "<script>]]>&amp;");
        assert_eq!(
            markup.finish(),
            "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;script&gt;]]&gt;&amp;amp;</p>"
        );
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in any::<String>()) {
            let mut markup = Markup::default();
            markup.leaf("p", &[("title", &text)], &text);
            let shown: String = text.chars().map(legal).collect();
            prop_assert_eq!(read_back(&markup.finish()), (shown.clone(), shown));
        }
    }
}
