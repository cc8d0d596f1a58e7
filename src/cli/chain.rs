//! The backends of a run: those named on the command line, or else those of the configuration, in their order.

use std::sync::Arc;

use crate::backend::{self, Means};
use crate::dispatch::Station;

use super::session::Session;

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
        let backend = backend::build(name, &settings.backends, &Means::none())?;
        let service = settings.backends.get(name);
        stations.push(Station {
            backend: Arc::from(backend),
            price: service.map(|service| service.price).unwrap_or_default(),
        });
    }
    Ok(stations)
}
