//! Runs of up to three symbols with their weights: interpolated Kneser–Ney smoothing with three discounts
//! (Chen and Goodman 1999), written in back-off form.

use std::collections::{BTreeMap, HashMap, HashSet};

use tarjuman::transliteration::{END, Entry, START, key};

const ORDER: usize = 3;

type Counts = BTreeMap<Vec<u16>, f64>;

/// The runs in `sequences` (each with how much it counts), ascending by key, where `symbols` different symbols may stand.
pub(crate) fn runs(sequences: &[(Vec<u16>, f64)], symbols: usize) -> Vec<(u64, Entry)> {
    let counts = counts(sequences);
    let mut entries: BTreeMap<u64, Entry> = BTreeMap::new();
    let mut lower: HashMap<Vec<u16>, f64> = HashMap::new();
    let uniform = 1.0 / f64::from(u32::try_from(symbols).unwrap_or(u32::MAX));
    for counts in &counts {
        let discounts = discounts(counts);
        let discount = |count: f64| match count {
            count if count <= 1.0 => discounts[0].min(count),
            count if count <= 2.0 => discounts[1],
            _ => discounts[2],
        };
        let mut histories: HashMap<&[u16], (f64, f64)> = HashMap::new();
        for (run, &count) in counts {
            let history = histories.entry(&run[..run.len() - 1]).or_default();
            history.0 += count;
            history.1 += discount(count);
        }
        let mut these = HashMap::new();
        for (run, &count) in counts {
            let (all, taken) = histories[&run[..run.len() - 1]];
            let below = if run.len() == 1 { uniform } else { lower[&run[1..]] };
            let chance = (count - discount(count)) / all + taken / all * below;
            these.insert(run.clone(), chance);
            entry(&mut entries, run).probability = log(chance);
        }
        for (history, (all, taken)) in histories {
            if !history.is_empty() {
                entry(&mut entries, history).back_off = log((taken / all).min(1.0));
            }
        }
        lower = these;
    }
    entries.into_iter().collect()
}

/// A history that is itself no run, like the beginning of a name, has no probability.
fn entry<'a>(entries: &'a mut BTreeMap<u64, Entry>, run: &[u16]) -> &'a mut Entry {
    entries.entry(key(run)).or_insert(Entry {
        probability: -25.5,
        back_off: 0.0,
    })
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a logarithm needs no more than f32"
)]
fn log(chance: f64) -> f32 {
    chance.max(1e-11).ln() as f32
}

/// Counts by order: of whole runs for the highest, of different runs before for the lower ones.
fn counts(sequences: &[(Vec<u16>, f64)]) -> Vec<Counts> {
    let mut seen = vec![Counts::new(); ORDER];
    for (sequence, weight) in sequences {
        let mut all = vec![START];
        all.extend(sequence);
        all.push(END);
        for end in 1..all.len() {
            for order in 1..=ORDER.min(end + 1) {
                *seen[order - 1]
                    .entry(all[end + 1 - order..=end].to_vec())
                    .or_default() += weight;
            }
        }
    }
    for order in 1..ORDER {
        let longer: HashSet<Vec<u16>> = seen[order].keys().cloned().collect();
        let mut continued = Counts::new();
        for run in longer {
            *continued.entry(run[1..].to_vec()).or_default() += 1.0;
        }
        // Nothing stands before the beginning, so runs from there keep their own counts.
        let from_start = seen[order - 1].iter().filter(|(run, _)| run[0] == START);
        continued.extend(from_start.map(|(run, &count)| (run.clone(), count)));
        seen[order - 1] = continued;
    }
    seen
}

/// The discounts of runs seen once, twice, and more often.
fn discounts(counts: &Counts) -> [f64; 3] {
    let mut of = [0.0_f64; 4];
    for &count in counts.values() {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at least 0, at most 4"
        )]
        let class = count.ceil().clamp(1.0, 5.0) as usize - 1;
        if let Some(one) = of.get_mut(class) {
            *one += 1.0;
        }
    }
    let [once, twice, thrice, more] = of.map(|one| one.max(1e-9));
    let share = once / (once + 2.0 * twice);
    let discounts = [
        1.0 - 2.0 * share * twice / once,
        2.0 - 3.0 * share * thrice / twice,
        3.0 - 4.0 * share * more / thrice,
    ];
    let most = [0.95, 1.95, 2.9];
    [0, 1, 2].map(|at| discounts[at].clamp(0.05, most[at]))
}
