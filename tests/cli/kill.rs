//! Runs that are cut off at any moment are completed by the next one, to the byte.

use std::process::{Child, Command};

use crate::desk::{Desk, Ran, SAMPLE, tmx};

const OUTPUTS: [&str; 3] = ["draft.xlf", "draft.json", "draft.html"];

/// Several hundred segments, no two paragraphs alike, saved in batches of four.
fn long() -> Desk {
    let desk = Desk::empty();
    let mut text = String::new();
    for round in 0..30 {
        for (number, line) in SAMPLE.lines().enumerate() {
            text.push_str(&format!(
                "{} رقم {round} من {number}.\n",
                line.trim_end_matches('.')
            ));
        }
    }
    desk.write("article.txt", text);
    desk.write("config.toml", "[draft]\nbatch = 4\n");
    desk
}

fn exports(desk: &Desk) -> [Vec<u8>; 3] {
    OUTPUTS.map(|output| {
        desk.run(&["export", "article.txt", "-o", output]).done();
        desk.bytes(output)
    })
}

/// The exports of a run that nothing disturbed.
fn undisturbed() -> [Vec<u8>; 3] {
    let desk = long();
    desk.run(&["draft", "article.txt"]).done();
    exports(&desk)
}

/// Waits until the database's log has grown `times` times, as it does when the article is taken in and then with every
/// batch, or until the program has ended.
fn await_growths(desk: &Desk, child: &mut Child, times: usize) {
    let log = desk.path("tarjuman.db-wal");
    let size = || log.metadata().map_or(0, |log| log.len());
    let (mut seen, mut growths) = (0, 0);
    while growths < times && child.try_wait().unwrap().is_none() {
        if size() > seen {
            seen = size();
            growths += 1;
        }
        std::thread::yield_now();
    }
}

#[test]
fn a_run_that_was_killed_is_completed_to_the_byte() {
    let expected = undisturbed();
    let mut cut = 0;
    for moment in 0..10 {
        let desk = long();
        let mut child = desk.command(&["draft", "article.txt"]).spawn().unwrap();
        await_growths(&desk, &mut child, moment * 3);
        child.kill().unwrap();
        cut += usize::from(child.wait().unwrap().code().is_none());
        if let Some(left) = half_written(&desk) {
            panic!("{left} is there, but not whole");
        }
        desk.run(&["draft", "article.txt"]).done();
        assert!(exports(&desk) == expected, "cut off at moment {moment}");
    }
    assert!(cut >= 3, "only {cut} runs were cut off");
}

#[test]
fn a_run_that_is_killed_again_and_again_comes_to_its_end() {
    let expected = undisturbed();
    let desk = long();
    for _ in 0..6 {
        let mut child = desk.command(&["draft", "article.txt"]).spawn().unwrap();
        await_growths(&desk, &mut child, 3);
        child.kill().unwrap();
        child.wait().unwrap();
    }
    desk.run(&["draft", "article.txt"]).done();
    assert!(exports(&desk) == expected);
}

/// The page, if it is there without its end.
fn half_written(desk: &Desk) -> Option<&'static str> {
    let page = "article.en.html";
    (desk.path(page).exists() && !desk.text(page).trim_end().ends_with("</html>")).then_some(page)
}

/// Sends Ctrl-C as soon as segments are being saved; `None` when the run was over before.
fn interrupted(desk: &Desk) -> Option<Ran> {
    let mut child = desk.command(&["draft", "article.txt"]).spawn().unwrap();
    await_growths(desk, &mut child, 6);
    let sent = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    let ran = Ran::of(child.wait_with_output().unwrap());
    (sent.success() && ran.code != Some(0)).then_some(ran)
}

#[test]
fn ctrl_c_keeps_what_is_finished_and_the_next_run_goes_on() {
    let expected = undisturbed();
    let (desk, ran) = (0..5)
        .find_map(|_| {
            let desk = long();
            interrupted(&desk).map(|ran| (desk, ran))
        })
        .expect("Ctrl-C came too late five times");
    assert_eq!(ran.code, Some(130), "{}", ran.stderr);
    assert_eq!(
        ran.stderr,
        "stopped; what was finished is saved, and running the same again goes on from there\n"
    );
    assert_eq!(ran.stdout, "");
    assert!(!desk.path("article.en.html").exists(), "half a draft is no draft");
    desk.run(&["draft", "article.txt"]).done();
    assert!(exports(&desk) == expected);
}

/// Tens of thousands of units, a few of them twice, taken in by four transactions or more.
fn units() -> Desk {
    let desk = Desk::empty();
    let mut units = String::new();
    for number in 0..40_000 {
        let number = number % 39_990;
        units.push_str(&format!(
            "<tu><tuv xml:lang=\"ar\"><seg>وصل {number} لاجئا إلى المخيم رقم {}</seg></tuv>\
            <tuv xml:lang=\"en\"><seg>{number} refugees arrived</seg></tuv></tu>\n",
            number % 77
        ));
    }
    desk.write("house.tmx", tmx(&units));
    desk
}

fn exported(desk: &Desk) -> String {
    desk.run(&["memory", "export", "-o", "out.tmx"]).done();
    let text = desk.text("out.tmx");
    text.find("<tu")
        .map_or_else(String::new, |at| text[at..].to_owned())
}

#[test]
fn an_import_that_was_killed_leaves_a_whole_memory_and_is_completed_by_the_next() {
    let undisturbed = units();
    undisturbed.run(&["memory", "import", "house.tmx"]).done();
    let expected = exported(&undisturbed);
    let (mut cut, mut begun, mut continued) = (0, 0, 0);
    for moment in 1..40 {
        // How many growths of the log one batch is seen as depends on the machine: later moments, until a batch was whole.
        if moment > 5 && continued > 0 {
            break;
        }
        let desk = units();
        for _ in 0..moment % 2 + 1 {
            let mut child = desk.command(&["memory", "import", "house.tmx"]).spawn().unwrap();
            await_growths(&desk, &mut child, moment * 2);
            child.kill().unwrap();
            cut += usize::from(child.wait().unwrap().code().is_none());
        }
        if desk.path("tarjuman.db").exists() {
            let left = exported(&desk);
            let whole = left
                .trim_end()
                .trim_end_matches("</tmx>")
                .trim_end()
                .trim_end_matches("</body>")
                .trim_end();
            assert!(expected.starts_with(whole), "cut off at moment {moment}");
            begun += usize::from(!whole.is_empty());
        }
        let is_changed = moment == 3;
        if is_changed {
            desk.write("house.tmx", desk.text("house.tmx") + "\n");
        }
        let ran = desk.run(&["memory", "import", "house.tmx"]).done();
        let goes_on = ran.stderr.contains("goes on at line ");
        assert!(!(is_changed && goes_on), "{}", ran.stderr);
        continued += usize::from(goes_on);
        assert!(exported(&desk) == expected, "cut off at moment {moment}");
        if moment == 1 {
            let again = desk.run(&["memory", "import", "house.tmx"]).done();
            assert!(again.stderr.contains("40000 units"), "{}", again.stderr);
        }
        let last = desk.run(&[
            "memory",
            "search",
            "وصل 39989 لاجئا إلى المخيم رقم 26",
            "--min-score",
            "100",
        ]);
        assert!(last.done().stdout.contains("39989 refugees arrived"));
    }
    assert!(
        cut >= 3 && begun > 0 && continued > 0,
        "{cut} imports were cut off, {begun} had begun, {continued} went on"
    );
}
