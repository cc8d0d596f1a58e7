//! Runs that are cut off at any moment are completed by the next one, to the byte.

use std::process::{Child, Command};

use crate::desk::{Desk, Ran, SAMPLE};

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
