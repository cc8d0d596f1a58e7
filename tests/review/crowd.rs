//! Connections that say nothing, or say it without end, keep nobody out.

use std::io::Write;
use std::time::{Duration, Instant};

use crate::server::{Desk, MARK, SAMPLE};

/// Sockets that are opened and left alone; more than the server has places.
const IDLE: usize = 400;
/// A person waits no longer than this for an answer.
const PATIENCE: Duration = Duration::from_millis(200);

/// As many sockets as this process may open besides its own files, ten thousand at most.
fn many() -> usize {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap();
    let line = limits
        .lines()
        .find(|line| line.starts_with("Max open files"))
        .unwrap();
    let allowed: usize = line.split_whitespace().nth(3).unwrap().parse().unwrap();
    allowed.saturating_sub(500).min(10_000)
}

#[test]
fn ten_thousand_idle_sockets_do_not_keep_a_person_waiting() {
    let desk = Desk::with(SAMPLE);
    let server = desk.serve(0);
    let cookie = server.cookie();
    let mine = [("Cookie", cookie.as_str()), MARK];
    let idle: Vec<_> = (0..many()).map(|_| server.connect()).collect();
    // The machine may be busy with other tests: one of three answers shows what the sockets cost.
    let asked = (0..3).map(|_| {
        let begun = Instant::now();
        assert_eq!(server.ask("GET", "/api/about", &mine, "").status, 200);
        begun.elapsed()
    });
    let fastest = asked.min().unwrap();
    assert!(fastest < PATIENCE, "{fastest:?} behind {} sockets", idle.len());
}

#[test]
fn idle_and_slow_connections_make_way() {
    let desk = Desk::with(SAMPLE);
    let server = desk.serve(0);
    let cookie = server.cookie();
    let mine = [("Cookie", cookie.as_str()), MARK];
    let idle: Vec<_> = (0..IDLE).map(|_| server.connect()).collect();
    assert_eq!(
        server.ask("GET", "/api/about", &mine, "").status,
        200,
        "behind {} idle sockets",
        idle.len()
    );
    let mut slow: Vec<_> = (0..IDLE).map(|_| server.connect()).collect();
    for (number, stream) in slow.iter_mut().enumerate() {
        let _ = stream.write_all(format!("GET /{number} HTTP/1.1\r\nX-Slow: ").as_bytes());
    }
    for stream in &mut slow {
        let _ = stream.write_all(b"a");
    }
    assert_eq!(
        server.ask("GET", "/api/about", &mine, "").status,
        200,
        "behind heads that never end"
    );
    assert_eq!(server.ask("GET", "/", &[], "").status, 200);
}

#[test]
fn a_page_that_listens_is_not_sent_off_by_strangers() {
    let desk = Desk::with("قال كيري.\n");
    let server = desk.serve(0);
    let cookie = server.cookie();
    let mut listening = server.connect();
    let asked = format!(
        "GET /api/events?article=article.txt&after=0 HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nCookie: {cookie}\r\n\r\n",
        server.port
    );
    listening.write_all(asked.as_bytes()).unwrap();
    assert!(server.read_until(&mut listening, "\r\n\r\n").contains("200"));
    let _idle: Vec<_> = (0..IDLE).map(|_| server.connect()).collect();
    let id = desk.article()["segments"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(crate::guard::save(&server, &cookie, &id, 0, "Kerry said."), 200);
    let heard = server.read_until(&mut listening, "event: saved");
    assert!(heard.contains("id: 1"), "{heard}");
    // Who comes back says what was heard last, and hears the rest.
    let mut again = server.connect();
    let resumed = asked
        .replace("&after=0", "")
        .replace("\r\n\r\n", "\r\nLast-Event-ID: 0\r\n\r\n");
    again.write_all(resumed.as_bytes()).unwrap();
    assert!(server.read_until(&mut again, "event: saved").contains("id: 1"));
}
