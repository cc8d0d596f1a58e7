//! Firefox Translations models in this process: no server, no key, nothing leaves the machine.
//!
//! The engine decodes greedily and is without mercy for what it does not know: letters outside its vocabulary vanish,
//! long sentences are cut, curly quotation marks are lost, junk is repeated. Each of these is caught here. Terms and
//! inline codes find their places by its alignment.

#[cfg(feature = "engine")]
mod codes;
#[cfg(feature = "engine")]
mod pieces;
#[cfg(feature = "engine")]
mod quotes;
#[cfg(feature = "engine")]
mod sentence;
#[cfg(feature = "engine")]
mod translator;
#[cfg(feature = "engine")]
mod unknown;
#[cfg(feature = "engine")]
mod workers;

use super::{Backend, Error, Kind, Setup};

/// How this kind is listed and made.
pub(super) const KIND: Kind = Kind {
    id: "firefox",
    about: "Firefox Translations models in this process: no server, no key, nothing leaves the machine",
    build,
};

#[cfg(feature = "engine")]
fn build(setup: &Setup<'_>) -> Result<Box<dyn Backend>, Error> {
    Ok(Box::new(translator::Firefox::new(setup)?))
}

#[cfg(not(feature = "engine"))]
fn build(_: &Setup<'_>) -> Result<Box<dyn Backend>, Error> {
    Err(Error::Engine(String::from(
        "this program was built without the in-process engine; build it with `--features engine`",
    )))
}
