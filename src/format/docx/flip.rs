//! A Word document turned round: directions, alignment, fonts and languages as the target's script has them.
//!
//! Word reads `left` and `right` of alignment and indents from where a paragraph begins, so a paragraph whose `w:bidi`
//! changes mirrors them itself; they change sides only where a paragraph ran the target's way already, as in Arabic
//! that was set flush right in left-to-right paragraphs. Letters of right-to-left scripts take the complex-script twins
//! of bold, italics and size; a translation into another script takes these over into the plain ones, and back.

use super::properties::{AFTER_PARAGRAPH_BIDI, AFTER_SECTION_BIDI, AFTER_TABLE_BIDI, Properties};
use crate::document::Article;
use crate::format::Error;
use crate::format::tags;
use crate::language::{self, Direction};

/// From which direction into which, and the language that comes in.
#[derive(Debug)]
pub(super) struct Flip<'a> {
    source: Direction,
    target: Direction,
    language: &'a str,
}

/// Twins of properties: for most scripts, and for complex ones.
const TWINS: &[(&str, &str)] = &[("w:b", "w:bCs"), ("w:i", "w:iCs"), ("w:sz", "w:szCs")];

impl<'a> Flip<'a> {
    /// What `article` asks for.
    pub(super) fn of(article: &'a Article) -> Self {
        Self {
            source: language::of(&article.source_language).direction,
            target: language::of(&article.target_language).direction,
            language: &article.target_language,
        }
    }

    /// The direction of the translation.
    pub(super) fn target(&self) -> Direction {
        self.target
    }

    /// Whether the direction changes.
    pub(super) fn turns(&self) -> bool {
        self.source != self.target
    }

    /// The `w:pPr` written `element` (empty: there is none) of a paragraph in the target's language that ran from right
    /// to left by itself or its style if `was_rtl`.
    ///
    /// # Errors
    /// [`Error::Syntax`] where it is not well-formed.
    pub(super) fn paragraph(&self, element: &str, was_rtl: bool) -> Result<String, Error> {
        let mut properties = Properties::read(element)?;
        if self.turns() {
            self.bidi(&mut properties);
            if was_rtl == (self.target == Direction::Rtl) {
                mirror(&mut properties);
            }
            self.marks(&mut properties)?;
        }
        Ok(properties.element("w:pPr"))
    }

    /// A `w:pPr` of a paragraph that stays in the source's language while the styles around it turn.
    ///
    /// # Errors
    /// As [`Flip::paragraph`].
    pub(super) fn left_alone(&self, element: &str, was_rtl: bool) -> Result<String, Error> {
        let mut properties = Properties::read(element)?;
        let written = if was_rtl {
            "<w:bidi/>"
        } else {
            "<w:bidi w:val=\"0\"/>"
        };
        properties.put("w:bidi", written, AFTER_PARAGRAPH_BIDI);
        Ok(properties.element("w:pPr"))
    }

    /// A `w:pPr` of a style or list level; `root` is the style that the others are based on. `was_rtl` says which way
    /// paragraphs of the style ran, where the style says the side of its text.
    ///
    /// # Errors
    /// As [`Flip::paragraph`].
    pub(super) fn style(&self, element: &str, root: bool, was_rtl: Option<bool>) -> Result<String, Error> {
        let mut properties = Properties::read(element)?;
        match self.target {
            Direction::Rtl if root => self.bidi(&mut properties),
            _ => properties.remove("w:bidi"),
        }
        if was_rtl == Some(self.target == Direction::Rtl) {
            mirror(&mut properties);
        }
        self.marks(&mut properties)?;
        Ok(properties.element("w:pPr"))
    }

    fn bidi(&self, properties: &mut Properties<'_>) {
        match self.target {
            Direction::Rtl => properties.put("w:bidi", "<w:bidi/>", AFTER_PARAGRAPH_BIDI),
            Direction::Ltr => properties.remove("w:bidi"),
        }
    }

    /// The looks of paragraph marks and the sections inside paragraph properties.
    fn marks(&self, properties: &mut Properties<'_>) -> Result<(), Error> {
        if let Some(mark) = properties.get("w:rPr").map(str::to_owned) {
            let mark = self.run(&mark, self.target)?.element("w:rPr");
            properties.put("w:rPr", mark, &[]);
        }
        if let Some(section) = properties.get("w:sectPr").map(str::to_owned) {
            properties.put("w:sectPr", self.section(&section)?, &[]);
        }
        Ok(())
    }

    /// The properties of a run of target text in the look `element`, whose letters run in `direction`.
    ///
    /// # Errors
    /// [`Error::Syntax`] where it is not well-formed.
    pub(super) fn run<'b>(&self, element: &'b str, direction: Direction) -> Result<Properties<'b>, Error> {
        let mut properties = Properties::read(element)?;
        self.twins(&mut properties);
        properties.remove("w:rtl");
        properties.remove("w:cs");
        if direction == Direction::Rtl {
            properties.put_run("w:rtl", "<w:rtl/>");
        }
        if direction == self.target {
            let attribute = if direction == Direction::Rtl {
                "w:bidi"
            } else {
                "w:val"
            };
            properties.put_run("w:lang", format!("<w:lang {attribute}=\"{}\"/>", self.language));
        } else {
            properties.remove("w:lang");
        }
        Ok(properties)
    }

    /// The `w:rPr` of a style: its twins, and which script its fonts are asked for.
    ///
    /// # Errors
    /// As [`Flip::run`].
    pub(super) fn look(&self, element: &str) -> Result<String, Error> {
        let mut properties = Properties::read(element)?;
        self.twins(&mut properties);
        properties.remove("w:rtl");
        properties.remove("w:cs");
        if let Some(written) = properties.get("w:lang") {
            let own = |name: &str| tags::attribute(written, name);
            let (mut val, mut bidi, asia) = (own("w:val"), own("w:bidi"), own("w:eastAsia"));
            match self.target {
                Direction::Ltr => val = Some(self.language.to_owned()),
                Direction::Rtl => bidi = Some(self.language.to_owned()),
            }
            let pairs = [("w:val", val), ("w:eastAsia", asia), ("w:bidi", bidi)];
            let said = pairs
                .iter()
                .filter_map(|(name, value)| Some(format!(" {name}=\"{}\"", value.as_ref()?)));
            let written = format!("<w:lang{}/>", said.collect::<String>());
            properties.put_run("w:lang", written);
        }
        Ok(properties.element("w:rPr"))
    }

    fn twins(&self, properties: &mut Properties<'_>) {
        if !self.turns() {
            return;
        }
        for &(plain, complex) in TWINS {
            let (from, to) = match self.source {
                Direction::Rtl => (complex, plain),
                Direction::Ltr => (plain, complex),
            };
            // Arabic has no italics; a slanted font for it is often not there at all.
            if to == "w:iCs" {
                continue;
            }
            if let Some(written) = properties.get(from).map(|written| written.replacen(from, to, 1)) {
                properties.put_run(to, written);
            }
        }
        if let Some(fonts) = properties
            .get("w:rFonts")
            .filter(|_| self.target == Direction::Ltr)
        {
            let fonts = fonts.replace(" w:hint=\"cs\"", "");
            properties.put_run("w:rFonts", fonts);
        }
    }

    /// The `w:tblPr` written `element`.
    ///
    /// # Errors
    /// As [`Flip::paragraph`].
    pub(super) fn table(&self, element: &str) -> Result<String, Error> {
        let mut properties = Properties::read(element)?;
        let was_rtl = properties.switch("w:bidiVisual") == Some(true);
        match self.target {
            Direction::Rtl => properties.put("w:bidiVisual", "<w:bidiVisual/>", AFTER_TABLE_BIDI),
            Direction::Ltr => properties.remove("w:bidiVisual"),
        }
        if was_rtl == (self.target == Direction::Rtl) {
            mirror(&mut properties);
        }
        Ok(properties.element("w:tblPr"))
    }

    /// The `w:sectPr` written `element`.
    ///
    /// # Errors
    /// As [`Flip::paragraph`].
    pub(super) fn section(&self, element: &str) -> Result<String, Error> {
        let mut properties = Properties::read(element)?;
        match self.target {
            Direction::Rtl => properties.put("w:bidi", "<w:bidi/>", AFTER_SECTION_BIDI),
            Direction::Ltr => {
                properties.remove("w:bidi");
                properties.remove("w:rtlGutter");
            }
        }
        Ok(properties.element("w:sectPr"))
    }
}

/// Left for right in alignment and indents.
fn mirror(properties: &mut Properties<'_>) {
    match properties.value("w:jc").as_deref() {
        Some("right" | "end") => properties.put("w:jc", "<w:jc w:val=\"left\"/>", &[]),
        Some("left" | "start") => properties.put("w:jc", "<w:jc w:val=\"right\"/>", &[]),
        _ => {}
    }
    if let Some(indents) = properties.get("w:ind") {
        let turned = indents
            .replace("w:left", "w:\0")
            .replace("w:right", "w:left")
            .replace("w:\0", "w:right")
            .replace("w:start", "w:\0")
            .replace("w:end", "w:start")
            .replace("w:\0", "w:end");
        properties.put("w:ind", turned, &[]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(source: &str, target: &str) -> Article {
        Article {
            source_language: source.to_owned(),
            target_language: target.to_owned(),
            ..Article::default()
        }
    }

    #[test]
    fn arabic_properties_become_english_ones() {
        let article = article("ar", "en");
        let flip = Flip::of(&article);
        let element = "<w:pPr><w:bidi/><w:ind w:left=\"720\"/><w:jc w:val=\"left\"/></w:pPr>";
        let turned = flip.paragraph(element, true).unwrap();
        assert_eq!(
            turned,
            "<w:pPr><w:ind w:left=\"720\"/><w:jc w:val=\"left\"/></w:pPr>"
        );
        let flush = flip
            .paragraph(
                "<w:pPr><w:ind w:right=\"720\"/><w:jc w:val=\"right\"/></w:pPr>",
                false,
            )
            .unwrap();
        assert_eq!(
            flush,
            "<w:pPr><w:ind w:left=\"720\"/><w:jc w:val=\"left\"/></w:pPr>"
        );
        let look = "<w:rPr><w:rFonts w:hint=\"cs\"/><w:bCs/><w:sz w:val=\"20\"/><w:szCs w:val=\"32\"/><w:rtl/></w:rPr>";
        let run = flip.run(look, Direction::Ltr).unwrap().inner();
        let expected =
            "<w:rFonts/><w:b/><w:bCs/><w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/><w:lang w:val=\"en\"/>";
        assert_eq!(run, expected);
        let table = flip
            .table("<w:tblPr><w:bidiVisual/><w:tblW w:w=\"0\"/></w:tblPr>")
            .unwrap();
        assert_eq!(table, "<w:tblPr><w:tblW w:w=\"0\"/></w:tblPr>");
        assert_eq!(
            flip.section("<w:sectPr><w:bidi/></w:sectPr>").unwrap(),
            "<w:sectPr></w:sectPr>"
        );
    }

    #[test]
    fn english_properties_become_arabic_ones() {
        let article = article("en", "ar");
        let flip = Flip::of(&article);
        assert_eq!(
            flip.paragraph("<w:pPr><w:jc w:val=\"left\"/></w:pPr>", false)
                .unwrap(),
            "<w:pPr><w:bidi/><w:jc w:val=\"left\"/></w:pPr>"
        );
        assert_eq!(flip.paragraph("", false).unwrap(), "<w:pPr><w:bidi/></w:pPr>");
        let run = flip
            .run("<w:rPr><w:b/><w:i/><w:sz w:val=\"28\"/></w:rPr>", Direction::Rtl)
            .unwrap()
            .inner();
        let expected =
            "<w:b/><w:bCs/><w:i/><w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/><w:rtl/><w:lang w:bidi=\"ar\"/>";
        assert_eq!(run, expected);
        assert!(flip.table("<w:tblPr/>").unwrap().contains("<w:bidiVisual/>"));
    }

    #[test]
    fn between_languages_of_one_direction_only_the_language_changes() {
        let article = article("en", "fr");
        let flip = Flip::of(&article);
        let element = "<w:pPr><w:jc w:val=\"right\"/></w:pPr>";
        assert_eq!(flip.paragraph(element, false).unwrap(), element);
        let run = flip.run("<w:rPr><w:b/></w:rPr>", Direction::Ltr).unwrap().inner();
        assert_eq!(run, "<w:b/><w:lang w:val=\"fr\"/>");
    }
}
