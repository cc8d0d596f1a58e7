//! Glossary terms as TBX: TBX-Basic of ISO 30042:2019 in DCA style, or TBX-Basic of 2008, which older tools read.
//!
//! A term is a concept: its kind is the subject field, its forms and variants are admitted terms, its forbidden renderings
//! deprecated ones, the terms of an obsolete row superseded. How a term is looked for, whether case counts, contexts that
//! exclude it and that it is only proposed have no data category in TBX-Basic.

use std::io::Write;

use super::super::Error;
use crate::document::{Term, TermKind, TermList, TermStatus};
use crate::format::xml::{escaped, quoted};

/// The names by which an edition of the standard calls things.
pub(super) struct Edition {
    head: &'static str,
    concept: &'static str,
    section: &'static str,
    term: &'static str,
    foot: &'static str,
}

/// ISO 30042:2019.
pub(super) const SECOND: Edition = Edition {
    head: concat!(
        "<?xml-model href=\"https://raw.githubusercontent.com/LTAC-Global/TBX-Basic_dialect/master/DCA/",
        "TBXcoreStructV03_TBX-Basic_integrated.rng\" type=\"application/xml\" ",
        "schematypens=\"http://relaxng.org/ns/structure/1.0\"?>\n",
        "<tbx type=\"TBX-Basic\" style=\"dca\" xml:lang=\"LANGUAGE\" xmlns=\"urn:iso:std:iso:30042:ed-2\">\n",
        "  <tbxHeader>\n    <fileDesc>\n      <sourceDesc>\n        <p>A glossary written by tarjuman.</p>\n",
        "      </sourceDesc>\n    </fileDesc>\n  </tbxHeader>\n",
    ),
    concept: "conceptEntry",
    section: "langSec",
    term: "termSec",
    foot: "</tbx>\n",
};

/// The edition of 2008.
pub(super) const FIRST: Edition = Edition {
    head: concat!(
        "<!DOCTYPE martif SYSTEM \"TBXBasiccoreStructV02.dtd\">\n",
        "<martif type=\"TBX-Basic\" xml:lang=\"LANGUAGE\">\n",
        "  <martifHeader>\n    <fileDesc>\n      <sourceDesc>\n        <p>A glossary written by tarjuman.</p>\n",
        "      </sourceDesc>\n    </fileDesc>\n    <encodingDesc>\n      <p type=\"XCSURI\">TBXBasicXCSV02.xcs</p>\n",
        "    </encodingDesc>\n  </martifHeader>\n",
    ),
    concept: "termEntry",
    section: "langSet",
    term: "tig",
    foot: "</martif>\n",
};

/// Writes a whole file.
pub(super) fn terms(list: &TermList, edition: &Edition, out: &mut dyn Write) -> Result<(), Error> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    let head = edition.head.replace("LANGUAGE", &quoted(&list.source_language));
    write!(out, "{head}  <text>\n    <body>\n")?;
    for (number, (_, term)) in (1..).zip(&list.terms) {
        concept(term, number, (list, edition), out)?;
    }
    Ok(write!(out, "    </body>\n  </text>\n{}", edition.foot)?)
}

/// What of `term` TBX-Basic has no place for.
pub(super) fn lost(term: &Term) -> Vec<&'static str> {
    let parts = [
        (term.rule.is_some(), "rules how the term is looked for"),
        (term.case.is_some(), "rules whether case counts"),
        (!term.not.is_empty(), "contexts in which it is another word"),
        (
            term.status == TermStatus::Proposed,
            "terms that are only proposed",
        ),
    ];
    parts
        .into_iter()
        .filter_map(|(there, what)| there.then_some(what))
        .collect()
}

fn concept(
    term: &Term,
    number: usize,
    (list, edition): (&TermList, &Edition),
    out: &mut dyn Write,
) -> Result<(), Error> {
    writeln!(out, "      <{} id=\"c{number}\">", edition.concept)?;
    if term.kind != TermKind::Term {
        writeln!(
            out,
            "        <descrip type=\"subjectField\">{}</descrip>",
            term.kind.as_str()
        )?;
    }
    if !term.note.is_empty() {
        writeln!(out, "        <note>{}</note>", escaped(&term.note))?;
    }
    let is_obsolete = term.status == TermStatus::Obsolete;
    let standing = if is_obsolete { "superseded" } else { "preferred" };
    let sources = std::iter::once((&term.source, standing)).chain(
        term.forms
            .iter()
            .map(|form| (form, if is_obsolete { "superseded" } else { "admitted" })),
    );
    section(&list.source_language, sources, edition, out)?;
    let targets = std::iter::once((&term.target, "preferred"))
        .chain(term.variants.iter().map(|variant| (variant, "admitted")))
        .chain(term.forbidden.iter().map(|forbidden| (forbidden, "deprecated")));
    section(&list.target_language, targets, edition, out)?;
    Ok(writeln!(out, "      </{}>", edition.concept)?)
}

fn section<'a>(
    language: &str,
    terms: impl Iterator<Item = (&'a String, &'static str)>,
    edition: &Edition,
    out: &mut dyn Write,
) -> Result<(), Error> {
    writeln!(
        out,
        "        <{} xml:lang=\"{}\">",
        edition.section,
        quoted(language)
    )?;
    for (term, standing) in terms {
        writeln!(
            out,
            "          <{0}>\n            <term>{1}</term>\n            \
             <termNote type=\"administrativeStatus\">{standing}Term-admn-sts</termNote>\n          </{0}>",
            edition.term,
            escaped(term)
        )?;
    }
    Ok(writeln!(out, "        </{}>", edition.section)?)
}
