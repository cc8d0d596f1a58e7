//! Help, wrong use, version.

use crate::desk::Desk;

/// Commands that need no example: they are called by their name alone, or nearly so.
const TRIVIAL: &[&str] = &[
    "list",
    "status",
    "glossary list",
    "glossary remove",
    "glossary rename",
    "memory stats",
    "backend list",
    "config show",
    "config check",
    "backend test",
    "model list",
    "model verify",
    "model remove",
];

/// The commands that a help text lists.
fn listed(help: &str) -> Vec<String> {
    let commands = help.split("Commands:\n").nth(1).unwrap_or_default();
    let lines = commands.lines().take_while(|line| !line.is_empty());
    let names = lines.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    names
        .map(|line| line.split_whitespace().next().unwrap().to_owned())
        .filter(|name| name != "help")
        .collect()
}

/// Every command with its help, families first.
fn commands(desk: &Desk) -> Vec<(String, String)> {
    let help = |words: &[&str]| desk.run(&[words, &["--help"]].concat()).done().stdout;
    let mut commands = Vec::new();
    for name in listed(&help(&[])) {
        let family = help(&[&name]);
        for member in listed(&family) {
            commands.push((format!("{name} {member}"), help(&[&name, &member])));
        }
        commands.push((name, family));
    }
    commands
}

#[test]
fn every_command_has_help_with_examples() {
    let desk = Desk::empty();
    let commands = commands(&desk);
    assert!(commands.len() > 15, "{commands:?}");
    for (name, help) in &commands {
        assert!(help.contains("Usage: tarjuman"), "{name}: {help}");
        let family = help.contains("Commands:\n");
        let example = help.contains("Examples:\n") && help.contains(&format!("  tarjuman {name}"));
        assert!(
            family || example || TRIVIAL.contains(&name.as_str()),
            "{name} has no example"
        );
    }
    for name in TRIVIAL {
        assert!(
            commands.iter().any(|(command, _)| command == name),
            "{name} is no command"
        );
    }
}

#[test]
fn the_table_of_exit_codes_is_printed() {
    let desk = Desk::empty();
    for flag in ["--help", "-h"] {
        let help = desk.run(&[flag]).done().stdout;
        let table = help
            .split("Exit codes:\n")
            .nth(1)
            .unwrap_or_else(|| panic!("{help}"));
        let codes: Vec<&str> = table
            .lines()
            .filter_map(|line| line.split_whitespace().next())
            .filter(|word| word.parse::<u8>().is_ok())
            .collect();
        assert_eq!(codes, ["0", "1", "2", "3", "4", "5", "130"]);
    }
}

#[test]
fn wrong_use_is_exit_code_one_and_says_what_was_wrong() {
    let desk = Desk::empty();
    for (arguments, said) in [
        (&["draft", "--languge", "ar", "x"][..], "--languge"),
        (&["drft", "x"], "drft"),
        (&["draft"], "<FILE>"),
        (
            &["draft", "x", "--from", "Arabic please"],
            "write a language tag such as `ar`",
        ),
        (&["check", "x", "--format", "xml"], "sarif"),
        (&[], "Usage: tarjuman"),
    ] {
        let ran = desk.run(arguments).ended(1);
        assert!(ran.stderr.contains(said), "{arguments:?}: {}", ran.stderr);
        assert_eq!(ran.stdout, "");
    }
}

#[test]
fn the_version_is_the_packages() {
    let ran = Desk::empty().run(&["--version"]).done();
    assert_eq!(ran.stdout, format!("tarjuman {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn an_unknown_backend_is_exit_code_three() {
    let desk = Desk::with_sample();
    let ran = desk
        .run(&["draft", "article.txt", "--backend", "oracle"])
        .ended(3);
    assert_eq!(
        ran.stderr,
        "error: there is no backend called `oracle`; `tarjuman backend list` shows what there is\n"
    );
    assert_eq!(desk.names(), ["article.txt"]);
}

#[test]
fn quiet_is_quiet_and_verbose_shows_the_causes() {
    let desk = Desk::with_sample();
    assert_eq!(desk.run(&["draft", "article.txt", "--quiet"]).done().stderr, "");
    let ran = desk
        .run(&["export", "article.txt", "-o", "none/x.html", "--verbose"])
        .ended(4);
    assert!(ran.stderr.contains("\n  because: "), "{}", ran.stderr);
}

#[test]
fn a_dry_run_saves_and_writes_nothing() {
    let desk = Desk::with_sample();
    let ran = desk.run(&["draft", "article.txt", "--dry-run"]).done();
    assert!(
        ran.stderr.contains("12 segments: 1 drafted, 11 empty"),
        "{}",
        ran.stderr
    );
    assert_eq!(desk.names(), ["article.txt"]);
    assert!(!desk.path("tarjuman.db").exists());
}
