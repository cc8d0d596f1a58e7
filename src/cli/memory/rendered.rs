//! Texts that are to be aligned, with one side as the in-process engine renders it.

use futures_util::{StreamExt, stream};
use indicatif::{ProgressBar, ProgressStyle};

use crate::backend::{Backend, Error, Pair, Request, Source};
use crate::cli::session::Session;
use crate::cli::terminal::{Terminal, clean};
use crate::cli::{chain, model};
use crate::document::{Content, SegmentId};
use crate::memory::align::{Rendered, Texts};

/// The backend that needs no server and costs nothing.
const ENGINE: &str = "firefox";

/// Has one side of each of `texts` rendered in the language of the other, if a model for that is installed. Without one, or
/// when it cannot be used, which is said, the texts stay as they are.
pub(super) fn add(
    texts: &mut [Texts],
    (from, to): (&str, &str),
    session: &Session,
    terminal: &Terminal,
) -> anyhow::Result<()> {
    if !cfg!(feature = "engine") {
        return Ok(());
    }
    let models = model::store();
    let (there, back) = (Pair { from, to }, Pair { from: to, to: from });
    let side: Side = if models.has(there) {
        (there, |text| &text.source, Rendered::Source)
    } else if models.has(back) {
        (back, |text| &text.target, Rendered::Target)
    } else {
        return Ok(());
    };
    let engine = chain::station(session, ENGINE)?.backend;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let (pair, sentences, of_side) = side;
    let every: Vec<&str> = texts.iter().flat_map(sentences).map(String::as_str).collect();
    match runtime.block_on(renderings(engine.as_ref(), pair, &every, terminal)) {
        Ok(mut rendered) => {
            for text in texts {
                let rest = rendered.split_off(sentences(text).len());
                text.rendered = Some(of_side(std::mem::replace(&mut rendered, rest)));
            }
        }
        Err(error) => terminal.warn(format!(
            "{}; the texts are aligned without the engine",
            clean(&error.to_string())
        )),
    }
    Ok(())
}

/// The direction of the model, the sentences that it reads, and what its renderings are.
type Side<'a> = (Pair<'a>, fn(&Texts) -> &Vec<String>, fn(Vec<String>) -> Rendered);

/// Each of `sentences` in the other language; what the engine leaves out is empty.
async fn renderings(
    engine: &dyn Backend,
    pair: Pair<'_>,
    sentences: &[&str],
    terminal: &Terminal,
) -> Result<Vec<String>, Error> {
    engine.prepare(pair, &[]).await?;
    let capabilities = engine.capabilities();
    let bar = bar(sentences.len(), terminal);
    let request = |sentences: &[&str]| Request {
        from: pair.from.to_owned(),
        to: pair.to.to_owned(),
        segments: sentences.iter().zip(0..).map(source).collect(),
        ..Request::default()
    };
    let chunks = sentences.chunks(capabilities.segments.max(1));
    let mut replies = stream::iter(chunks.map(request).map(|request| {
        let bar = &bar;
        async move {
            let mut reply = engine.translate(&request).await?;
            bar.inc(request.segments.len() as u64);
            let one = |source: &Source| {
                let at = reply.answers.iter().position(|answer| answer.id == source.id);
                at.map_or_else(String::new, |at| reply.answers.swap_remove(at).content.text)
            };
            Ok::<Vec<String>, Error>(request.segments.iter().map(one).collect())
        }
    }))
    .buffered(capabilities.concurrency.max(1));
    let mut rendered = Vec::with_capacity(sentences.len());
    while let Some(reply) = replies.next().await {
        rendered.extend(reply?);
    }
    bar.finish_and_clear();
    Ok(rendered)
}

fn source((sentence, number): (&&str, usize)) -> Source {
    Source {
        id: SegmentId::of(sentence, number),
        content: Content::plain(*sentence),
        ..Source::default()
    }
}

fn bar(sentences: usize, terminal: &Terminal) -> ProgressBar {
    let bar = match terminal.shows_bars() {
        true => ProgressBar::new(sentences as u64),
        false => ProgressBar::hidden(),
    };
    if let Ok(style) = ProgressStyle::with_template("{prefix:.dim} {bar:30} {pos}/{len} {eta:.dim}") {
        bar.set_style(style);
    }
    bar.with_prefix("sentences for the engine")
}
