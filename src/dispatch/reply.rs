//! What came back: answers taken, the rest asked for again; and what is done about a fault.

use std::collections::VecDeque;

use tokio::time::Instant;

use crate::backend::{Answer, Capabilities, Error, Fault, Remedy, Reply, Request, Source, Usage};

use super::key::Kept;
use super::lane::DOWN;
use super::parcel::Parcel;
use super::round::Round;
use super::{Attempt, Closed, Ledger, Note, masks};

/// How often a request is sent to a busy service.
const TRIES: u32 = 5;
/// How often a request whose answers cannot be read is sent as it is.
const UNREADABLE: u32 = 3;

impl Round<'_> {
    /// Takes from a reply what is a translation; the rest is asked for again, by piece.
    pub(super) fn read<L: Ledger>(
        &mut self,
        parcel: &Parcel,
        (request, mut reply): (Request, Reply),
        queue: &mut VecDeque<Parcel>,
        (capabilities, ledger): (&Capabilities, &mut L),
    ) -> Result<(), L::Error> {
        let whole = request.characters().max(1);
        let mut left_out = Vec::new();
        for (&number, source) in parcel.pieces.iter().zip(request.segments) {
            let answer = reply.answers.iter().position(|answer| answer.id == source.id);
            let Some(answer) = answer.map(|at| reply.answers.swap_remove(at)) else {
                self.refuse(number, self.blamed("no answer came for this segment"));
                left_out.push(number);
                continue;
            };
            if answer.fault == Some(Fault::Cut) {
                self.refuse(number, self.blamed(said(&Fault::Cut)));
                left_out.push(number);
                continue;
            }
            self.post
                .experience
                .note(&source.content.text, &answer.content.text);
            let verdict = match &answer.fault {
                Some(fault) => Err(said(fault)),
                None => self.work.accept(number, (&source, parcel.attempt), &answer),
            };
            match verdict {
                Ok(()) => {
                    let usage = share(&reply.usage, &source, whole);
                    let kept = self.kept(&answer, usage);
                    if let Ok(body) = serde_json::to_string(&kept) {
                        ledger.keep(&self.key(&source, capabilities), &body)?;
                    }
                    self.answered(number, source, answer);
                }
                Err(reason) => {
                    self.refuse(number, self.blamed(reason));
                    if parcel.attempt == Attempt::Packed {
                        self.post.spending.retries += 1;
                        queue.push_back(Parcel::alone(number));
                    }
                }
            }
        }
        self.give_up_masks(ledger)?;
        self.again(parcel, &left_out, queue);
        Ok(())
    }

    /// Sends no more masks to a backend that turns out to lose them, in this run and in later ones.
    fn give_up_masks<L: Ledger>(&mut self, ledger: &mut L) -> Result<(), L::Error> {
        if self.post.experience.is_bad() && self.post.masks.as_ref().is_some_and(|masks| !masks.is_empty()) {
            self.post.masks = Some(Vec::new());
            let key = masks::key(&self.post.station.backend.shape(), self.work.pair());
            ledger.keep(&key, "")?;
        }
        Ok(())
    }

    /// Asks again for what a reply left out, half as much at a time.
    fn again(&mut self, parcel: &Parcel, left_out: &[usize], queue: &mut VecDeque<Parcel>) {
        let single = parcel.pieces.len() == 1;
        if left_out.is_empty() || (single && parcel.attempt == Attempt::Alone) {
            return;
        }
        self.post.spending.retries += 1;
        match left_out {
            [number] => queue.push_back(Parcel::alone(*number)),
            several => queue.extend(parcel.halves(several)),
        }
    }

    fn kept(&self, answer: &Answer, usage: Usage) -> Kept {
        Kept {
            backend: self.name(),
            model: answer.model.clone(),
            content: answer.content.clone(),
            alignment: answer.alignment.clone(),
            usage,
            spent: self.post.station.price.of(&usage),
        }
    }

    /// Does what the error asks for: waits, asks again, splits, or gives up.
    pub(super) fn failed(&mut self, mut parcel: Parcel, error: &Error, queue: &mut VecDeque<Parcel>) {
        let remedy = error.remedy();
        parcel.sent += 1;
        if !matches!(remedy, Remedy::Split | Remedy::Stop) {
            self.post.lane.failed();
        }
        let tries = match remedy {
            Remedy::Wait(after) => {
                if let Some(wait) = self.post.lane.throttled(after) {
                    let resting = Note::Resting(self.name(), error.to_string(), wait.as_secs());
                    (self.on)(resting);
                }
                TRIES
            }
            Remedy::Again(more) => more + 1,
            Remedy::AgainThenSplit if parcel.pieces.len() > 1 => UNREADABLE,
            Remedy::AgainThenSplit => TRIES,
            // What cannot be split may have been a slip of the service.
            Remedy::Split if parcel.pieces.len() == 1 => UNREADABLE,
            Remedy::Split | Remedy::Stop => 0,
        };
        if remedy == Remedy::Stop {
            self.close(self.closing(error));
            self.leave(&parcel.pieces);
        } else if self.post.lane.is_down() {
            let reason = self.blamed(format!("{error}; {DOWN} times in a row, run again to go on"));
            self.close(Closed::Unusable(reason));
            self.leave(&parcel.pieces);
        } else if parcel.sent < tries {
            self.post.spending.retries += 1;
            parcel.not_before = Some(Instant::now() + self.post.lane.backoff(parcel.sent));
            queue.push_back(parcel);
        } else if parcel.pieces.len() > 1 && matches!(remedy, Remedy::Split | Remedy::AgainThenSplit) {
            self.post.spending.retries += 1;
            queue.extend(parcel.halves(&parcel.pieces));
        } else {
            self.give_up(&parcel, error);
        }
    }

    fn give_up(&mut self, parcel: &Parcel, error: &Error) {
        let what = match error {
            Error::TooLarge { .. } => {
                format!(
                    "{error}, though it holds one segment; translate that yourself, or ask another backend"
                )
            }
            _ => format!("{error}; asked {} times, run again to go on", parcel.sent),
        };
        let reason = self.blamed(what);
        if matches!(error, Error::Unreachable { .. }) {
            self.close(Closed::Unusable(reason.clone()));
        }
        for &number in &parcel.pieces {
            self.refuse(number, reason.clone());
        }
    }
}

fn said(fault: &Fault) -> String {
    match fault {
        Fault::Refused(words) => format!("declined: '{words}'"),
        Fault::Filtered => String::from("a filter of the service held the answer back"),
        Fault::Cut => String::from("the answer was cut"),
    }
}

/// The part of a request's usage that falls to one source, by its length.
fn share(usage: &Usage, source: &Source, whole: u64) -> Usage {
    let characters = source.content.text.chars().count() as u64;
    let part = |count: u64| (count * characters).div_ceil(whole);
    Usage {
        requests: 0,
        characters,
        input_tokens: part(usage.input_tokens),
        output_tokens: part(usage.output_tokens),
    }
}
