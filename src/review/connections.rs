//! Connections to the page's server: few, timed, and the ones that say nothing make way.
//!
//! Any program on the machine may connect, so a connection counts for nothing until a request on it has been let in by
//! the guard. When all places are taken, the stranger that has been there longest goes; browsers connect again by
//! themselves. So ten thousand sockets that are opened and left alone do not keep a person out.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::AbortHandle;

/// Connections at once.
const PLACES: usize = 64;

/// How long a connection may take to send the head of a request, and how long it may wait for its next one.
const HEAD: Duration = Duration::from_secs(30);

/// The most that the head of a request may hold, in bytes.
const HEAD_BYTES: usize = 64 << 10;

/// How long the server rests when the machine has no socket left to give.
const REST: Duration = Duration::from_millis(100);

/// Answers on `listener` until the future is dropped.
pub(super) async fn serve(listener: TcpListener, routes: Router) {
    let places = Arc::new(Semaphore::new(PLACES));
    let guests = Arc::new(Guests::default());
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(REST).await;
            continue;
        };
        if places.available_permits() == 0 {
            guests.send_off();
        }
        let Ok(place) = Arc::clone(&places).acquire_owned().await else {
            return;
        };
        guests.seat(stream, routes.clone(), place);
    }
}

/// Who is connected, in the order they came.
#[derive(Default)]
struct Guests(Mutex<Seats>);

#[derive(Default)]
struct Seats {
    last: u64,
    taken: BTreeMap<u64, Seat>,
}

struct Seat {
    is_known: Arc<AtomicBool>,
    end: AbortHandle,
}

impl Guests {
    fn seats(&self) -> MutexGuard<'_, Seats> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends the connection of the stranger that has been here longest, if there is one.
    fn send_off(&self) {
        let mut seats = self.seats();
        let mut strangers = seats
            .taken
            .iter()
            .filter(|(_, seat)| !seat.is_known.load(Ordering::Relaxed));
        let Some(number) = strangers.next().map(|(number, _)| *number) else {
            return;
        };
        if let Some(seat) = seats.taken.remove(&number) {
            seat.end.abort();
        }
    }

    fn seat(self: &Arc<Self>, stream: TcpStream, routes: Router, place: OwnedSemaphorePermit) {
        let is_known = Arc::new(AtomicBool::new(false));
        let mut seats = self.seats();
        seats.last += 1;
        let number = seats.last;
        let (guests, known) = (Arc::clone(self), Arc::clone(&is_known));
        let task = tokio::spawn(async move {
            let _place = place;
            answer(stream, routes, known).await;
            guests.seats().taken.remove(&number);
        });
        let end = task.abort_handle();
        seats.taken.insert(number, Seat { is_known, end });
    }
}

/// Answers the requests of one connection. What goes wrong on it is the other side's affair.
async fn answer(stream: TcpStream, routes: Router, is_known: Arc<AtomicBool>) {
    let _ = stream.set_nodelay(true);
    let routes = TowerToHyperService::new(routes);
    let service = service_fn(|request: Request<Incoming>| {
        let is_data = request.uri().path().starts_with("/api/");
        let answered = hyper::service::Service::call(&routes, request);
        let is_known = Arc::clone(&is_known);
        async move {
            let response: Result<Response<Body>, Infallible> = answered.await;
            let refused = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN];
            if is_data
                && response
                    .as_ref()
                    .is_ok_and(|response| !refused.contains(&response.status()))
            {
                is_known.store(true, Ordering::Relaxed);
            }
            response
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), service);
    let _ = connection.await;
}
