//! A whole name: its particles, its article, its words.

use super::model::Model;
use super::standard::{self, Standard};

/// A spelling for a whole name.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// As it would stand in running text.
    pub spelling: String,
    /// Whether this very spelling stands attested for the name.
    pub is_attested: bool,
    /// How sure the model is of it among all it could think of, from 0 to 1.
    pub certainty: f32,
}

/// Spellings of one word that are carried on.
const WORD: usize = 6;

/// A way to spell a word of a name, or all of it.
#[derive(Debug, Clone)]
struct Way {
    spelling: String,
    is_attested: bool,
    /// Natural logarithm of its share.
    weight: f32,
}

/// Spellings for `name` by `standard`, the best first, at most `limit`; empty when no letter of it is the model's.
/// Under a millisecond a word.
///
/// ```
/// use tarjuman::transliteration::{Standard, model, proposals};
///
/// let arabic = model("ar", "en").unwrap();
/// let spellings = proposals(arabic, "ويليامز", Standard::News, 3);
/// assert_eq!(spellings[0].spelling, "Williams");
/// ```
#[must_use]
pub fn proposals(model: &Model, name: &str, standard: Standard, limit: usize) -> Vec<Proposal> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut ways: Vec<Way> = Vec::new();
    if name.contains(' ') && standard == Standard::News {
        let attested = model.attested(&name);
        ways.extend(attested.iter().map(|spelling| attested_way(&capitals(spelling))));
    }
    ways.extend(joined(model, &name, standard, limit.max(WORD)));
    let mut told: Vec<Proposal> = Vec::new();
    for way in ways {
        if told.iter().all(|one| one.spelling != way.spelling) {
            told.push(Proposal {
                spelling: way.spelling,
                is_attested: way.is_attested,
                certainty: way.weight.exp(),
            });
        }
    }
    told.truncate(limit);
    told
}

/// The best combinations of the ways of the words.
fn joined(model: &Model, name: &str, standard: Standard, limit: usize) -> Vec<Way> {
    let mut ways: Vec<Way> = Vec::new();
    let mut words = name.split(' ').peekable();
    while let Some(word) = words.next() {
        let joined = words
            .peek()
            .filter(|next| standard::joins(word, next, standard))
            .map(|next| format!("{word}{next}"));
        let particle = words.peek().and_then(|_| standard::particle(word, standard));
        let of_word = match (joined, particle) {
            (Some(joined), _) => {
                words.next();
                word_ways(model, &joined, standard)
            }
            (None, Some(particle)) => vec![attested_way(particle)],
            (None, None) => word_ways(model, word, standard),
        };
        if of_word.is_empty() {
            continue;
        }
        if ways.is_empty() {
            ways = of_word;
            continue;
        }
        let mut longer: Vec<Way> = Vec::new();
        for before in &ways {
            for after in &of_word {
                longer.push(Way {
                    spelling: format!("{} {}", before.spelling, after.spelling),
                    is_attested: before.is_attested && after.is_attested,
                    weight: before.weight + after.weight,
                });
            }
        }
        longer.sort_by(|one, other| other.weight.total_cmp(&one.weight));
        longer.truncate(limit);
        ways = longer;
    }
    ways
}

/// The ways of one word, the best first; their shares add up to less than one where an attested spelling leads.
fn word_ways(model: &Model, word: &str, standard: Standard) -> Vec<Way> {
    let article = word.strip_prefix("ال").filter(|rest| rest.chars().count() > 2);
    let mut ways = if standard == Standard::News {
        let attested = model.attested(word).iter();
        attested
            .map(|spelling| attested_way(&capitals(spelling)))
            .collect()
    } else {
        Vec::new()
    };
    let mut weighed: Vec<(String, f32)> = spelled(model, word, standard, "");
    if let Some(rest) = article {
        // An article is far likelier than a name that happens to begin so: Alexander is written ألكسندر as a rule.
        let prefix = standard::article(rest, standard);
        // Lbakush is how the Maghreb speaks, Albakush how news may write; a standard has the article apart.
        let is_glued = |spelling: &str| spelling.starts_with('L') || spelling.starts_with("Al");
        weighed.retain(|(spelling, _)| standard == Standard::News || !is_glued(spelling));
        let most = weighed.first().map_or(0.0, |(_, score)| *score);
        let bare = spelled(model, rest, standard, &prefix);
        let lift = most - bare.first().map_or(0.0, |(_, score)| *score) + ARTICLE;
        weighed.extend(bare.into_iter().map(|(spelling, score)| (spelling, score + lift)));
        weighed.sort_by(|one, other| other.1.total_cmp(&one.1));
    }
    let most = weighed.first().map_or(0.0, |(_, score)| *score);
    let total: f32 = weighed.iter().map(|(_, score)| (score - most).exp()).sum();
    for (spelling, score) in weighed {
        if ways.len() < WORD && ways.iter().all(|way: &Way| way.spelling != spelling) {
            ways.push(Way {
                spelling,
                is_attested: false,
                weight: score - most - total.ln(),
            });
        }
    }
    ways
}

/// How much likelier an article is, as a natural logarithm.
const ARTICLE: f32 = 1.5;

fn spelled(model: &Model, word: &str, standard: Standard, prefix: &str) -> Vec<(String, f32)> {
    let candidates = model.candidates(word).into_iter();
    let spelled = candidates.map(|candidate| {
        let spelling = standard::written(model, &candidate, standard);
        (format!("{prefix}{}", capitals(&spelling)), candidate.score)
    });
    spelled.collect()
}

fn attested_way(spelling: &str) -> Way {
    Way {
        spelling: spelling.to_owned(),
        is_attested: true,
        weight: 0.0,
    }
}

/// `name` with a capital at the beginning of each word.
fn capitals(name: &str) -> String {
    let mut begins = true;
    let mut written = String::new();
    for letter in name.chars() {
        // The letter for ع has no case and leaves the capital to the next one.
        if begins && letter.is_lowercase() {
            written.extend(letter.to_uppercase());
            begins = false;
        } else {
            written.push(letter);
            begins |= matches!(letter, ' ' | '-');
        }
    }
    written
}
