//! The backend: a model for the pair at hand, loaded once, used on all cores.

use std::sync::{Arc, Mutex};

use fxtranslate::gemm;
use serde::Deserialize;

use super::workers::Workers;
use crate::backend::{
    Answering, Backend, Capabilities, CodeSupport, Error, Models, Pair, Preparing, Reply, Request, Setup,
    TermSupport, Usage,
};
use crate::document::Term;
use crate::language;

/// Threads unless more are wanted: each has prepared weights of its own.
const THREADS: usize = 4;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Options {
    concurrency: usize,
}

/// The in-process engine with the model of one pair.
pub(super) struct Firefox {
    name: String,
    concurrency: usize,
    models: Arc<dyn Models>,
    loaded: Mutex<Option<Arc<Loaded>>>,
}

struct Loaded {
    pair: (String, String),
    name: String,
    workers: Workers,
}

impl Firefox {
    pub(super) fn new(setup: &Setup<'_>) -> Result<Self, Error> {
        let options: Options = setup.options()?;
        let cores = std::thread::available_parallelism()
            .map_or(1, usize::from)
            .min(THREADS);
        Ok(Self {
            name: setup.name.to_owned(),
            concurrency: if options.concurrency == 0 {
                cores
            } else {
                options.concurrency
            },
            models: Arc::clone(&setup.means.models),
            loaded: Mutex::new(None),
        })
    }

    fn loaded(&self) -> Option<Arc<Loaded>> {
        self.loaded.lock().ok().and_then(|loaded| loaded.clone())
    }
}

impl Backend for Firefox {
    fn id(&self) -> &str {
        &self.name
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            segments: 8,
            characters: 20_000,
            bytes: 1024 * 1024,
            concurrency: self.concurrency,
            terms: TermSupport::Aligned,
            codes: CodeSupport::Carried,
            context: 0,
        }
    }

    fn shape(&self) -> String {
        let model = self
            .loaded()
            .map(|loaded| loaded.name.clone())
            .unwrap_or_default();
        // Kernels differ in near-ties.
        format!("{} {model} {}", super::KIND.id, gemm::backend())
    }

    fn warning(&self) -> Option<String> {
        slow(gemm::backend())
    }

    fn prepare<'a>(&'a self, pair: Pair<'a>, _: &'a [Term]) -> Preparing<'a> {
        Box::pin(async move {
            let wanted = (language::primary(pair.from), language::primary(pair.to));
            if self.loaded().is_some_and(|loaded| loaded.pair == wanted) {
                return Ok(());
            }
            let files = self.models.model(pair)?.ok_or_else(|| Error::Pair {
                backend: self.name.clone(),
                from: pair.from.to_owned(),
                to: pair.to.to_owned(),
                advice: format!("no model for it is installed: {}", self.models.offer(pair)),
            })?;
            let name = files.name.clone();
            let workers = Workers::start(files, self.concurrency).await?;
            let loaded = Loaded {
                pair: wanted,
                name,
                workers,
            };
            if let Ok(mut place) = self.loaded.lock() {
                *place = Some(Arc::new(loaded));
            }
            Ok(())
        })
    }

    fn translate<'a>(&'a self, request: &'a Request) -> Answering<'a> {
        Box::pin(async move {
            let loaded = self
                .loaded()
                .ok_or_else(|| Error::Engine(String::from("no model is loaded")))?;
            let to = language::of(&request.to);
            let answers = loaded.workers.translate(request.segments.clone(), to).await?;
            let usage = Usage::of(request);
            Ok(Reply { answers, usage })
        })
    }
}

/// What to say of the kernels that the engine was compiled with.
fn slow(kernels: &str) -> Option<String> {
    (kernels == "scalar").then(|| {
        String::from(
            "the in-process engine was compiled without vector instructions and is about seven times slower; \
             install a C++ compiler and build again",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kernels_without_vectors_are_complained_of() {
        assert!(slow("scalar").unwrap().contains("C++ compiler"));
        assert_eq!(slow("avx2"), None);
    }
}
