//! The XML of SRX 2.0 (and of 1.0, which differs in nothing that matters here).

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::Error;
use super::dialect::Meaning;

/// What a file says, nothing of it interpreted yet.
#[derive(Debug)]
pub(super) struct File {
    /// Whether the rules of every map that fits a language hold, not of the first one only.
    pub(super) cascade: bool,
    /// What the escapes of its expressions mean: ICU's meaning as the standard says, unless the file states Java's.
    pub(super) meaning: Meaning,
    /// Whether the sentences of UAX #29 end a segment too, unless a rule says otherwise: Okapi's rule files ask for
    /// ICU's own breaks and are made of exceptions to them.
    pub(super) sentences: bool,
    /// The named groups of rules.
    pub(super) groups: Vec<(String, Vec<Written>)>,
    /// Which languages have which group.
    pub(super) maps: Vec<Map>,
}

/// One rule as written.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// 1-based.
    pub(super) line: usize,
    pub(super) breaks: bool,
    pub(super) before: String,
    pub(super) after: String,
}

/// One language map.
#[derive(Debug)]
pub(super) struct Map {
    /// 1-based.
    pub(super) line: usize,
    /// A regular expression for whole language tags.
    pub(super) pattern: String,
    pub(super) group: String,
}

/// Elements inside one another at most; deeper files are refused.
const DEPTH: usize = 128;
/// Rules in one group at most, ten times what the largest published files have: all of a group become one automaton.
const RULES: usize = 20_000;

/// The lines of places that come in the order of the file: linear in the file, however many places.
struct Lines<'a> {
    xml: &'a [u8],
    at: usize,
    line: usize,
}

impl Lines<'_> {
    /// The 1-based line of byte `at`, which stands behind those asked for before.
    fn of(&mut self, at: usize) -> usize {
        let between = self.xml.get(self.at..at).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', between).count();
        self.at = at.max(self.at);
        self.line
    }
}

/// Where the characters that follow belong.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Before,
    After,
    Else,
}

/// Reads the file in one pass.
///
/// # Errors
/// XML that is not well-formed, another kind of file, a map to a group that is not there; with the line.
pub(super) fn read(xml: &str) -> Result<File, Error> {
    let mut reader = Reader::from_str(xml);
    let mut file = File {
        cascade: true,
        meaning: Meaning::Icu,
        sentences: false,
        groups: Vec::new(),
        maps: Vec::new(),
    };
    let mut inside = Inside::Else;
    let mut open = Vec::new();
    let mut lines = Lines {
        xml: xml.as_bytes(),
        at: 0,
        line: 1,
    };
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(xml.len());
        let line = lines.of(at);
        let event = reader.read_event().map_err(|error| Error::Xml {
            line: line_of(xml, usize::try_from(reader.error_position()).unwrap_or(at)),
            reason: error.to_string(),
        })?;
        match event {
            Event::Start(start) => {
                open.push((start.local_name().as_ref().to_owned(), at));
                if open.len() > DEPTH {
                    let reason = String::from("more than 128 elements inside one another");
                    return Err(Error::Xml { line, reason });
                }
                inside = element(&mut file, &start, line)?;
            }
            Event::Empty(start) => {
                element(&mut file, &start, line)?;
            }
            Event::End(_) => {
                open.pop();
                inside = Inside::Else;
            }
            Event::Text(text) => push(&mut file, inside, &text.xml10_content()),
            Event::CData(text) => push(&mut file, inside, &text.xml10_content()),
            Event::GeneralRef(reference) => {
                let text = resolve(&reference).map_err(|reason| Error::Xml { line, reason })?;
                push(&mut file, inside, &text);
            }
            Event::Eof => break,
            Event::DocType(declared) if declared.contains('[') => {
                let reason = String::from("a DOCTYPE with declarations of its own, which is not accepted");
                return Err(Error::Xml { line, reason });
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    if let Some((name, at)) = open.pop() {
        return Err(Error::Xml {
            line: line_of(xml, at),
            reason: format!("<{name}> is never closed; the file seems to be cut off"),
        });
    }
    if file.groups.is_empty() {
        return Err(Error::NoRules);
    }
    for rule in file.groups.iter_mut().flat_map(|(_, rules)| rules) {
        // Okapi's word for "no inline codes here"; the texts that are cut have none anywhere.
        if let Some(bare) = rule.before.strip_suffix("[noauto]") {
            rule.before.truncate(bare.len());
        }
    }
    for map in &file.maps {
        if !file.groups.iter().any(|(name, _)| *name == map.group) {
            return Err(Error::NoGroup {
                line: map.line,
                group: map.group.clone(),
            });
        }
    }
    Ok(file)
}

fn element(file: &mut File, start: &BytesStart<'_>, line: usize) -> Result<Inside, Error> {
    let attribute = |name: &str| attribute(start, name).map_err(|reason| Error::Xml { line, reason });
    let needed = |name: &'static str| {
        attribute(name)?.ok_or_else(|| Error::Xml {
            line,
            reason: format!("the attribute `{name}` is missing"),
        })
    };
    match start.local_name().as_ref() {
        "header" => file.cascade = attribute("cascade")?.is_none_or(|value| value != "no"),
        "options" => {
            let says_yes = |name| attribute(name).map(|value| value.is_some_and(|value| value == "yes"));
            if says_yes("useJavaRegex")? {
                file.meaning = Meaning::Java;
            }
            file.sentences = says_yes("useIcu4jBreakRules")?;
        }
        "languagerule" => file.groups.push((needed("languagerulename")?, Vec::new())),
        "rule" => {
            let written = Written {
                line,
                breaks: attribute("break")?.is_none_or(|value| value != "no"),
                ..Written::default()
            };
            let Some((_, rules)) = file.groups.last_mut() else {
                return Err(Error::Xml {
                    line,
                    reason: "a <rule> stands outside of every <languagerule>".to_owned(),
                });
            };
            if rules.len() == RULES {
                let reason = String::from("more than 20,000 rules for one language");
                return Err(Error::Xml { line, reason });
            }
            rules.push(written);
        }
        "languagemap" => file.maps.push(Map {
            line,
            pattern: needed("languagepattern")?,
            group: needed("languagerulename")?,
        }),
        "beforebreak" => return Ok(Inside::Before),
        "afterbreak" => return Ok(Inside::After),
        _ => {}
    }
    Ok(Inside::Else)
}

fn push(file: &mut File, inside: Inside, text: &str) {
    let rule = file.groups.last_mut().and_then(|(_, rules)| rules.last_mut());
    match (inside, rule) {
        (Inside::Before, Some(rule)) => rule.before.push_str(text),
        (Inside::After, Some(rule)) => rule.after.push_str(text),
        _ => {}
    }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Result<Option<String>, String> {
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        if attribute.key.local_name().as_ref() == name {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            return value
                .map(|value| Some(value.into_owned()))
                .map_err(|error| error.to_string());
        }
    }
    Ok(None)
}

fn resolve(reference: &BytesRef<'_>) -> Result<String, String> {
    if let Some(c) = reference.resolve_char_ref().map_err(|error| error.to_string())? {
        return Ok(c.to_string());
    }
    let name: &str = reference;
    quick_xml::escape::resolve_xml_entity(name)
        .map(str::to_owned)
        .ok_or_else(|| format!("the entity &{name}; is not one of XML's own; write the character"))
}

/// The 1-based line of byte `at`.
fn line_of(xml: &str, at: usize) -> usize {
    let before = xml.as_bytes().get(..at).unwrap_or(xml.as_bytes());
    memchr::memchr_iter(b'\n', before).count() + 1
}
