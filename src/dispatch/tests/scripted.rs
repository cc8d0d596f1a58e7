//! A backend that follows a script, a list to be translated, and a ledger in memory.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::time::Instant;

use crate::backend::{
    Answer, Answering, Backend, Capabilities, CodeSupport, Context, Error, Pair, Reply, Request, Source,
    TermSupport, Usage,
};
use crate::dispatch::{Asking, Attempt, Ledger, Work};
use crate::document::{Content, SegmentId, Term};

pub(super) type Step = Box<dyn Fn(&Request) -> Result<Reply, Error> + Send>;

/// A backend that does what its script says, and translates well when the script is at its end.
pub(super) struct Scripted {
    name: &'static str,
    script: Mutex<VecDeque<Step>>,
    /// The texts of each request, with the moment it came.
    log: Mutex<Vec<(Instant, Vec<String>)>>,
}

impl Scripted {
    pub(super) fn new(name: &'static str, script: Vec<Step>) -> Arc<Self> {
        Arc::new(Self {
            name,
            script: Mutex::new(script.into()),
            log: Mutex::default(),
        })
    }

    pub(super) fn requests(&self) -> Vec<Vec<String>> {
        self.log
            .lock()
            .unwrap()
            .iter()
            .map(|(_, texts)| texts.clone())
            .collect()
    }
}

pub(super) fn good(request: &Request) -> Result<Reply, Error> {
    let answer = |source: &Source| Answer {
        id: source.id.clone(),
        content: Content::plain(format!("<{}>", source.content.text)),
        ..Answer::default()
    };
    let usage = Usage {
        requests: 1,
        characters: request.characters(),
        ..Usage::default()
    };
    Ok(Reply {
        answers: request.segments.iter().map(answer).collect(),
        usage,
    })
}

/// A step that answers well but for what `spoil` does to the answers.
pub(super) fn spoilt(spoil: fn(&mut Vec<Answer>)) -> Step {
    Box::new(move |request| {
        let mut reply = good(request)?;
        spoil(&mut reply.answers);
        Ok(reply)
    })
}

pub(super) fn fault(error: fn() -> Error) -> Step {
    Box::new(move |_| Err(error()))
}

pub(super) fn busy(after: Option<Duration>) -> Error {
    Error::Busy {
        host: String::from("h"),
        status: 503,
        after,
        said: String::new(),
    }
}

pub(super) fn unreadable() -> Error {
    Error::Shape {
        host: String::from("h"),
        what: String::from("half a JSON text"),
    }
}

pub(super) fn too_large() -> Error {
    Error::TooLarge {
        host: String::from("h"),
        status: 413,
        said: String::new(),
    }
}

pub(super) fn refused() -> Error {
    Error::Refused {
        host: String::from("h"),
        status: 401,
        said: String::new(),
        ways: String::new(),
    }
}

impl Backend for Scripted {
    fn id(&self) -> &str {
        self.name
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            segments: 4,
            characters: 1000,
            bytes: 10_000,
            concurrency: 2,
            terms: TermSupport::Aligned,
            codes: CodeSupport::Dropped,
            context: 0,
        }
    }

    fn shape(&self) -> String {
        self.name.to_owned()
    }

    fn translate<'a>(&'a self, request: &'a Request) -> Answering<'a> {
        Box::pin(async move {
            let texts = request
                .segments
                .iter()
                .map(|source| source.content.text.clone())
                .collect();
            self.log.lock().unwrap().push((Instant::now(), texts));
            tokio::time::sleep(Duration::from_millis(100)).await;
            let step = self.script.lock().unwrap().pop_front();
            step.map_or_else(|| good(request), |step| step(request))
        })
    }
}

/// Texts to be translated; an answer with `!` in it is none.
pub(super) struct List(pub(super) Vec<String>);

impl List {
    pub(super) fn of(count: usize) -> Self {
        Self((0..count).map(|number| format!("t{number}")).collect())
    }
}

impl Work for List {
    fn pair(&self) -> Pair<'_> {
        Pair { from: "ar", to: "en" }
    }

    fn len(&self) -> usize {
        self.0.len()
    }

    fn terms(&self) -> Vec<Term> {
        Vec::new()
    }

    fn source(&self, number: usize, _: &Asking<'_>) -> Source {
        Source {
            id: SegmentId::of(&self.0[number], 0),
            content: Content::plain(self.0[number].as_str()),
            ..Source::default()
        }
    }

    fn context(&self, _: usize, _: &Asking<'_>) -> Context {
        Context::default()
    }

    fn accept(&self, _: usize, (source, _): (&Source, Attempt), answer: &Answer) -> Result<(), String> {
        assert_eq!(source.id, answer.id, "an answer to another segment");
        if answer.content.text.contains('!') {
            Err(String::from("no translation"))
        } else {
            Ok(())
        }
    }
}

#[derive(Default)]
pub(super) struct Kept(pub(super) HashMap<String, String>);

impl Ledger for Kept {
    type Error = std::convert::Infallible;

    fn kept(&self, key: &str) -> Result<Option<String>, Self::Error> {
        Ok(self.0.get(key).cloned())
    }

    fn keep(&mut self, key: &str, body: &str) -> Result<(), Self::Error> {
        self.0.insert(key.to_owned(), body.to_owned());
        Ok(())
    }

    fn charge(&mut self, _: &crate::document::Charge) -> Result<(), Self::Error> {
        Ok(())
    }
}
