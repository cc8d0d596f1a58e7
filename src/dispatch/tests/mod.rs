//! The dispatcher against a backend that follows a script, on a clock that only the tests move.

mod scripted;

use std::sync::Arc;
use std::time::Duration;

use proptest::prelude::*;
use tokio::time::Instant;

use super::*;
use crate::backend::{Error, Fault};
use scripted::{Kept, List, Scripted, Step, busy, fault, good, refused, spoilt, too_large, unreadable};

/// What became of one run.
struct Outcome {
    settled: Option<Vec<Option<String>>>,
    answers: Vec<Option<Answered>>,
    spending: Vec<Spending>,
    took: Duration,
}

impl Outcome {
    /// The targets; a reason stands in round brackets.
    fn texts(&self) -> Vec<String> {
        let text = |(reason, answered): (&Option<String>, &Option<Answered>)| match (reason, answered) {
            (None, Some(answered)) => answered.answer.content.text.clone(),
            (Some(reason), None) => format!("({reason})"),
            both => panic!("told in two ways: {both:?}"),
        };
        let reasons = self.settled.iter().flatten();
        reasons.zip(&self.answers).map(text).collect()
    }

    fn all_answered(&self, count: usize) -> bool {
        let wanted: Vec<String> = (0..count).map(|number| format!("<t{number}>")).collect();
        self.texts() == wanted
    }
}

fn run(backends: &[Arc<Scripted>], work: &List, ledger: &mut Kept, options: Options) -> Outcome {
    run_with(
        backends,
        work,
        ledger,
        (options, Reuse::Kept),
        watch::channel(false).1,
    )
}

fn run_with(
    backends: &[Arc<Scripted>],
    work: &List,
    ledger: &mut Kept,
    (options, reuse): (Options, Reuse),
    stop: watch::Receiver<bool>,
) -> Outcome {
    let station = |backend: &Arc<Scripted>| Station {
        backend: Arc::clone(backend) as Arc<dyn Backend>,
        price: Price {
            characters: 1e6,
            ..Price::default()
        },
    };
    let mut dispatcher = Dispatcher::new(backends.iter().map(station).collect(), options, reuse, stop);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .build()
        .unwrap();
    runtime.block_on(async {
        let begin = Instant::now();
        let mut answers = vec![None; work.len()];
        let mut on = |note| {
            if let Note::Answered(number, answered) = note {
                assert!(answers[number].replace(*answered).is_none(), "{number} twice");
            }
        };
        let Ok(settled) = dispatcher.ask(work, ledger, &mut on).await;
        Outcome {
            settled,
            answers,
            spending: dispatcher.spending(),
            took: begin.elapsed(),
        }
    })
}

fn one(script: Vec<Step>, count: usize) -> (Outcome, Vec<Vec<String>>) {
    let backend = Scripted::new("a", script);
    let outcome = run(
        &[Arc::clone(&backend)],
        &List::of(count),
        &mut Kept::default(),
        Options::default(),
    );
    (outcome, backend.requests())
}

#[test]
fn answers_find_their_segments_in_any_order() {
    let (outcome, requests) = one(vec![spoilt(|answers| answers.reverse())], 6);
    assert!(outcome.all_answered(6), "{:?}", outcome.texts());
    assert_eq!(requests, [vec!["t0", "t1", "t2", "t3"], vec!["t4", "t5"]]);
}

#[test]
fn what_a_reply_leaves_out_is_asked_for_again_and_nothing_else() {
    let (outcome, requests) = one(vec![spoilt(|answers| drop(answers.remove(1)))], 4);
    assert!(outcome.all_answered(4));
    assert_eq!(requests[1..], [vec!["t1"]]);
}

#[test]
fn a_busy_service_is_left_alone_as_long_as_it_asks() {
    let (outcome, requests) = one(vec![fault(|| busy(Some(Duration::from_secs(7))))], 1);
    assert!(outcome.all_answered(1) && requests.len() == 2);
    assert!(outcome.took >= Duration::from_secs(7), "{:?}", outcome.took);
}

#[test]
fn a_service_that_stays_busy_is_given_up_after_five_tries_and_says_so() {
    let script = (0..5).map(|_| fault(|| busy(None))).collect();
    let (outcome, requests) = one(script, 1);
    assert_eq!(requests.len(), 5);
    assert_eq!(
        outcome.texts(),
        ["(a: h is busy (status 503); asked 5 times, run again to go on)"]
    );
}

#[test]
fn what_cannot_be_read_is_asked_again_then_split() {
    let script = (0..3).map(|_| fault(unreadable)).collect();
    let (outcome, requests) = one(script, 4);
    assert!(outcome.all_answered(4));
    assert_eq!(requests.iter().map(Vec::len).collect::<Vec<_>>(), [4, 4, 4, 2, 2]);
}

#[test]
fn what_is_too_large_is_split_at_once_down_to_the_one_that_is() {
    let (outcome, requests) = one((0..7).map(|_| fault(too_large)).collect(), 2);
    assert_eq!(
        requests.iter().map(Vec::len).collect::<Vec<_>>(),
        [2, 1, 1, 1, 1, 1, 1]
    );
    assert!(
        outcome
            .texts()
            .iter()
            .all(|text| text.starts_with("(a: h takes no request as large"))
    );
    assert!(outcome.took < Duration::from_secs(5));
}

#[test]
fn an_answer_that_is_none_is_asked_for_alone_once_then_from_the_next_backend() {
    let spoil: fn(&mut Vec<Answer>) = |answers| {
        for answer in answers.iter_mut().filter(|answer| answer.content.text == "<t1>") {
            answer.fault = Some(Fault::Refused(String::from("I cannot")));
        }
    };
    let first = Scripted::new("a", vec![spoilt(spoil), spoilt(spoil)]);
    let second = Scripted::new("b", Vec::new());
    let both = [Arc::clone(&first), Arc::clone(&second)];
    let outcome = run(&both, &List::of(3), &mut Kept::default(), Options::default());
    assert!(outcome.all_answered(3));
    assert_eq!(first.requests()[1..], [vec!["t1"]]);
    assert_eq!(second.requests(), [vec!["t1"]]);
    let alone = run(
        &[Scripted::new("a", vec![spoilt(spoil), spoilt(spoil)])],
        &List::of(3),
        &mut Kept::default(),
        Options::default(),
    );
    assert_eq!(alone.texts()[1], "(a: declined: 'I cannot')");
}

#[test]
fn a_refused_key_ends_the_asking_and_the_next_backend_takes_over() {
    let (first, second) = (
        Scripted::new("a", vec![fault(refused)]),
        Scripted::new("b", Vec::new()),
    );
    let options = Options {
        concurrency: 1,
        ..Options::default()
    };
    let both = [Arc::clone(&first), Arc::clone(&second)];
    let outcome = run(&both, &List::of(9), &mut Kept::default(), options);
    assert!(outcome.all_answered(9));
    assert_eq!(first.requests().len(), 1);
    assert!(
        outcome.spending[0]
            .closed
            .as_deref()
            .unwrap()
            .contains("refused the key")
    );
}

#[test]
fn what_was_paid_for_is_not_asked_for_again_unless_that_is_wanted() {
    let (mut ledger, options) = (Kept::default(), Options::default());
    let first = run(
        &[Scripted::new("a", Vec::new())],
        &List::of(5),
        &mut ledger,
        options.clone(),
    );
    let backend = Scripted::new("a", Vec::new());
    let again = run(
        &[Arc::clone(&backend)],
        &List::of(6),
        &mut ledger,
        options.clone(),
    );
    assert!(again.all_answered(6));
    assert_eq!(backend.requests(), [vec!["t5"]]);
    assert_eq!(again.spending[0].reused, 5);
    assert!((again.spending[0].saved - first.spending[0].spent).abs() < 1e-6);
    let backend = Scripted::new("a", Vec::new());
    let never = watch::channel(false).1;
    run_with(
        &[Arc::clone(&backend)],
        &List::of(5),
        &mut ledger,
        (options, Reuse::Fresh),
        never,
    );
    assert_eq!(backend.requests().len(), 2);
}

#[test]
fn what_was_paid_for_is_used_though_the_service_takes_nothing_more() {
    let (mut ledger, options) = (Kept::default(), Options::default());
    let later = List::of(12).0.split_off(4);
    run(
        &[Scripted::new("a", Vec::new())],
        &List(later),
        &mut ledger,
        options.clone(),
    );
    let refusing = Scripted::new("a", vec![fault(refused), fault(refused)]);
    let outcome = run(&[Arc::clone(&refusing)], &List::of(12), &mut ledger, options);
    let texts = outcome.texts();
    assert!(texts[..4].iter().all(|text| text.starts_with('(')), "{texts:?}");
    let kept: Vec<String> = (4..12).map(|number| format!("<t{number}>")).collect();
    assert_eq!(texts[4..], kept);
    assert_eq!(outcome.spending[0].reused, 8);
    assert_eq!(refusing.requests(), [vec!["t0", "t1", "t2", "t3"]]);
}

#[test]
fn the_budget_is_not_passed() {
    let backend = Scripted::new("a", Vec::new());
    let options = Options {
        budget: 10.0,
        ..Options::default()
    };
    let outcome = run(
        &[Arc::clone(&backend)],
        &List::of(10),
        &mut Kept::default(),
        options,
    );
    assert_eq!(backend.requests(), [vec!["t0", "t1", "t2", "t3"]]);
    assert!(outcome.spending[0].spent <= 10.0);
    assert!(
        outcome.texts()[4].contains("the budget of 10.00 would be passed"),
        "{:?}",
        outcome.texts()
    );
}

#[test]
fn a_stop_is_heard_while_a_backend_rests() {
    let (ask, stop) = watch::channel(false);
    let rest: Step = Box::new(move |_| {
        ask.send_replace(true);
        Err(busy(Some(Duration::from_secs(500))))
    });
    let backend = Scripted::new("a", vec![rest]);
    let options = (Options::default(), Reuse::Kept);
    let outcome = run_with(
        &[Arc::clone(&backend)],
        &List::of(1),
        &mut Kept::default(),
        options,
        stop,
    );
    assert!(
        outcome.settled.is_none() && outcome.took < Duration::from_secs(2),
        "{:?}",
        outcome.took
    );
    assert_eq!(backend.requests().len(), 1);
}

/// A fault or a spoilt answer, by number.
fn trouble(number: u8) -> Step {
    match number % 8 {
        0 => fault(|| busy(None)),
        1 => fault(unreadable),
        2 => fault(too_large),
        3 => fault(|| Error::Broken {
            host: String::from("h"),
            bytes: 3,
        }),
        4 => spoilt(|answers| answers.truncate(1)),
        5 => spoilt(|answers| {
            answers
                .iter_mut()
                .for_each(|answer| answer.content.text.push('!'))
        }),
        6 => spoilt(|answers| answers.reverse()),
        _ => Box::new(good),
    }
}

proptest! {
    #[test]
    fn whatever_happens_each_piece_is_settled_and_none_is_paid_for_again_once_it_came(
        script in proptest::collection::vec(any::<u8>(), 0..40),
        count in 1_usize..20,
    ) {
        let backend = Scripted::new("a", script.into_iter().map(trouble).collect());
        let mut ledger = Kept::default();
        let outcome = run(&[Arc::clone(&backend)], &List::of(count), &mut ledger, Options::default());
        let texts = outcome.texts();
        prop_assert_eq!(texts.len(), count);
        for (number, text) in texts.iter().enumerate() {
            prop_assert!(*text == format!("<t{number}>") || text.starts_with('('), "{}", text);
        }
        let answered = texts.iter().filter(|text| text.starts_with('<')).count();
        prop_assert_eq!(ledger.0.len(), answered);
        let again = Scripted::new("a", Vec::new());
        run(&[Arc::clone(&again)], &List::of(count), &mut ledger, Options::default());
        let asked: usize = again.requests().iter().map(Vec::len).sum();
        prop_assert_eq!(asked, count - answered);
    }
}
