//! Terms of the source whose rendering does not stand in the translation.
//!
//! Where another spelling of a name stands instead, that is where the finding is, and its fix is the listed one.
//! A term that is held once may be a pronoun the second time, so each term is reported once at most, and not at
//! all while any of its hits is held. A forbidden rendering is for `forbidden-term`. A likely hit is reported as such,
//! and passed over where another term was as near; a possible one is never reported. A rendering whose words stand apart or, for
//! what is no proper name, in another form is told, and is not reported either.

mod altered;

use std::ops::Range;

use self::altered::altered;
use rustc_hash::FxHashSet;

use super::forbidden_term::renderings;
use super::known::Known;
use super::lost_acronym::foreign_acronyms;
use super::names::Sounds;
use super::stand_in::is_told_by_kind;
use super::{Check, Objection, Pair, dates};
use crate::document::{Edit, Outcome, Severity, Term, TermHit, TermKind, TermStatus, TermUse, Tier};
use crate::language::{Language, Numbers};
use crate::text::words;

/// Its id.
pub(super) const ID: &str = "missing-term";
/// How many words before a term may be of one phrase with it.
const PHRASE: usize = 4;

/// See the file's own documentation.
pub(super) struct MissingTerm;

impl Check for MissingTerm {
    fn id(&self) -> &'static str {
        ID
    }

    fn about(&self) -> &'static str {
        "A term of the source has no rendering of its glossary in the translation"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let end = pair.target.text.len();
        let in_force = |used: &TermUse| {
            let certain = match used.hit.tier {
                Tier::Sure => true,
                Tier::Likely => used.hit.also.is_empty(),
                Tier::Possible => false,
            };
            used.hit.term.status == TermStatus::Approved && certain
        };
        // Each term once, and none of those that are told somewhere.
        let told = pair.terms.iter().filter(|used| !is_missing(used));
        let mut settled: FxHashSet<&str> = told.map(|used| used.hit.term.source.as_str()).collect();
        let in_force = pair.terms.iter().filter(|used| in_force(used));
        let mut missing = Vec::new();
        for used in in_force.filter(|used| settled.insert(&used.hit.term.source)) {
            let altered = altered(used, pair);
            if altered.is_some() || !is_excused(used, pair) {
                missing.push((used, altered));
            }
        }
        missing
            .into_iter()
            .map(|(TermUse { hit, outcome, .. }, altered)| {
                let meant = meant(hit, &pair.source.text);
                let listed = renderings(&hit.term);
                let source_at = Some(hit.span.clone());
                let outcome = altered.map_or_else(|| outcome.clone(), Outcome::Wrong);
                match outcome {
                    Outcome::Wrong(at) => Objection {
                        at: at.clone(),
                        source_at,
                        message: format!(
                            "“{}” stands for {}: write {listed}",
                            &pair.target.text[at.clone()],
                            meant.trim_end_matches(',')
                        ),
                        fix: Some(Edit {
                            at: at.clone(),
                            text: hit.term.target.clone(),
                        }),
                        ..Objection::default()
                    },
                    _ => Objection {
                        at: end..end,
                        source_at,
                        message: format!("{meant} has no rendering here: {listed}"),
                        ..Objection::default()
                    },
                }
            })
            .collect()
    }
}

/// Whether a term without its rendering is told nevertheless, or need not be.
pub(super) fn is_excused(used: &TermUse, pair: &Pair<'_>) -> bool {
    is_told(&used.hit.term, &pair.target.text)
        || is_for_dates(&used.hit, pair)
        || (used.hit.term.carried && may_be_free(used, pair))
}

/// Whether nothing but a list that nobody here made asks for the rendering, and the translator may well have found other
/// words: where the lexicon of the languages has a word for it there, where the hit is not sure, for what is no proper name
/// wherever the translation is as long as it should be, for a person who is told by an office and a place that is told as one, and
/// where another name stands in its place that may be somebody else's: only a name of several words is one person's.
fn may_be_free(used: &TermUse, pair: &Pair<'_>) -> bool {
    let TermUse { hit, outcome, .. } = used;
    if hit.tier != Tier::Sure {
        return true;
    }
    if matches!(outcome, Outcome::Wrong(_)) || !hit.term.kind.is_name() {
        return true;
    }
    let target = &pair.target.text;
    let is_sign = |c: char| matches!(c, '$' | '£' | '¥' | '\u{20A0}'..='\u{20CF}');
    let by_sign = hit.term.kind == TermKind::Currency && target.contains(is_sign);
    by_sign
        || is_told_from_today(hit, pair)
        || is_covered(hit, pair)
        || sounds_like_a_name(hit, pair)
        || is_abbreviated(&hit.term, pair)
        || is_told_by_kind(hit.term.kind, pair)
        || (hit.term.kind == TermKind::Organisation && is_told_in_part(&hit.term, (target, pair.to)))
}

/// Whether a word that the term was found in sounds like a name of the translation: another name, or the same in another spelling. A
/// word that has a meaning must sound just so: وزارة is not told by *Syria*.
fn sounds_like_a_name(hit: &TermHit, pair: &Pair<'_>) -> bool {
    let (names, there) = (Sounds::of_no_term(pair), pair.there());
    // The country of a body is told without the body: مجلس الأمة الكويتي, *Kuwait's*.
    let may_be = |known: &Known| {
        let is_body = hit.term.kind == TermKind::Organisation && words(&hit.term.source).nth(1).is_some();
        !is_body || known.entries().is_empty()
    };
    words(&pair.source.text[hit.word.clone()]).any(|word| {
        let known = there.known_of(word.text);
        match known.entries() {
            [] => names.tell(&known),
            _ => may_be(&known) && names.tell_just_so(&known),
        }
    })
}

/// Whether an acronym that the source has not may tell the term, among others: PNG, the OHA of Oakland.
fn is_abbreviated(term: &Term, pair: &Pair<'_>) -> bool {
    let renderings = || std::iter::once(&term.target).chain(&term.variants);
    // DAMASCUS of a dateline is told by the source.
    let there = pair.there().told();
    let is_free = |acronym: &&str| {
        let entries = pair.here().known_of(acronym).entries();
        !there.is_some_and(|there| there.has_any(entries))
    };
    foreign_acronyms(pair).filter(is_free).any(|acronym| {
        renderings()
            .filter_map(|rendering| rendering.chars().next())
            .any(|initial| acronym.contains(initial))
    })
}

/// Whether the translation has a word that renders one of the term's, as lists or the memory know, and no other word of the source.
/// Linear in both texts.
fn is_covered(hit: &TermHit, pair: &Pair<'_>) -> bool {
    if words(&hit.term.source).any(|word| pair.has_usual(word.text)) {
        return true;
    }
    // What is found within a word may be another word: بابها is her door, and Abha with a preposition.
    let (there, within) = (pair.there(), &pair.source.text[hit.word.clone()]);
    let meant: Vec<&str> = [hit.term.source.as_str(), within]
        .into_iter()
        .flat_map(|text| match hit.term.kind {
            TermKind::Organisation => head(text, pair.from).into_iter().collect(),
            _ => words(text).map(|word| word.text).collect::<Vec<_>>(),
        })
        .collect();
    let meant = meant
        .into_iter()
        .flat_map(|word| there.narrowed(there.known_of(word).entries()));
    let meant: Vec<&u16> = meant.collect();
    let shares = |entries: &[u16], others: &[&u16]| entries.iter().any(|entry| others.contains(&entry));
    let told: Vec<&[u16]> = pair
        .here()
        .entries()
        .filter(|entries| shares(entries, &meant))
        .collect();
    // A word that renders another word of the source tells that one: *Britain* of بريطانيا والمملكة العربية السعودية.
    let all: Vec<&u16> = told.iter().copied().flatten().collect();
    let first = there.known_of(words(within).next().map_or(within, |word| word.text));
    let is_joined = first.lore().is_joined;
    let place = there.spans().partition_point(|word| word.end <= hit.word.start);
    let besides = there.words().zip(there.entries()).enumerate();
    let besides = besides.filter(|(other, (word, entries))| {
        let is_outside = word.span.end <= hit.span.start || hit.span.end <= word.span.start;
        // One word may tell a whole phrase: العاصمة الإيرانية طهران, *Brexit*.
        let is_of_phrase = !is_joined && (place.saturating_sub(PHRASE)..place).contains(other);
        is_outside && !is_of_phrase && word.text != within && shares(entries, &all)
    });
    besides.count() < told.len()
}

/// Whether the term is a day or a month in whose place another stands, which `dates` objects to, a month that is told in figures or by
/// the other calendar, or the beginning of a number.
fn is_for_dates(hit: &TermHit, pair: &Pair<'_>) -> bool {
    let meets = |there: &Range<usize>| there.start < hit.span.end && hit.span.start < there.end;
    let (there, here) = (pair.there().figures(), pair.here().figures());
    matches!(hit.term.kind, TermKind::Month | TermKind::Weekday)
        && (there.begins_a_number(&hit.span)
            || dates::changed(pair).iter().any(|(there, _)| meets(there))
            || there
                .named_dates()
                .filter(meets)
                .any(|month| here.tell_month(&month, there)))
}

/// Whether the term is a day of the week that is told from today: `أمس الاثنين`, *yesterday*.
fn is_told_from_today(hit: &TermHit, pair: &Pair<'_>) -> bool {
    let there = pair.there();
    let before = there.words().zip(there.entries());
    let before = before
        .take_while(|(word, _)| word.span.end <= hit.span.start)
        .last();
    let from_today = &pair.from.calendar.from_today;
    hit.term.kind == TermKind::Weekday
        && before.is_some_and(|(word, entries)| {
            from_today.contains(&Numbers::fold(word.text))
                && pair.here().told().is_some_and(|here| here.has_any(entries))
        })
}

/// Whether `target` tells the term in the words of one of its renderings, in another order or with others between
/// (“Egypt's central bank” for “Central Bank of Egypt”), and what is no person's name in another form of them too
/// (“negotiating”, “Sicilian”).
pub(super) fn is_told(term: &Term, target: &str) -> bool {
    let here: Vec<String> = words(target).map(|word| plain(word.text)).collect();
    let bends = !matches!(
        term.kind,
        TermKind::Name | TermKind::Person | TermKind::Month | TermKind::Weekday
    );
    let told = |rendering: &String| {
        let mut parts = words(rendering)
            .map(|word| plain(word.text))
            .filter(|part| part.chars().count() > 3);
        let first = parts.next();
        let stands = |part: &String| {
            here.iter()
                .any(|word| word == part || (bends && is_form(word, part)))
        };
        first.is_some_and(|first| stands(&first) && parts.all(|part| stands(&part)))
    };
    std::iter::once(&term.target).chain(&term.variants).any(told)
}

/// A word as it is compared: small letters, no possessive.
fn plain(word: &str) -> String {
    let word = word.to_lowercase().replace('’', "'");
    word.strip_suffix("'s").map(str::to_owned).unwrap_or(word)
}

/// Whether the word of a rendering that says what kind of body it is stands in `target`, in some form: “the committee”.
fn is_told_in_part(term: &Term, (target, language): (&str, &Language)) -> bool {
    let here: Vec<String> = words(target).map(|word| plain(word.text)).collect();
    let renderings = std::iter::once(&term.target).chain(&term.variants);
    let mut parts = renderings
        .filter_map(|rendering| head(rendering, language))
        .map(plain)
        .filter(|part| part.chars().count() > 3);
    parts.any(|part| here.iter().any(|word| *word == part || is_form(word, &part)))
}

/// The word of a body's name that says what it is, the fund: the first one (صندوق النقد الدولي), but where the language lists what such a
/// word stands before (*of*) the one before that, or the last one.
fn head<'a>(name: &'a str, language: &Language) -> Option<&'a str> {
    let behind = &language.placing.plural_first;
    let mut list = words(name).map(|word| word.text);
    if behind.is_empty() {
        return list.next();
    }
    list.take_while(|word| !behind.iter().any(|one| one == word))
        .last()
}

/// Whether two words begin alike: at least four letters, and three in five of the longer one.
fn is_form(a: &str, b: &str) -> bool {
    let shared = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    shared >= 4 && shared * 5 >= a.chars().count().max(b.chars().count()) * 3
}

fn is_missing(used: &TermUse) -> bool {
    matches!(used.outcome, Outcome::Missing | Outcome::Wrong(_))
}

/// The term, and for a likely hit the word that it is read from.
fn meant(hit: &TermHit, source: &str) -> String {
    let form = source.get(hit.word.clone()).unwrap_or_default();
    if hit.tier == Tier::Sure || form == hit.term.source {
        format!("“{}”", hit.term.source)
    } else {
        format!("“{form}”, which is likely “{}”,", hit.term.source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Alternative, Content, Term};
    use crate::language::of;

    fn used(tier: Tier, also: Vec<Alternative>) -> TermUse {
        let term = Term {
            source: String::from("كنيسة"),
            target: String::from("church"),
            ..Term::default()
        };
        let hit = TermHit {
            span: 0.."كنائس".len(),
            word: 0.."كنائس".len(),
            term: term.into(),
            split: String::from("كنائس"),
            tier,
            also,
        };
        TermUse {
            placed: None,
            hit,
            outcome: Outcome::Missing,
        }
    }

    #[test]
    fn a_body_is_told_by_what_it_is() {
        assert_eq!(head("International Monetary Fund", of("en")), Some("Fund"));
        assert_eq!(head("University of Khartoum", of("en")), Some("University"));
        assert_eq!(head("صندوق النقد الدولي", of("ar")), Some("صندوق"));
    }

    fn messages(terms: &[TermUse]) -> Vec<String> {
        let (source, target) = (Content::plain("كنائس"), Content::plain("mosques"));
        let pair = Pair::new((&source, &target), (of("ar"), of("en")), terms);
        let objections = MissingTerm.run(&pair);
        objections
            .into_iter()
            .map(|objection| objection.message)
            .collect()
    }

    #[test]
    fn a_likely_hit_is_reported_with_its_word() {
        assert_eq!(
            messages(&[used(Tier::Likely, Vec::new())]),
            ["“كنائس”, which is likely “كنيسة”, has no rendering here: “church”"]
        );
    }

    #[test]
    fn a_likely_hit_that_another_row_claims_is_passed_over() {
        let other = Alternative {
            source: String::from("كنائس"),
            target: String::from("Kanais"),
            split: String::from("كنائس"),
        };
        assert_eq!(messages(&[used(Tier::Likely, vec![other.clone()])]), [""; 0]);
        assert_eq!(messages(&[used(Tier::Sure, vec![other])]).len(), 1);
    }

    /// What is said of the carried term `source = target` of a kind in a translation that does not hold it.
    fn carried(source: &str, rendering: &str, kind: TermKind, translation: &str) -> usize {
        let term = Term {
            source: String::from(source),
            target: String::from(rendering),
            kind,
            carried: true,
            ..Term::default()
        };
        let mut used = used(Tier::Sure, Vec::new());
        used.hit.term = term.into();
        (used.hit.span, used.hit.word) = (0..source.len(), 0..source.len());
        let (source, target) = (Content::plain(source), Content::plain(translation));
        let terms = [used];
        let pair = Pair::new((&source, &target), (of("ar"), of("en")), &terms);
        MissingTerm.run(&pair).len()
    }

    #[test]
    fn a_day_or_month_is_told_from_today_in_figures_or_by_the_other_calendar() {
        let missing = |source: &str, term: &str, kind, translation: &str| {
            let at = source.find(term).unwrap();
            let mut used = used(Tier::Sure, Vec::new());
            used.hit.term = Term {
                source: String::from(term),
                target: String::from("a day or month"),
                kind,
                carried: true,
                ..Term::default()
            }
            .into();
            (used.hit.span, used.hit.word) = (at..at + term.len(), at..at + term.len());
            let (source, target) = (Content::plain(source), Content::plain(translation));
            let terms = [used];
            let pair = Pair::new((&source, &target), (of("ar"), of("en")), &terms);
            MissingTerm.run(&pair).len()
        };
        let eleven = |translation| missing("نجا الأحد عشر راكبا", "الأحد", TermKind::Weekday, translation);
        assert_eq!(eleven("The 11 passengers survived"), 0);
        let day = |translation| missing("قالت أمس الاثنين", "الاثنين", TermKind::Weekday, translation);
        assert_eq!((day("She said yesterday"), day("She said")), (0, 1));
        let plain = missing("وصلت ليلى الاثنين", "الاثنين", TermKind::Weekday, "Leila came");
        assert_eq!(plain, 1);
        let month = |translation| missing("وقع في 13 نوفمبر 2015", "نوفمبر", TermKind::Month, translation);
        assert_eq!(
            (month("Signed on 13/11/2015"), month("Signed on the 13th")),
            (0, 1)
        );
        let hijri = |translation| {
            let source = "في 12 ربيع الأول 1445 هـ";
            missing(source, "ربيع الأول", TermKind::Month, translation)
        };
        assert_eq!(
            (hijri("on September 27, 2023"), hijri("on June 27, 2023")),
            (0, 1)
        );
    }

    #[test]
    fn what_tells_another_word_tells_no_term() {
        let missing = |(source, translation): (&str, &str), terms: &[(&str, &str)]| {
            let terms = terms.iter().map(|(term, rendering)| {
                let (at, there) = (source.find(term).unwrap(), translation.find(rendering));
                let mut used = used(Tier::Sure, Vec::new());
                used.hit.term = Term {
                    source: String::from(*term),
                    target: String::from(*rendering),
                    kind: TermKind::Place,
                    carried: true,
                    ..Term::default()
                }
                .into();
                (used.hit.span, used.hit.word) = (at..at + term.len(), at..at + term.len());
                used.outcome = there.map_or(Outcome::Missing, |there| {
                    Outcome::Held(there..there + rendering.len())
                });
                used
            });
            let terms: Vec<TermUse> = terms.collect();
            let (source, target) = (Content::plain(source), Content::plain(translation));
            MissingTerm
                .run(&Pair::new((&source, &target), (of("ar"), of("en")), &terms))
                .len()
        };
        let arabia = [("المملكة العربية السعودية", "Saudi Arabia")];
        let texts = "كشف باحثون من المملكة العربية السعودية وبريطانيا عن الفحص";
        let told = |translation| missing((texts, translation), &arabia);
        assert_eq!(told("Researchers from and Britain unveiled the test"), 1);
        assert_eq!(
            told("Researchers from the kingdom and Britain unveiled the test"),
            0
        );
        let two = [("الجزائر", "Algeria"), ("النيجر", "Niger")];
        let told = |translation| missing(("اتفقت الجزائر والنيجر", translation), &two);
        assert_eq!((told("Algeria agreed"), told("Algeria and Niger agreed")), (1, 0));
    }

    #[test]
    fn a_name_that_nobody_here_listed_may_be_told_otherwise() {
        let guinea = ("بابوا غينيا الجديدة", "Papua New Guinea", TermKind::Place);
        let count = |(source, target, kind), translation| carried(source, target, kind, translation);
        assert_eq!(count(guinea, "111 people have died there"), 1);
        assert_eq!(count(guinea, "111 people have died in PNG"), 0);
        assert_eq!(
            count(("كيني", "Kenyan", TermKind::Place), "since replacing Kenny Miler"),
            0
        );
        let court = ("المحكمة العليا", "Supreme Court", TermKind::Organisation);
        assert_eq!(count(court, "the court rejected the appeal"), 0);
        assert_eq!(count(court, "the appeal was rejected"), 1);
        assert_eq!(count(("قاض", "judge", TermKind::Term), "Kavanaugh's debacle"), 0);
    }

    #[test]
    fn a_guess_is_never_missing_and_hides_no_hit_after_it() {
        let guess = || used(Tier::Possible, Vec::new());
        assert_eq!(messages(&[guess()]), [""; 0]);
        assert_eq!(messages(&[guess(), used(Tier::Sure, Vec::new())]).len(), 1);
    }
}
