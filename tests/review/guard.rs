//! Only the browser that was given the address is answered, and only when the page itself asks.

use crate::server::{Desk, JSON, MARK, SAMPLE, Server};

/// Every route that gives data, as a page would ask for it.
const READS: &[&str] = &[
    "/api/about",
    "/api/articles",
    "/api/article?name=article.txt",
    "/api/segments?article=article.txt&start=0&count=5",
    "/api/names?article=article.txt",
    "/api/summary?article=article.txt",
    "/api/export?article=article.txt&format=docx",
    "/api/concordance?article=article.txt&text=x",
    "/api/glossary?article=article.txt&text=x",
];

/// Every route that writes.
const WRITES: &[(&str, &str)] = &[
    ("PUT", "/api/segment"),
    ("POST", "/api/find"),
    ("POST", "/api/replace"),
    ("POST", "/api/approve"),
    ("POST", "/api/propagate"),
    ("POST", "/api/shift"),
    ("POST", "/api/redraft"),
    ("POST", "/api/glossary/term"),
];

fn with<'a>(cookie: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [&[("Cookie", cookie), MARK], more].concat()
}

#[test]
fn without_the_token_nothing_is_told() {
    let desk = Desk::with(SAMPLE);
    let server = desk.serve(0);
    for path in READS {
        assert_eq!(server.ask("GET", path, &[MARK], "").status, 401, "{path}");
    }
    for (method, path) in WRITES {
        assert_eq!(
            server.ask(method, path, &[MARK, JSON], "{}").status,
            401,
            "{path}"
        );
    }
    let wrong = server.ask("POST", "/api/session", &[MARK, JSON], r#"{"token":"00"}"#);
    assert_eq!((wrong.status, wrong.header("set-cookie")), (401, None));
    let stale = format!("tarjuman-{}={}", server.port, "0".repeat(32));
    assert_eq!(server.ask("GET", READS[0], &with(&stale, &[]), "").status, 401);
}

#[test]
fn another_name_for_this_machine_finds_nothing_whatever_it_asks() {
    let desk = Desk::with(SAMPLE);
    let server = desk.serve(0);
    let cookie = server.cookie();
    let evil = format!("evil.example:{}", server.port);
    for path in READS
        .iter()
        .chain(&["/", "/page/main.js", "/health", "/api/events?article=article.txt"])
    {
        let answer = server.ask("GET", path, &with(&cookie, &[("Host", &evil)]), "");
        assert_eq!(answer.status, 403, "{path}");
    }
}

#[test]
fn a_form_of_another_site_changes_nothing() {
    let desk = Desk::with(SAMPLE);
    let server = desk.serve(0);
    let cookie = server.cookie();
    let before = desk.targets();
    let body = r#"{"article":"article.txt"}"#;
    let attempts: [&[(&str, &str)]; 4] = [
        &[("Cookie", &cookie), MARK, JSON, ("Origin", "http://evil.example")],
        &[("Cookie", &cookie), MARK, JSON, ("Sec-Fetch-Site", "cross-site")],
        &[("Cookie", &cookie), JSON],
        &[
            ("Cookie", &cookie),
            ("Content-Type", "text/plain"),
            ("Origin", "null"),
        ],
    ];
    for headers in attempts {
        assert_eq!(
            server.ask("POST", "/api/approve", headers, body).status,
            403,
            "{headers:?}"
        );
    }
    let plain = server.ask(
        "POST",
        "/api/approve",
        &with(&cookie, &[("Content-Type", "text/plain")]),
        body,
    );
    assert_eq!(plain.status, 415);
    assert_eq!(desk.targets(), before);
}

#[test]
fn every_answer_forbids_framing_foreign_code_and_guessing() {
    let desk = Desk::with(SAMPLE);
    let server = desk.serve(0);
    for path in ["/", "/page/main.js", "/api/about", "/nowhere"] {
        let answer = server.ask("GET", path, &[], "");
        let policy = answer.header("content-security-policy").unwrap();
        assert!(
            policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{path}"
        );
        assert!(!policy.contains("unsafe"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), None, "{path}");
    }
}

#[test]
fn reading_never_writes_and_a_body_has_a_limit() {
    let desk = Desk::with(SAMPLE);
    let server = desk.serve(0);
    let cookie = server.cookie();
    let before = desk.article();
    for path in READS {
        assert_eq!(
            server.ask("GET", path, &with(&cookie, &[]), "").status,
            200,
            "{path}"
        );
    }
    assert_eq!(desk.article(), before);
    let huge = format!(r#"{{"article":"{}"}}"#, "a".repeat(2 << 20));
    assert_eq!(
        server
            .ask("POST", "/api/find", &with(&cookie, &[JSON]), &huge)
            .status,
        413
    );
}

#[test]
fn a_stale_revision_is_refused_with_what_stands_there() {
    let desk = Desk::with("قال كيري.\n");
    let server = desk.serve(0);
    let cookie = server.cookie();
    let id = desk.article()["segments"][0]["id"].as_str().unwrap().to_owned();
    let put = |base: u64, text: &str| save(&server, &cookie, &id, base, text);
    assert_eq!(put(0, "Kerry said."), 200);
    assert_eq!(put(0, "Kiri said."), 409);
    assert_eq!(desk.targets(), ["Kerry said."]);
    assert_eq!(put(1, "Kerry said so."), 200);
}

pub(crate) fn save(server: &Server, cookie: &str, id: &str, base: u64, text: &str) -> u16 {
    let body = format!(
        r#"{{"article":"article.txt","id":"{id}","base":{base},"text":"{text}","state":"translated"}}"#
    );
    server
        .ask("PUT", "/api/segment", &with(cookie, &[JSON]), &body)
        .status
}
