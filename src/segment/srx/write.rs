//! A workspace's abbreviations as SRX 2.0, for other tools.

use std::fmt::Write;

/// The no-break rule for `abbreviation`: what stands before the place, after which no sentence ends. Nothing need
/// stand after it. It holds under Java's and ICU's meaning alike.
pub(super) fn exception(abbreviation: &str) -> String {
    let bare = abbreviation.trim().trim_end_matches('.');
    let mut expression = String::from(r"(?<![\p{L}\p{N}])");
    for c in bare.chars() {
        if c.is_ascii_punctuation() {
            expression.push('\\');
        }
        expression.push(c);
    }
    expression.push_str(r"\.[\s\u00A0]*");
    expression
}

/// An SRX 2.0 file that keeps a sentence together after each of `abbreviations`, in every language. Other tools put it
/// before their own rules.
///
/// ```
/// let srx = tarjuman::segment::srx::write(&["د.".to_owned()]);
/// assert!(srx.contains("<rule break=\"no\">"));
/// ```
#[must_use]
pub fn write(abbreviations: &[String]) -> String {
    let mut rules = String::new();
    for abbreviation in abbreviations.iter().filter(|a| !a.trim().is_empty()) {
        let before = quick_xml::escape::escape(exception(abbreviation)).into_owned();
        let _ = writeln!(
            rules,
            "        <rule break=\"no\">\n          <beforebreak>{before}</beforebreak>\n          <afterbreak></afterbreak>\n        </rule>"
        );
    }
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<srx xmlns="http://www.lisa.org/srx20" version="2.0">
  <header segmentsubflows="yes" cascade="yes">
    <formathandle type="start" include="no"/>
    <formathandle type="end" include="yes"/>
    <formathandle type="isolated" include="no"/>
  </header>
  <body>
    <languagerules>
      <languagerule languagerulename="Exceptions">
{rules}      </languagerule>
    </languagerules>
    <maprules>
      <languagemap languagepattern=".*" languagerulename="Exceptions"/>
    </maprules>
  </body>
</srx>
"#
    )
}
