//! The backends of a run: those named on the command line, or else those of the configuration, in their order.

use std::sync::Arc;

use crate::backend::{self, Means};
use crate::dispatch::Station;

use super::keys::KeyRing;
use super::session::Session;
use super::{input, model};

/// The backend that is none.
const NONE: &str = "none";

/// The backends to ask, in their order: `chosen`, or else those of the configuration.
pub(super) fn stations(session: &Session, chosen: &[String]) -> anyhow::Result<Vec<Station>> {
    let settings = &session.settings;
    let names = if chosen.is_empty() {
        &settings.backend.r#use
    } else {
        chosen
    };
    let mut stations = Vec::new();
    for name in names.iter().filter(|name| *name != NONE) {
        stations.push(station(session, name)?);
    }
    Ok(stations)
}

/// The backend called `name`, with the person's keys and the instructions that the configuration names.
pub(super) fn station(session: &Session, name: &str) -> anyhow::Result<Station> {
    let settings = &session.settings;
    let service = settings.backends.get(name);
    let prompt = service.and_then(|service| service.prompt.as_ref());
    let prompt = prompt.map(|path| input::text_file(&session.place().folder().join(path)));
    let means = Means {
        keys: &KeyRing,
        models: Arc::new(model::store()),
        prompt: prompt.transpose()?,
    };
    Ok(Station {
        backend: Arc::from(backend::build(name, &settings.backends, &means)?),
        price: service.map(|service| service.price).unwrap_or_default(),
    })
}
