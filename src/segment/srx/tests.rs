//! Rule files of the constructs that rule files in the wild are made of.

use super::*;
use proptest::prelude::*;

const RULES: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<srx xmlns="http://www.lisa.org/srx20" xmlns:okpsrx="http://okapi.sf.net/srx-extensions" version="2.0">
<header segmentsubflows="yes" cascade="yes">
<okpsrx:options useJavaRegex="yes"/>
</header>
<body>
<languagerules>
<languagerule languagerulename="English">
<rule break="no"><beforebreak>\b(Mr|etc)\.\s</beforebreak><afterbreak/></rule>
<rule break="no"><beforebreak>\bNo\.\s</beforebreak><afterbreak>\d</afterbreak></rule>
<!-- Only after a small letter: cases of look-behind and of possessive repetition. -->
<rule break="no"><beforebreak>(?&lt;![A-Z])[a-z]++\.\s</beforebreak><afterbreak>(?!But)[a-z]</afterbreak></rule>
<rule break="yes"><beforebreak>\.\.\.\s</beforebreak><afterbreak>\p{Lu}</afterbreak></rule>
</languagerule>
<languagerule languagerulename="Lines">
<rule break="yes"><beforebreak>\n</beforebreak><afterbreak></afterbreak></rule>
</languagerule>
<languagerule languagerulename="All">
<rule break="no"><beforebreak>[A-Z]\.\s</beforebreak><afterbreak></afterbreak></rule>
<rule break="yes"><beforebreak>[.?!؟]+["»”]?\s</beforebreak><afterbreak></afterbreak></rule>
</languagerule>
</languagerules>
<maprules>
<languagemap languagepattern="(EN|en).*" languagerulename="English"/>
<languagemap languagepattern="(en|ar)" languagerulename="All"/>
<languagemap languagepattern="xx" languagerulename="Lines"/>
</maprules>
</body>
</srx>
"#;

fn split<'t>(srx: &Srx, text: &'t str, tag: &str) -> Vec<&'t str> {
    let ranges = srx.rules(tag, &[]).unwrap().unwrap().split(text);
    ranges.into_iter().map(|range| &text[range]).collect()
}

#[test]
fn exceptions_hold_against_later_break_rules_of_all_maps_that_fit() {
    let srx = Srx::read(RULES).unwrap();
    assert_eq!(
        split(
            &srx,
            "Mr. Smith came. He saw No. 7 etc. and left. Plan B. was next... Then what?",
            "en"
        ),
        [
            "Mr. Smith came. ",
            "He saw No. 7 etc. and left. ",
            "Plan B. was next... ",
            "Then what?"
        ]
    );
    assert_eq!(
        split(&srx, "Mr. Smith came. B. too.", "ar"),
        ["Mr. ", "Smith came. ", "B. too."]
    );
}

#[test]
fn look_around_and_possessive_repetition_are_heeded() {
    let srx = Srx::read(RULES).unwrap();
    assert_eq!(
        split(&srx, "It fell. and rose. But Xa. then no.", "en"),
        ["It fell. and rose. ", "But Xa. ", "then no."]
    );
}

#[test]
fn without_cascade_the_first_map_that_fits_rules_alone() {
    let srx = Srx::read(&RULES.replace("cascade=\"yes\"", "cascade=\"no\"")).unwrap();
    assert_eq!(
        split(&srx, "One. Two... Three.", "en"),
        ["One. Two... ", "Three."]
    );
}

#[test]
fn a_language_without_a_map_has_no_rules() {
    let srx = Srx::read(RULES).unwrap();
    assert_eq!(srx.rules("fr", &[]), Ok(None));
    assert!(srx.rules("en", &[]).unwrap().is_some());
}

#[test]
fn escapes_mean_unicode_unless_the_file_asks_for_java() {
    let rules = RULES.replace("[.?!؟]+", "\\w[.?!؟]+");
    let text = "وصل. غادر.";
    let java = Srx::read(&rules).unwrap();
    assert_eq!(split(&java, text, "ar").len(), 1);
    let icu = Srx::read(&rules.replace("useJavaRegex=\"yes\"", "useJavaRegex=\"no\"")).unwrap();
    assert_eq!(split(&icu, text, "ar").len(), 2);
}

#[test]
fn abbreviations_of_a_workspace_come_before_every_rule_and_leave_as_rules() {
    let own = ["approx.".to_owned(), "ك.م".to_owned()];
    let text = "It is approx. 3 kg. Yes. طوله 3 ك.م. تقريبا.";
    let cut = |ranges: Vec<Range<usize>>| ranges.into_iter().map(|r| text[r].to_owned()).collect::<Vec<_>>();
    let srx = Srx::read(RULES).unwrap();
    let wanted = ["It is approx. 3 kg. ", "Yes. ", "طوله 3 ك.م. تقريبا."];
    assert_eq!(cut(srx.rules("ar", &own).unwrap().unwrap().split(text)), wanted);

    // The exported file put before the rules, as another tool would.
    let exported = write(&own);
    let from = exported.find("        <rule").unwrap();
    let to = exported.find("      </languagerule>").unwrap();
    let joined = RULES.replace(
        "<languagerule languagerulename=\"All\">\n",
        &format!("<languagerule languagerulename=\"All\">\n{}", &exported[from..to]),
    );
    let joined = Srx::read(&joined).unwrap();
    assert_eq!(cut(joined.rules("ar", &[]).unwrap().unwrap().split(text)), wanted);
    assert!(Srx::read(&exported).unwrap().rules("tr", &[]).unwrap().is_some());
}

#[test]
fn a_hundred_characters_between_brackets_are_an_exception_and_more_are_not() {
    let rules = RULES.replace(
        "<beforebreak>\\b(Mr|etc)\\.\\s</beforebreak><afterbreak/>",
        "<beforebreak>\\[[^\\]]*\\.\\s</beforebreak><afterbreak>[^\\]]*\\]</afterbreak>",
    );
    let srx = Srx::read(&rules).unwrap();
    let cuts = |filler: usize| split(&srx, &format!("He [{}. No] left.", "ب".repeat(filler)), "en").len();
    assert_eq!((cuts(50), cuts(100), cuts(101)), (1, 1, 2));
}

#[test]
fn the_end_of_a_text_is_not_where_a_rule_stops_looking() {
    let rules = RULES.replace(
        "<beforebreak>\\.\\.\\.\\s</beforebreak><afterbreak>\\p{Lu}",
        "<beforebreak>#</beforebreak><afterbreak>a+$",
    );
    let srx = Srx::read(&rules).unwrap();
    let cuts = |text: String| split(&srx, &text, "en").len();
    assert_eq!(cuts(format!("#{}", "a".repeat(900))), 2);
    assert_eq!(cuts(format!("#{}b", "a".repeat(3000))), 1);
}

#[test]
fn an_exception_that_asks_for_nothing_before_hides_no_other() {
    let rules = RULES.replace(
        "<rule break=\"no\"><beforebreak>[A-Z]\\.\\s</beforebreak><afterbreak></afterbreak></rule>",
        "<rule break=\"no\"><beforebreak>x(\\.\\.\\.|…)[\\h\\v]*</beforebreak><afterbreak>\\p{Lu}</afterbreak></rule>\
         <rule break=\"no\"><beforebreak>[.!?…][»“]?[\\h]+</beforebreak><afterbreak>[\\h]*\\p{Ll}</afterbreak></rule>\
         <rule break=\"no\"><beforebreak>([\\[\\(]*[\\]\\)]*|…)[\\h\\v]+</beforebreak><afterbreak>\\p{Ll}</afterbreak></rule>\
         <rule break=\"no\"><beforebreak></beforebreak><afterbreak>[\\h\\v]*-</afterbreak></rule>",
    );
    let srx = Srx::read(&rules.replace("[.?!؟]+", "[.?!…]+")).unwrap();
    assert_eq!(
        split(&srx, "Ein x… R. So… So… -", "ar"),
        ["Ein x… R. ", "So… ", "So… -"]
    );
}

#[test]
fn maps_fit_a_tag_whatever_its_capitals() {
    let srx = Srx::read(&RULES.replace("(EN|en).*", "EN.*")).unwrap();
    assert_eq!(split(&srx, "Mr. Smith came.", "en").len(), 1);
}

#[test]
fn sentences_of_unicode_are_cut_where_a_header_asks_for_them_and_no_exception_holds() {
    let rules = RULES.replace("useJavaRegex=\"yes\"", "useIcu4jBreakRules=\"yes\"");
    let srx = Srx::read(&rules).unwrap();
    let text = "هل وصل؟) نعم۔ ثم غادر. حسنا";
    assert_eq!(split(&srx, text, "ar").len(), 4);
    assert_eq!(split(&Srx::read(RULES).unwrap(), text, "ar").len(), 2);
    let rules = rules.replace("[.?!؟]+[\"»”]?\\s", "#").replace(
        "etc)\\.\\s</beforebreak><afterbreak/>",
        "etc)\\.</beforebreak><afterbreak>\\s</afterbreak>",
    );
    let srx = Srx::read(&rules).unwrap();
    assert_eq!(
        split(&srx, "Mr. Smith came. He left! B. stayed. So?", "en"),
        ["Mr. Smith came.", " He left!", " B. stayed.", " So?"]
    );
}

#[test]
fn a_mark_for_inline_codes_is_no_part_of_an_expression() {
    let srx = Srx::read(&RULES.replace("<beforebreak>\\n<", "<beforebreak>\\n[noauto]<")).unwrap();
    assert_eq!(split(&srx, "One\nTwo\nb", "xx"), ["One\n", "Two\n", "b"]);
}

#[test]
fn what_is_wrong_is_named_with_its_line() {
    let message = |from: &str, to: &str| Srx::read(&RULES.replacen(from, to, 1)).unwrap_err().to_string();
    assert_eq!(
        message("(Mr|etc)", "(Mr|etc"),
        "line 9: the expression `\\b(Mr|etc\\.\\s` cannot be read: a `(` is not closed; correct it, or remove the rule"
    );
    assert!(message("\\p{Lu}", "\\p{Luu}").starts_with("line 13: the expression `\\p{Luu}` cannot be read"));
    assert_eq!(
        message("languagerulename=\"Lines\"/>", "languagerulename=\"Lime\"/>"),
        "line 26: there are no rules called `Lime`; add a <languagerule> of this name, or remove the map"
    );
    assert!(message("</body>", "</bode>").starts_with("line 28: not a readable SRX file"));
    assert!(message("</srx>", "").contains("cut off"));
    assert_eq!(Srx::read("<tmx/>").unwrap_err(), Error::NoRules);
}

#[test]
fn an_expression_that_would_track_back_for_ever_gives_up() {
    let rules = RULES.replace("(?&lt;![A-Z])[a-z]++", "(?&lt;!q)(?:(?:a|a)+)+(?=b)");
    let srx = Srx::read(&rules).unwrap();
    let text = format!("{}. no. Yes.", "a".repeat(300));
    assert_eq!(split(&srx, &text, "en").concat(), text);
    let english = srx.rules("en", &[]).unwrap().unwrap();
    let cut = english.split(&text);
    assert_eq!((cut[0].start, cut[cut.len() - 1].end), (0, text.len()));
    assert_eq!(english.given_up(), [12]);
    let slow = "(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa. ".repeat(500);
    assert_eq!(english.split(&slow).len(), 500);
}

proptest! {
    #[test]
    fn any_text_is_tiled(text in "(Mr|No|etc|[a-cA-Cب]|[.?!؟ \\n\"»7])*|\\PC{0,60}", tag in "en|ar|xx") {
        let srx = Srx::read(RULES).unwrap();
        prop_assert_eq!(split(&srx, &text, &tag).concat(), text);
    }

    #[test]
    fn any_file_is_read_or_refused(rule in "[\\[\\](){}?<>!=:*+\\\\a-eQEpPux0-9&|^$.,-]{0,24}|\\PC{0,30}") {
        let rules = RULES.replace("(Mr|etc)", &quick_xml::escape::escape(&rule));
        if let Ok(srx) = Srx::read(&rules) {
            let text = "Mr. A. etc. 7\\d no. X";
            prop_assert_eq!(split(&srx, text, "en").concat(), text);
        }
    }
}
