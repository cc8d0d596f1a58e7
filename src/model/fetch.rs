//! Fetching a model: found, brought here file by file, checked, unpacked, installed whole.
//!
//! What has come stays when the work is stopped, killed or fails, and the next attempt goes on from there.

use std::fs::{self, TryLockError};
use std::future::{Future, pending};
use std::path::Path;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::sleep;

use super::catalogue::{Published, PublishedFile, Seal};
use super::error::Error;
use super::installed::{ModelStore, Stage, name};
use super::manifest::{MANIFEST, Manifest, ModelFile};
use super::origin::Origin;
use super::part::{Part, whole};
use super::unpack::unpack;
use crate::backend::Pair;
use crate::document::Event;

/// How often a file is tried again, with a pause that doubles.
const AGAIN: u32 = 4;
/// The first pause.
const PAUSE: Duration = Duration::from_millis(500);
/// How often it is looked whether another program has finished.
const LOOK: Duration = Duration::from_millis(100);

/// How a fetch is followed, and how it is stopped.
pub struct Listener<'a> {
    /// Hears how far it has come.
    pub on: &'a mut dyn FnMut(Event),
    /// Turns true when it is to stop.
    pub stop: watch::Receiver<bool>,
}

/// How a fetch ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    /// The model is installed.
    Installed(Manifest),
    /// It was installed already; nothing was fetched.
    Already(Manifest),
    /// It was asked to stop.
    Stopped {
        /// Bytes that are kept for the next time.
        bytes: u64,
    },
}

/// Why the work goes no further.
enum Halt {
    Asked,
    Failed(Error),
}

impl From<Error> for Halt {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl ModelStore {
    /// Fetches the model for `pair` from `named`, or from where the catalogue says, and installs it.
    ///
    /// A place that is named may hold a folder `ar-en` as an installed model has it, with its manifest; else it must
    /// hold the files that the catalogue lists.
    ///
    /// # Errors
    /// Everything that can happen on the way, see [`Error`]; nothing is installed then, and what came is kept.
    pub async fn fetch(
        &self,
        pair: Pair<'_>,
        named: Option<Origin>,
        listener: &mut Listener<'_>,
    ) -> Result<Fetched, Error> {
        match self.bring(pair, named, listener).await {
            Ok(fetched) => Ok(fetched),
            Err(Halt::Failed(error)) => Err(error),
            Err(Halt::Asked) => Ok(Fetched::Stopped {
                bytes: bytes_below(&self.parts(pair)),
            }),
        }
    }

    async fn bring(
        &self,
        pair: Pair<'_>,
        named: Option<Origin>,
        listener: &mut Listener<'_>,
    ) -> Result<Fetched, Halt> {
        let (published, origin) = listener.unless_stopped(self.find(pair, named)).await??;
        let stage = self.stage(pair)?;
        listener.lock(&stage).await?;
        if let Ok(Some(installed)) = self.verify(pair)
            && published.is(&installed)
        {
            // Left over from an attempt that was killed just before its end, or from before another program was faster.
            let _ = fs::remove_dir_all(&stage.folder);
            return Ok(Fetched::Already(installed));
        }
        listener.note(announcement(pair, &published, &origin));
        for file in &published.files {
            listener.bring(file, &origin, &stage.folder).await?;
        }
        let built = stage.cleared()?;
        let mut files = Vec::with_capacity(published.files.len());
        for file in &published.files {
            let packed = whole(&stage.folder, file);
            let Seal { bytes, sha256 } = unpack(&packed, &built.join(&file.name), file, &origin.shown())?;
            files.push(ModelFile {
                role: file.role,
                name: file.name.clone(),
                bytes,
                sha256,
            });
            listener.unless_stopped(async {}).await?;
        }
        let manifest = Manifest {
            source: published.source,
            target: published.target,
            version: published.version,
            architecture: published.architecture,
            licence: published.licence,
            from: origin.remembered(),
            files,
        };
        stage.install(&manifest)?;
        Ok(Fetched::Installed(manifest))
    }

    /// What there is for `pair`, and where its files lie.
    async fn find(&self, pair: Pair<'_>, named: Option<Origin>) -> Result<(Published, Origin), Error> {
        let catalogue = self.catalogue()?;
        let entry = catalogue.entry(pair);
        let unknown = |place: String| Error::Unknown {
            from: pair.from.to_owned(),
            to: pair.to.to_owned(),
            place,
        };
        let Some(named) = named else {
            let entry = entry.ok_or_else(|| unknown(String::from("here")))?;
            return Ok((entry.clone(), Origin::of(&entry.from)?));
        };
        let own = named.below(&name(pair));
        let Some(json) = own.text(MANIFEST).await? else {
            let entry = entry.ok_or_else(|| unknown(format!("at {}", named.shown())))?;
            return Ok((entry.clone(), named));
        };
        let place = format!("{}, {}/{MANIFEST}", named.shown(), name(pair));
        let published = Published::read(&json, &place)?;
        if !published.is_for(pair) {
            let message = format!("is for {} to {}", published.source, published.target);
            return Err(Error::Catalogue { place, message });
        }
        Ok((published, own))
    }
}

fn announcement(pair: Pair<'_>, published: &Published, origin: &Origin) -> String {
    let licence = if published.licence.is_empty() {
        "not said"
    } else {
        &published.licence
    };
    format!(
        "fetching the model {} {} {} from {}: {:.1} MB, licence {licence}",
        name(pair),
        published.architecture,
        published.version,
        origin.shown(),
        published.bytes() as f64 / 1e6
    )
}

/// Bytes of the files in `folder`.
fn bytes_below(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let files = entries
        .filter_map(|entry| entry.metadata().ok())
        .filter(fs::Metadata::is_file);
    files.map(|facts| facts.len()).sum()
}

impl Listener<'_> {
    fn note(&mut self, message: String) {
        (self.on)(Event::Noted { message });
    }

    /// What comes of `work`, unless it is to stop before.
    async fn unless_stopped<T>(&mut self, work: impl Future<Output = T>) -> Result<T, Halt> {
        let stop = &mut self.stop;
        let asked = async {
            if stop.wait_for(|stop| *stop).await.is_err() {
                // Nobody is left who could ask.
                pending::<()>().await;
            }
        };
        tokio::select! {
            biased;
            () = asked => Err(Halt::Asked),
            done = work => Ok(done),
        }
    }

    /// Waits until no other program puts this model together.
    async fn lock(&mut self, stage: &Stage) -> Result<(), Halt> {
        let mut told = false;
        loop {
            match stage.lock.try_lock() {
                Ok(()) => break,
                Err(TryLockError::Error(source)) => {
                    return Err(Error::unwritable(&stage.folder, source).into());
                }
                Err(TryLockError::WouldBlock) if !told => {
                    self.note(String::from(
                        "another program is fetching this model; waiting for it",
                    ));
                    told = true;
                }
                Err(TryLockError::WouldBlock) => self.unless_stopped(sleep(LOOK)).await?,
            }
        }
        // Whoever held the lock has taken the folder away.
        fs::create_dir_all(&stage.folder).map_err(|source| Error::unwritable(&stage.folder, source))?;
        Ok(())
    }

    /// Brings all of `file` into `folder`, going on from what is there.
    async fn bring(&mut self, file: &PublishedFile, origin: &Origin, folder: &Path) -> Result<(), Halt> {
        let place = whole(folder, file);
        if place.is_file() && Seal::of(&place)? == file.sent {
            self.show(file, file.sent.bytes);
            return Ok(());
        }
        let mut tried = 0;
        loop {
            let part = Part::open(folder, file)?;
            let resumed = part.bytes() > 0;
            match self.rest(part, file, origin).await {
                Ok(true) => return Ok(()),
                Ok(false) => {
                    Part::open(folder, file)?.restart(None)?;
                    if !resumed {
                        return Err(wrong(file, origin).into());
                    }
                    self.note(format!(
                        "{} was another file before; it is fetched from its beginning",
                        file.sent_as
                    ));
                }
                Err(Halt::Failed(error)) if error.passes() && tried < AGAIN => {
                    let pause = PAUSE * 2_u32.pow(tried);
                    tried += 1;
                    self.note(format!("{error}; trying again in {:.1} s", pause.as_secs_f64()));
                    self.unless_stopped(sleep(pause)).await?;
                }
                Err(halt) => return Err(halt),
            }
        }
    }

    /// Brings what is missing of a part. Whether the whole is the file that is wanted.
    async fn rest(&mut self, mut part: Part, file: &PublishedFile, origin: &Origin) -> Result<bool, Halt> {
        let of = file.sent.bytes;
        if part.bytes() > of {
            part.restart(None)?;
        }
        if part.bytes() < of {
            let tag = part.tag()?;
            let sent = origin.open((&file.sent_as, of), part.bytes(), tag.as_deref());
            let mut coming = self.unless_stopped(sent).await??;
            if let Some(host) = &coming.moved {
                self.note(format!("{} sends us on to {host}", origin.shown()));
            }
            if coming.start != part.bytes() || coming.start == 0 {
                if part.bytes() > 0 {
                    self.note(format!("{} is sent from its beginning again", file.sent_as));
                }
                part.restart(coming.tag.as_deref())?;
            }
            while let Some(chunk) = self.unless_stopped(coming.chunk()).await?? {
                if part.bytes() + chunk.len() as u64 > of {
                    return Ok(false);
                }
                part.push(&chunk)?;
                self.show(file, part.bytes());
            }
        }
        Ok(part.bytes() == of && part.close(&file.sent)?)
    }

    fn show(&mut self, file: &PublishedFile, bytes: u64) {
        (self.on)(Event::Fetched {
            file: file.sent_as.clone(),
            bytes,
            of: file.sent.bytes,
        });
    }
}

fn wrong(file: &PublishedFile, origin: &Origin) -> Error {
    Error::Wrong {
        host: origin.shown(),
        name: file.sent_as.clone(),
        what: String::from("has another checksum than the list says"),
    }
}
