//! No backend: what memory and glossary leave empty stays empty, for a person to fill.

use super::{Answering, Backend, Capabilities, Kind, Reply, Request};

/// How this kind is listed and made.
pub(super) const KIND: Kind = Kind {
    id: "none",
    about: "no machine translation: memory and glossary only, nothing leaves the machine",
    build: |setup| Ok(Box::new(None(setup.name.to_owned()))),
};

struct None(String);

impl Backend for None {
    fn id(&self) -> &str {
        &self.0
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities::NOTHING
    }

    fn shape(&self) -> String {
        String::from(KIND.id)
    }

    fn translate<'a>(&'a self, _: &'a Request) -> Answering<'a> {
        Box::pin(async { Ok(Reply::default()) })
    }
}
