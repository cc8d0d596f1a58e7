//! A hundred random interruptions, and no letter lost: each seed types into random segments of one article while the tab is
//! closed or loaded again, the server is killed, the network goes, the disk is full. At the end every letter is in the
//! database, or on the page in the list of what is not sent.
//!
//! `TARJUMAN_SEEDS=100` runs a hundred seeds instead of three.

use std::process::Command;

use crate::browser::{Browser, CTRL, Page};
use crate::server::Desk;

const SEGMENTS: usize = 6;
/// Interruptions of one seed.
const ROUNDS: usize = 8;

#[test]
fn whatever_interrupts_no_letter_is_lost() {
    let seeds = std::env::var("TARJUMAN_SEEDS")
        .ok()
        .and_then(|seeds| seeds.parse().ok())
        .unwrap_or(3);
    let browser = Browser::start();
    for seed in 1..=seeds {
        story(seed, &browser);
    }
}

/// What may happen between two letters.
#[derive(Debug, Clone, Copy)]
enum Interruption {
    TabClosed,
    Reload,
    ServerKilled,
    Offline,
    DiskFull,
    Nothing,
}

fn story(seed: u64, browser: &Browser) {
    let mut random = Random(seed);
    let text: String = (0..SEGMENTS)
        .map(|number| format!("قال كيري في الخطاب رقم {number}.\n\n"))
        .collect();
    let desk = Desk::with(&text);
    let disk = Disk::under(&desk);
    let mut server = desk.serve(0);
    let port = server.port;
    let mut page = browser.open(&server.address);
    let mut expected = vec![String::new(); SEGMENTS];
    let mut told = Vec::new();
    for _ in 0..ROUNDS {
        let segment = random.below(SEGMENTS);
        page.until("document.querySelector('[data-row] .source')?.textContent.includes('قال')");
        page.value(&format!(
            "document.querySelector('[data-row=\"{segment}\"] .number').click()"
        ));
        page.at_segment(segment + 1);
        for _ in 0..1 + random.below(4) {
            let letter = char::from(b'a' + u8::try_from(random.below(26)).unwrap());
            page.type_text(&letter.to_string());
            expected[segment].push(letter);
        }
        if random.below(2) == 0 {
            page.press("KeyS", "س", CTRL);
        }
        let what = random.interruption(disk.is_some());
        told.push((segment, what));
        match what {
            Interruption::Nothing => {}
            Interruption::TabClosed => {
                page.close();
                page = browser.open(&server.address);
            }
            Interruption::Reload => page.reload(),
            Interruption::ServerKilled => {
                server.kill();
                server = desk.serve(port);
                page.close();
                page = browser.open(&server.address);
            }
            Interruption::Offline => {
                page.offline(true);
                type_more(&page, segment, &mut expected, &mut random);
                page.offline(false);
            }
            Interruption::DiskFull => {
                disk.as_ref().unwrap().fill();
                type_more(&page, segment, &mut expected, &mut random);
                disk.as_ref().unwrap().free();
            }
        }
    }
    all_there(&page, &desk, &expected, &format!("seed {seed}: {told:?}"));
    page.close();
    drop(server);
}

fn type_more(page: &Page<'_>, segment: usize, expected: &mut [String], random: &mut Random) {
    page.at_segment(segment + 1);
    let letter = char::from(b'a' + u8::try_from(random.below(26)).unwrap());
    page.type_text(&letter.to_string());
    expected[segment].push(letter);
    page.press("KeyS", "س", CTRL);
    page.until(
        "document.querySelector('.saved').textContent.includes('not saved') || \
        document.querySelector('.saved').textContent === 'All saved'",
    );
}

/// Waits until everything is sent; a text that the page finds changed by its own earlier, unanswered save is settled by
/// the person, who sees both.
fn all_there(page: &Page<'_>, desk: &Desk, expected: &[String], story: &str) {
    page.until(
        "(() => { document.querySelector('.versions button')?.click(); dispatchEvent(new Event('online')); \
         return document.querySelector('.saved')?.textContent === 'All saved'; })()",
    );
    assert_eq!(desk.targets(), expected, "{story}");
}

/// A disk of the workspace's own that can be filled, where this machine lets one be mounted.
struct Disk(std::path::PathBuf);

impl Disk {
    fn under(desk: &Desk) -> Option<Self> {
        let folder = desk.path(".").canonicalize().unwrap();
        let article = std::fs::read(folder.join("article.txt")).unwrap();
        let config = std::fs::read(folder.join("config.toml")).unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=6m", "tmpfs"])
            .arg(&folder)
            .output();
        if !mounted.is_ok_and(|output| output.status.success()) {
            eprintln!("no disk can be mounted here: the full disk is left out");
            return None;
        }
        std::fs::write(folder.join("article.txt"), article).unwrap();
        std::fs::write(folder.join("config.toml"), config).unwrap();
        Some(Self(folder))
    }

    fn fill(&self) {
        use std::io::Write;
        let mut file = std::fs::File::create(self.0.join("filling")).unwrap();
        while file.write_all(&[0; 4_096]).is_ok() {}
    }

    fn free(&self) {
        std::fs::remove_file(self.0.join("filling")).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same story for the same seed.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % u64::try_from(end).unwrap()).unwrap()
    }

    fn interruption(&mut self, can_fill: bool) -> Interruption {
        match self.below(if can_fill { 6 } else { 5 }) {
            0 => Interruption::TabClosed,
            1 => Interruption::Reload,
            2 => Interruption::ServerKilled,
            3 => Interruption::Offline,
            4 => Interruption::Nothing,
            _ => Interruption::DiskFull,
        }
    }
}
