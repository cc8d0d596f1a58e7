//! What `tarjuman config check` refuses.

use crate::desk::Desk;

#[test]
fn a_configuration_that_would_do_nothing_is_refused_with_its_line() {
    let desk = Desk::empty();
    for (text, told) in [
        (
            "[check]\noff = [\"spaces\"]\n\n[check.pairs.AR-EN]\non = [\"dateline\"]\n",
            "config.toml:4: [check.pairs.AR-EN] would switch nothing: write [check.pairs.ar-en]",
        ),
        (
            "[check]\nignore = { numbers = \"\" }\n",
            "config.toml:2: `numbers` is ignored without a reason",
        ),
        (
            "[check.dictionaries]\nen = \"nowhere\"\n",
            "there is no dictionary `nowhere`",
        ),
    ] {
        desk.write("config.toml", text);
        for arguments in [&["config", "check"][..], &["config", "check", "config.toml"]] {
            let ran = desk.run(arguments).ended(1);
            assert!(ran.stderr.contains(told), "{}", ran.stderr);
        }
    }
}

#[test]
fn what_is_wrong_with_a_dictionary_is_said_with_its_file_and_line() {
    let desk = Desk::empty();
    desk.write("config.toml", "[check.dictionaries]\nen = \"house\"\n");
    desk.write("dictionaries/house.dic", "1\nword\n");
    let ran = desk.run(&["config", "check"]).ended(1);
    assert!(
        ran.stderr
            .contains("house.aff: there is no such file, and the dictionary `house` needs it"),
        "{}",
        ran.stderr
    );
    desk.write("dictionaries/house.aff", "SET UTF-8\nSFX A Y x\n");
    let ran = desk.run(&["config", "check"]).ended(1);
    assert!(
        ran.stderr
            .contains("dictionaries/house.aff:2: it is no Hunspell dictionary"),
        "{}",
        ran.stderr
    );
}
