//! A hundred random interruptions, and no letter lost: each seed types into random segments of one article while the tab is
//! closed or loaded again, the server is killed, the network goes, the disk is full. After each every letter stands on the
//! page again, at the end of a seed in the database; nobody is asked to choose between two versions of what one person typed.
//!
//! `TARJUMAN_SEEDS=100` tells a hundred stories instead of ten.

use crate::browser::{Browser, CTRL, Page};
use crate::server::{Desk, Server};

const SEGMENTS: usize = 6;
/// Interruptions of one seed.
const ROUNDS: usize = 10;
/// What the page says of saving.
const SAVED: &str = "document.querySelector('.saved')?.textContent";

#[test]
fn whatever_interrupts_no_letter_is_lost() {
    let asked = std::env::var("TARJUMAN_SEEDS").ok();
    let seeds = asked.and_then(|seeds| seeds.parse().ok()).unwrap_or(10);
    let browser = Browser::start();
    for seed in 1..=seeds {
        Story::new(seed, &browser).told();
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
}

impl Interruption {
    const ALL: [Self; 5] = [
        Self::TabClosed,
        Self::Reload,
        Self::ServerKilled,
        Self::Offline,
        Self::DiskFull,
    ];
}

/// One article, one person, one run of bad luck.
struct Story<'a> {
    seed: u64,
    random: Random,
    browser: &'a Browser,
    page: Page<'a>,
    server: Server,
    desk: Desk,
    /// Every letter that was typed, by segment.
    typed: Vec<String>,
}

impl<'a> Story<'a> {
    fn new(seed: u64, browser: &'a Browser) -> Self {
        let text: String = (0..SEGMENTS)
            .map(|number| format!("قال كيري في الخطاب رقم {number}.\n\n"))
            .collect();
        let desk = Desk::on_disk(&text, "6m");
        let server = desk.serve(0);
        Self {
            seed,
            random: Random(seed),
            page: browser.open(&server.address),
            browser,
            server,
            desk,
            typed: vec![String::new(); SEGMENTS],
        }
    }

    #[allow(
        clippy::print_stderr,
        reason = "shown where the story fails: what had happened until then"
    )]
    fn told(mut self) {
        for _ in 0..ROUNDS {
            let segment = self.random.below(SEGMENTS);
            self.go(segment);
            for _ in 0..=self.random.below(4) {
                self.letter(segment);
            }
            if self.random.below(2) == 0 {
                self.save();
            }
            let what = Interruption::ALL[self.random.below(Interruption::ALL.len())];
            eprintln!("seed {}, segment {}: {what:?}", self.seed, segment + 1);
            self.interrupt(what, segment);
        }
        self.page.value("dispatchEvent(new Event('online'))");
        self.page.until(&format!("{SAVED} === 'All saved'"));
        assert_eq!(self.desk.targets(), self.typed, "seed {}", self.seed);
        self.page.close();
    }

    fn interrupt(&mut self, what: Interruption, segment: usize) {
        match what {
            Interruption::TabClosed => self.again(),
            Interruption::Reload => self.page.reload(),
            Interruption::ServerKilled => {
                self.server.kill();
                self.letter(segment);
                self.server = self.desk.serve(self.server.port);
                self.again();
            }
            Interruption::Offline => {
                self.page.offline(true);
                self.unsaved_letter(segment);
                self.page.offline(false);
            }
            Interruption::DiskFull => {
                let filling = self.desk.fill();
                self.unsaved_letter(segment);
                std::fs::remove_file(filling).unwrap();
            }
        }
    }

    /// Closes the tab and opens another one.
    fn again(&mut self) {
        self.page.close();
        self.page = self.browser.open(&self.server.address);
    }

    /// Goes to a segment, where everything stands that was ever typed there.
    fn go(&self, segment: usize) {
        let row = format!("document.querySelector('[data-row=\"{segment}\"] .number')");
        self.page.until(&row);
        self.page.value(&format!("{row}.click()"));
        self.page.at_segment(segment + 1);
        let typed = &self.typed[segment];
        self.page
            .until(&format!("document.activeElement.value === '{typed}'"));
    }

    fn letter(&mut self, segment: usize) {
        let letter = char::from(b'a' + u8::try_from(self.random.below(26)).unwrap());
        self.page.type_text(&letter.to_string());
        self.typed[segment].push(letter);
    }

    fn save(&self) {
        self.page.press("KeyS", "س", CTRL);
    }

    /// A letter that cannot be saved now, which the page says.
    fn unsaved_letter(&mut self, segment: usize) {
        self.letter(segment);
        self.save();
        self.page.until(&format!("{SAVED}.includes('not saved')"));
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
}
