//! Sentences by the rules of an SRX file, and a workspace's abbreviations as one.

use crate::desk::Desk;

const RULES: &str = r#"<srx xmlns="http://www.lisa.org/srx20" version="2.0"><header cascade="yes"/><body><languagerules>
<languagerule languagerulename="Arabic">
<rule break="yes"><beforebreak>؛\s</beforebreak><afterbreak></afterbreak></rule>
</languagerule></languagerules><maprules>
<languagemap languagepattern="ar.*" languagerulename="Arabic"/></maprules></body></srx>
"#;

const TEXT: &str = "وصل الوزير؛ ثم غادر. وعاد الوفد.\n";

#[test]
fn the_rules_of_a_file_replace_the_built_in_ones() {
    let desk = Desk::empty();
    desk.write("rules.srx", RULES);
    let ran = desk
        .run_with(&["segment", "--lang", "ar", "--srx", "rules.srx"], TEXT)
        .done();
    assert_eq!(ran.stdout, "وصل الوزير؛\nثم غادر. وعاد الوفد.\n");
}

#[test]
fn a_workspace_names_its_rules_relative_to_itself() {
    let desk = Desk::empty();
    desk.write("config.toml", "[segment]\nsrx = \"house/rules.srx\"\n");
    desk.write("house/rules.srx", RULES);
    desk.write("article.txt", TEXT);
    desk.run(&["draft", "article.txt", "--from", "ar", "-o", "draft.tsv"])
        .done();
    let draft = String::from_utf8(desk.bytes("draft.tsv")).unwrap();
    assert!(draft.contains("\tثم غادر. وعاد الوفد.\t"), "{draft}");
    let converted = desk
        .run(&["convert", "article.txt", "article.json", "--from", "ar"])
        .done();
    assert!(converted.stderr.contains("2 segments"), "{}", converted.stderr);
}

#[test]
fn a_language_without_rules_keeps_the_built_in_ones_and_is_told_so() {
    let desk = Desk::empty();
    desk.write("rules.srx", RULES);
    let ran = desk
        .run_with(
            &["segment", "--lang", "en", "--srx", "rules.srx"],
            "He left. She stayed.",
        )
        .done();
    assert_eq!(ran.stdout, "He left.\nShe stayed.\n");
    assert!(ran.stderr.contains("has no rules for English"), "{}", ran.stderr);
}

#[test]
fn a_broken_rule_is_named_with_file_and_line() {
    let desk = Desk::empty();
    desk.write("rules.srx", RULES.replace("؛\\s", "(؛"));
    let ran = desk.run_with(&["segment", "--lang", "ar", "--srx", "rules.srx"], TEXT);
    assert_eq!(ran.code, Some(1));
    assert_eq!(
        ran.stderr,
        "error: rules.srx:3: the expression `(؛` cannot be read: a `(` is not closed; correct it, or remove the \
         rule\n"
    );
}

#[test]
fn abbreviations_leave_for_other_tools_and_hold_beside_a_rule_file() {
    let desk = Desk::empty();
    desk.write("config.toml", "[segment]\nabbreviations = [\"ك.م\"]\n");
    desk.run(&["segment", "--export-srx", "house.srx"]).done();
    let exported = String::from_utf8(desk.bytes("house.srx")).unwrap();
    assert!(exported.contains("ك\\.م"), "{exported}");
    let rules = RULES.replace("؛\\s", "\\.\\s");
    desk.write("rules.srx", rules);
    let ran = desk
        .run_with(
            &["segment", "--lang", "ar", "--srx", "rules.srx"],
            "طوله 3 ك.م. تقريبا. انتهى.",
        )
        .done();
    assert_eq!(ran.stdout, "طوله 3 ك.م. تقريبا.\nانتهى.\n");
}

#[test]
fn a_language_that_only_the_file_knows_has_its_rules() {
    let desk = Desk::empty();
    desk.write("rules.srx", RULES.replace("ar.*", "PL.*"));
    let ran = desk
        .run_with(
            &["segment", "--lang", "pl", "--srx", "rules.srx"],
            "Przyszedł؛ wyszedł. Koniec.",
        )
        .done();
    assert_eq!(ran.stdout, "Przyszedł؛\nwyszedł. Koniec.\n");
    assert_eq!(ran.stderr, "");
}

#[test]
fn a_rule_that_would_take_too_long_is_named() {
    let desk = Desk::empty();
    desk.write("rules.srx", RULES.replace("؛\\s", "(?&lt;!q)(?:(?:a|a)+)+(?=b)"));
    let text = format!("{}c\n", "a".repeat(60));
    let ran = desk
        .run_with(&["segment", "--lang", "ar", "--srx", "rules.srx"], &text)
        .done();
    assert_eq!(ran.stdout, text);
    assert!(ran.stderr.contains("SRX rule in line 3"), "{}", ran.stderr);
}
