//! `tarjuman draft URL`: an article is taken off a page of a real server.

use std::io::{Read, Write};
use std::net::TcpListener;

use crate::desk::Desk;

/// A server that has one page; its port.
fn serve(page: String) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let _ = stream.read(&mut [0; 4096]);
            let length = page.len();
            let head =
                format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {length}\r\n\r\n");
            let _ = stream
                .write_all(head.as_bytes())
                .and_then(|()| stream.write_all(page.as_bytes()));
        }
    });
    port
}

fn page() -> String {
    let paragraph =
        "قال جون كيري، وزير الخارجية الأمريكي، في مؤتمر صحفي عقده اليوم في باريس، إن الاتفاق قريب جدا. "
            .repeat(3);
    format!(
        "<html lang=ar dir=rtl><head><title>كيري في باريس</title></head><body><nav><a href=/>الرئيسية</a></nav>\
         <article><h1>كيري في باريس</h1><p>{paragraph}</p><p>{paragraph}</p><p>{paragraph}</p></article>\
         <footer><a href=/c>حقوق النشر</a></footer></body></html>"
    )
}

#[test]
fn the_article_of_a_page_is_drafted() {
    let desk = Desk::empty();
    let address = format!("http://127.0.0.1:{}/2016/kerry-in-paris.html", serve(page()));
    desk.run(&["draft", &address, "--allow-private-addresses"]).done();
    let article = desk.article("kerry-in-paris");
    assert_eq!(article["title"], "كيري في باريس");
    assert_eq!(article["source_language"], "ar");
    let text = article.to_string();
    assert!(
        text.contains("مؤتمر صحفي") && !text.contains("الرئيسية") && !text.contains("حقوق"),
        "{text}"
    );
    assert!(
        desk.names().contains(&String::from("kerry-in-paris.en.html")),
        "{:?}",
        desk.names()
    );
}

#[test]
fn a_page_of_this_machine_is_not_fetched_unasked() {
    let desk = Desk::empty();
    let address = format!("http://localhost:{}/", serve(page()));
    for (asked, told) in [
        (
            address.as_str(),
            "localhost is an address of this machine or its network",
        ),
        (
            "file:///etc/hostname",
            "only http and https addresses are fetched",
        ),
    ] {
        let ran = desk.run(&["draft", asked]);
        assert_eq!(ran.code, Some(1));
        assert!(
            ran.stderr.starts_with(&format!("error: {asked}: {told}")),
            "{}",
            ran.stderr
        );
    }
}
