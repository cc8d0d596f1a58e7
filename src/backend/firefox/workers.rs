//! Threads with an engine each: the engine does not travel between threads. The weights are mapped, so that what they
//! read is in memory once.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use fxtranslate::engine::Engine;
use fxtranslate::shortlist::Shortlist;
use fxtranslate::spm::SpmVocab;
use tokio::sync::oneshot;

use super::codes::placed;
use super::sentence::{Model, Wanted};
use crate::backend::{Answer, Error, Fault, ModelFiles, Source};
use crate::document::Content;
use crate::language::Language;

/// Threads that translate with one model. They end when this is dropped.
pub(super) struct Workers {
    jobs: Sender<Job>,
}

struct Job {
    sources: Vec<Source>,
    to: &'static Language,
    done: oneshot::Sender<Vec<Answer>>,
}

impl Workers {
    /// Loads the model once, and starts `count` threads for it; those after the first load it when they are needed.
    ///
    /// # Errors
    /// [`Error::Engine`] when the files are no model.
    pub(super) async fn start(files: ModelFiles, count: usize) -> Result<Self, Error> {
        let (jobs, queue) = channel();
        let queue = Arc::new(Mutex::new(queue));
        let (loaded, first) = oneshot::channel();
        let (files, own) = (Arc::new(files), Arc::clone(&queue));
        let model = Arc::clone(&files);
        std::thread::spawn(move || match load(&model) {
            Ok(engine) => {
                // Nobody waits any more when the run was stopped meanwhile; the queue then ends too.
                let _ = loaded.send(Ok(()));
                serve(&engine, &model.name, &own);
            }
            Err(error) => drop(loaded.send(Err(error))),
        });
        for _ in 1..count {
            let (files, queue) = (Arc::clone(&files), Arc::clone(&queue));
            std::thread::spawn(move || {
                let Some(job) = next(&queue) else { return };
                let Ok(engine) = load(&files) else { return };
                finish(&engine, &files.name, job);
                serve(&engine, &files.name, &queue);
            });
        }
        first.await.map_err(|_| broken())??;
        Ok(Self { jobs })
    }

    /// Translates `sources` on a free thread.
    ///
    /// # Errors
    /// [`Error::Engine`] when the thread is gone.
    pub(super) async fn translate(
        &self,
        sources: Vec<Source>,
        to: &'static Language,
    ) -> Result<Vec<Answer>, Error> {
        let (done, answers) = oneshot::channel();
        self.jobs.send(Job { sources, to, done }).map_err(|_| broken())?;
        answers.await.map_err(|_| broken())
    }
}

fn broken() -> Error {
    Error::Engine(String::from(
        "the in-process engine broke down; run again to go on",
    ))
}

fn next(queue: &Mutex<Receiver<Job>>) -> Option<Job> {
    queue.lock().ok()?.recv().ok()
}

fn serve(model: &Model, name: &str, queue: &Mutex<Receiver<Job>>) {
    while let Some(job) = next(queue) {
        finish(model, name, job);
    }
}

fn finish(model: &Model, name: &str, job: Job) {
    let answers = job
        .sources
        .iter()
        .map(|source| answer(model, name, source, job.to))
        .collect();
    // A run that was stopped no longer listens.
    let _ = job.done.send(answers);
}

fn load(files: &ModelFiles) -> Result<Model, Error> {
    let fault = |message: String| {
        Error::Engine(format!(
            "the model {}: {message}; `tarjuman model verify` looks at its files",
            files.name
        ))
    };
    let engine = Engine::load_mmapped(&files.model, &files.source_vocabulary, &files.target_vocabulary);
    let engine = engine.map_err(fault)?;
    let engine = match &files.shortlist {
        Some(path) => engine.with_shortlist(Shortlist::load(path).map_err(|error| fault(error.to_string()))?),
        None => engine,
    };
    let vocabulary = SpmVocab::load(&files.source_vocabulary).map_err(|error| fault(error.to_string()))?;
    let pieces = if files.source_vocabulary == files.target_vocabulary {
        vocabulary.len()
    } else {
        let target = SpmVocab::load(&files.target_vocabulary);
        target.map_err(|error| fault(error.to_string()))?.len()
    };
    let rows = engine.project(&engine.encode(&[vocabulary.eos_id()])).len();
    if rows != pieces {
        return Err(fault(format!(
            "its vocabulary has {pieces} pieces, its weights know {rows}, so they do not belong together"
        )));
    }
    let unknown = (0..4).find(|id| vocabulary.piece(*id) == "<unk>");
    Ok(Model {
        engine,
        vocabulary,
        unknown,
    })
}

fn answer(model: &Model, name: &str, source: &Source, to: &Language) -> Answer {
    let plain = source.terms.is_empty() && source.content.codes.is_empty();
    let wanted = if plain { Wanted::Text } else { Wanted::Alignment };
    let (content, alignment, fault) = match model.translate(&source.content.text, wanted, to) {
        Ok(one) if source.content.codes.is_empty() => (Content::plain(one.text), one.links, None),
        Ok(one) => (placed(&source.content, one.text, &one.links), one.links, None),
        Err(reason) => (Content::default(), Vec::new(), Some(Fault::Refused(reason))),
    };
    Answer {
        id: source.id.clone(),
        content,
        model: Some(name.to_owned()),
        alignment,
        fault,
    }
}
