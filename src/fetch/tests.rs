//! Pages from real servers on this machine. Where a server has to be reached, 127.0.0.1 stands for the public internet.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

/// A server on `host` that answers every request with what `answer` makes of its path, and how often it was asked.
fn serve(host: &str, answer: impl Fn(&str) -> Vec<u8> + Send + 'static) -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind((host, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            count.fetch_add(1, Ordering::SeqCst);
            let mut head = Vec::new();
            let mut byte = [0];
            while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read > 0) {
                head.push(byte[0]);
            }
            let head = String::from_utf8_lossy(&head).into_owned();
            let path = head.split(' ').nth(1).unwrap_or_default();
            let _ = stream.write_all(&answer(path));
        }
    });
    (port, asked)
}

fn reply(head: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {head}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}").into_bytes()
}

const PAGE: &str = "200 OK\r\nContent-Type: text/html; charset=\"windows-1256\"";

fn run<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.unwrap().block_on(future)
}

fn first(address: IpAddr) -> bool {
    address == IpAddr::V4(Ipv4Addr::LOCALHOST)
}

#[test]
fn nothing_of_this_machine_is_asked() {
    let (port, asked) = serve("127.0.0.1", |_| reply(PAGE, "secret"));
    for host in [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f.1",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
    ] {
        let told = run(page(&format!("http://{host}:{port}/"), Reach::Public)).unwrap_err();
        assert!(matches!(told, Error::Private { .. }), "{host}: {told}");
    }
    assert_eq!(asked.load(Ordering::SeqCst), 0);
    let page = run(page(
        &format!("http://user:word@localhost:{port}/"),
        Reach::Private,
    ))
    .unwrap();
    assert_eq!(
        (page.bytes.as_slice(), page.encoding.as_deref()),
        (&b"secret"[..], Some("windows-1256"))
    );
}

#[test]
fn a_redirect_is_looked_at_like_the_first_address() {
    let (inner, asked) = serve("127.0.0.2", |_| reply(PAGE, "secret"));
    let (port, _) = serve("127.0.0.1", move |path| match path {
        "/there" => reply(PAGE, "page"),
        "/round" => reply("302 Found\r\nLocation: /round", ""),
        "/file" => reply("301 Moved\r\nLocation: file:///etc/hostname", ""),
        "/in" => reply(&format!("307 There\r\nLocation: http://127.0.0.2:{inner}/"), ""),
        _ => reply("308 There\r\nLocation: ../there", ""),
    });
    let fetch = |path: &str| run(fetched(&format!("http://127.0.0.1:{port}{path}"), first));
    let page = fetch("/a/b").unwrap();
    assert_eq!(page.address, format!("http://127.0.0.1:{port}/there"));
    assert!(matches!(fetch("/round").unwrap_err(), Error::Redirects));
    assert!(matches!(fetch("/file").unwrap_err(), Error::Address));
    assert!(matches!(fetch("/in").unwrap_err(), Error::Private { host } if host == "127.0.0.2"));
    assert_eq!(asked.load(Ordering::SeqCst), 0);
}

#[test]
fn what_is_no_page_is_named_without_what_it_says() {
    let (port, _) = serve("127.0.0.1", |path| match path {
        "/gone" => reply("404 Not Found\r\nContent-Type: text/html", "secret words"),
        "/pdf" => reply("200 OK\r\nContent-Type: application/pdf", "secret words"),
        _ => {
            let mut endless = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n".to_vec();
            endless.resize(BYTES + 1024, b' ');
            endless
        }
    });
    let told = |path: &str| {
        run(fetched(&format!("http://127.0.0.1:{port}{path}"), first))
            .unwrap_err()
            .to_string()
    };
    assert!(told("/gone").starts_with("the server answers 404 Not Found"));
    assert!(told("/pdf").starts_with("this is application/pdf, not a web page"));
    assert!(told("/endless").starts_with("the page is larger than 20 MB"));
    for path in ["/gone", "/pdf"] {
        assert!(!told(path).contains("secret"));
    }
}

#[test]
fn other_schemes_and_dead_servers_are_told() {
    for address in [
        "file:///etc/hostname",
        "gopher://example.org/",
        "ftp://example.org",
        "//x",
        "http://",
    ] {
        assert!(
            matches!(run(page(address, Reach::Public)), Err(Error::Address)),
            "{address}"
        );
    }
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let told = run(fetched(&format!("http://127.0.0.1:{free}/"), first)).unwrap_err();
    assert!(
        told.to_string().starts_with("127.0.0.1 cannot be reached"),
        "{told}"
    );
}
