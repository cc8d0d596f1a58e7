//! Models fetched by the built program from real servers that behave and misbehave: whole in the end, or not at all.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a journey that cannot go on has failed"
)]
#[path = "cli/desk.rs"]
#[expect(dead_code, reason = "these journeys need a part of it")]
mod desk;
#[path = "models/server.rs"]
mod server;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::Arc;

use flate2::Compression;
use flate2::write::GzEncoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use desk::{Desk, Ran, names_in};
use server::{Manner, Server};

/// Where the faulty servers break off.
const BREAK: usize = 100_000;
const MODEL: &str = "model.bin.gz";

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Bytes that do not pack well, the same in every run.
fn noise(length: usize, mut seed: u32) -> Vec<u8> {
    let mut next = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 24) as u8
    };
    (0..length).map(|_| next()).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::fast());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

/// Publishes files in `folder` with a manifest: the first as `.gz`, the second as `.zst`, the others as they are.
fn publish(folder: &Path, files: &[(&str, &str, Vec<u8>)]) {
    fs::create_dir_all(folder).unwrap();
    let mut listed = Vec::new();
    for (number, (role, name, content)) in files.iter().enumerate() {
        let (ending, sent) = match number {
            0 => (".gz", gzip(content)),
            1 => (".zst", compress_to_vec(&content[..], CompressionLevel::Fastest)),
            _ => ("", content.clone()),
        };
        let sent_as = format!("{name}{ending}");
        fs::write(folder.join(&sent_as), &sent).unwrap();
        let mut file =
            json!({ "role": role, "name": name, "bytes": content.len(), "sha256": sha256(content) });
        if !ending.is_empty() {
            file["packed"] = json!({ "name": sent_as, "bytes": sent.len(), "sha256": sha256(&sent) });
        }
        listed.push(file);
    }
    let manifest = json!({
        "source": "en", "target": "pt", "version": "3.1", "architecture": "tiny", "licence": "MPL-2.0", "files": listed,
    });
    fs::write(folder.join("model.json"), manifest.to_string()).unwrap();
}

fn content() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    vec![
        ("model", "model.bin", noise(400_000, 1)),
        ("vocab", "vocab.spm", noise(9_000, 2)),
        ("lex", "lex.bin", noise(50_000, 3)),
    ]
}

/// A desk whose models lie in `models`, and a server over its folder `web` with the model in `web/en-pt`.
struct Place {
    desk: Desk,
    server: Arc<Server>,
}

impl Place {
    fn with(manner: Manner) -> Self {
        let desk = Desk::empty();
        publish(&desk.path("web/en-pt"), &content());
        let server = Server::over(&desk.path("web"), manner);
        Self { desk, server }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.desk.command(arguments);
        command.env("TARJUMAN_MODELS", self.desk.path("models"));
        command
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.command(arguments).output().unwrap())
    }

    fn fetching(&self) -> Command {
        self.command(&["model", "fetch", "en-pt", "--from-url", &self.server.url("")])
    }

    fn fetch(&self) -> Ran {
        Ran::of(self.fetching().output().unwrap())
    }

    fn behave(&self, manner: Manner) {
        *self.server.manner.lock().unwrap() = manner;
    }

    /// Changes the manifest on the server.
    fn change(&self, change: impl FnOnce(&mut Value)) {
        let path = "web/en-pt/model.json";
        let mut manifest: Value = serde_json::from_str(&self.desk.text(path)).unwrap();
        change(&mut manifest);
        self.desk.write(path, manifest.to_string());
    }

    /// The part of the model file that has come.
    fn part(&self) -> PathBuf {
        let folder = self.desk.path("models/.en-pt.part");
        let names = if folder.is_dir() {
            names_in(&folder)
        } else {
            Vec::new()
        };
        let name = names.into_iter().find(|name| name.ends_with("model.bin.gz.part"));
        folder.join(name.unwrap_or_else(|| String::from("none")))
    }

    fn await_part(&self, child: &mut Child) {
        while self.part().metadata().map_or(0, |part| part.len()) < BREAK as u64 {
            assert!(child.try_wait().unwrap().is_none(), "it ended too early");
            std::thread::yield_now();
        }
    }

    #[track_caller]
    fn is_installed(&self) {
        for (_, name, content) in content() {
            assert!(
                self.desk.bytes(&format!("models/en-pt/{name}")) == content,
                "{name}"
            );
        }
        assert_eq!(names_in(&self.desk.path("models")), [".en-pt.lock", "en-pt"]);
        self.run(&["model", "verify", "--from", "en", "--to", "pt"])
            .done();
    }

    #[track_caller]
    fn is_not_installed(&self) {
        assert!(!self.desk.path("models/en-pt").exists());
        assert_eq!(self.run(&["model", "list"]).done().stdout, "");
    }

    fn ranges(&self) -> Vec<Option<String>> {
        self.server
            .asked(MODEL)
            .into_iter()
            .map(|asked| asked.range)
            .collect()
    }
}

#[test]
fn a_model_is_fetched_unpacked_listed_and_not_fetched_again() {
    let place = Place::with(Manner::Well);
    let ran = place.fetch().done();
    assert!(
        ran.stdout
            .starts_with("en\tpt\t3.1\ttiny\t0.5 MB\tMPL-2.0\thttp://127.0.0.1:"),
        "{}",
        ran.stdout
    );
    assert!(ran.stderr.contains("licence MPL-2.0\n"), "{}", ran.stderr);
    place.is_installed();
    let again = place.fetch().done();
    assert!(again.stderr.contains("already installed"), "{}", again.stderr);
    assert_eq!(place.server.asked(MODEL).len(), 1);
    place
        .run(&["model", "remove", "--from", "en", "--to", "pt"])
        .done();
    place.is_not_installed();
}

#[test]
fn a_cut_connection_is_taken_up_where_it_broke() {
    let place = Place::with(Manner::CutOnce(BREAK));
    let ran = place.fetch().done();
    assert!(
        ran.stderr.contains("the connection broke after 100000 of "),
        "{}",
        ran.stderr
    );
    let asked = place.server.asked(MODEL);
    assert_eq!(asked[1].range.as_deref(), Some("bytes=100000-"));
    assert_eq!(asked[1].condition.as_deref(), Some("\"first\""));
    place.is_installed();
}

#[test]
fn a_killed_fetch_leaves_nothing_installed_and_the_next_goes_on() {
    let place = Place::with(Manner::Stopping(BREAK));
    let mut child = place.fetching().spawn().unwrap();
    place.await_part(&mut child);
    child.kill().unwrap();
    child.wait().unwrap();
    place.is_not_installed();
    place.behave(Manner::Well);
    place.fetch().done();
    assert_eq!(place.ranges(), [None, Some(String::from("bytes=100000-"))]);
    place.is_installed();
}

#[test]
fn ctrl_c_keeps_what_came_and_says_so() {
    let place = Place::with(Manner::Stopping(BREAK));
    let mut child = place.fetching().spawn().unwrap();
    place.await_part(&mut child);
    let pid = child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-INT", &pid])
            .status()
            .unwrap()
            .success()
    );
    // The server never goes on: only the signal can have ended it.
    let ran = Ran::of(child.wait_with_output().unwrap()).ended(130);
    assert!(
        ran.stderr
            .contains("stopped; nothing was installed. 0.1 MB that came are kept"),
        "{}",
        ran.stderr
    );
    assert_eq!(place.part().metadata().unwrap().len(), BREAK as u64);
    place.is_not_installed();
}

#[test]
fn a_server_without_ranges_sends_it_all_again() {
    let place = Place::with(Manner::Stopping(BREAK));
    let mut child = place.fetching().spawn().unwrap();
    place.await_part(&mut child);
    child.kill().unwrap();
    child.wait().unwrap();
    place.behave(Manner::WithoutRanges);
    let ran = place.fetch().done();
    assert!(
        ran.stderr
            .contains("model.bin.gz is sent from its beginning again"),
        "{}",
        ran.stderr
    );
    place.is_installed();
}

#[test]
fn a_part_of_another_file_is_not_built_upon() {
    for manner in [Manner::Well, Manner::WithoutConditions] {
        let place = Place::with(Manner::Stopping(BREAK));
        let mut child = place.fetching().spawn().unwrap();
        place.await_part(&mut child);
        child.kill().unwrap();
        child.wait().unwrap();
        // What came is not the beginning of what the server has now.
        fs::write(place.part(), vec![0; BREAK]).unwrap();
        *place.server.tag.lock().unwrap() = String::from("\"second\"");
        place.behave(manner);
        place.fetch().done();
        place.is_installed();
    }
}

#[test]
fn a_damaged_part_is_found_out_and_fetched_anew() {
    let place = Place::with(Manner::Stopping(BREAK));
    let mut child = place.fetching().spawn().unwrap();
    place.await_part(&mut child);
    child.kill().unwrap();
    child.wait().unwrap();
    fs::write(place.part(), vec![0; BREAK]).unwrap();
    place.behave(Manner::Well);
    let ran = place.fetch().done();
    assert!(ran.stderr.contains("was another file before"), "{}", ran.stderr);
    assert_eq!(place.ranges().len(), 3);
    place.is_installed();
}

#[test]
fn a_file_that_is_not_the_listed_one_is_refused_and_an_earlier_model_stays() {
    let place = Place::with(Manner::Well);
    place.fetch().done();
    place.change(|manifest| {
        manifest["version"] = json!("4");
        manifest["files"][0]["packed"]["sha256"] = json!("b".repeat(64));
    });
    let ran = place.fetch().ended(3);
    assert!(
        ran.stderr
            .contains("model.bin.gz has another checksum than the list says, so nothing was installed"),
        "{}",
        ran.stderr
    );
    place
        .run(&["model", "verify", "--from", "en", "--to", "pt"])
        .done();
    let list = place.run(&["model", "list"]).done().stdout;
    assert!(list.starts_with("en\tpt\t3.1\t"), "{list}");
}

#[test]
fn an_archive_that_unpacks_to_more_or_to_something_else_is_refused() {
    for (size, seal, reason) in [
        (399_999, sha256(b"x"), "unpacks to more than 399999 bytes"),
        (400_000, sha256(b"x"), "unpacks to something else"),
    ] {
        let place = Place::with(Manner::Well);
        place.change(|manifest| {
            manifest["files"][0]["bytes"] = json!(size);
            manifest["files"][0]["sha256"] = json!(seal);
        });
        let ran = place.fetch().ended(3);
        assert!(ran.stderr.contains(reason), "{}", ran.stderr);
        place.is_not_installed();
    }
}

#[test]
fn a_file_of_another_size_is_refused_before_it_is_fetched() {
    let place = Place::with(Manner::Well);
    place.change(|manifest| manifest["files"][0]["packed"]["bytes"] = json!(77));
    let ran = place.fetch().ended(3);
    assert!(ran.stderr.contains("bytes there instead of 77"), "{}", ran.stderr);
    place.is_not_installed();
}

#[test]
fn a_manifest_with_a_name_that_leads_elsewhere_or_for_another_pair_is_refused() {
    let place = Place::with(Manner::Well);
    place.change(|manifest| manifest["files"][2]["name"] = json!("../../stolen"));
    let ran = place.fetch().ended(3);
    assert!(ran.stderr.contains("is no plain file name"), "{}", ran.stderr);
    place.change(|manifest| {
        manifest["files"][2]["name"] = json!("lex.bin");
        manifest["target"] = json!("fr");
    });
    let ran = place.fetch().ended(3);
    assert!(ran.stderr.contains("is for en to fr"), "{}", ran.stderr);
    place.is_not_installed();
}

#[test]
fn a_missing_file_and_a_missing_model_are_named() {
    let place = Place::with(Manner::Well);
    fs::remove_file(place.desk.path("web/en-pt/vocab.spm.zst")).unwrap();
    let ran = place.fetch().ended(3);
    assert!(
        ran.stderr
            .contains("has no file vocab.spm.zst; check the address"),
        "{}",
        ran.stderr
    );
    place.is_not_installed();
    let url = place.server.url("none");
    let ran = place
        .run(&["model", "fetch", "en-pt", "--from-url", &url])
        .ended(3);
    assert!(
        ran.stderr
            .contains("no model from en to pt is known at 127.0.0.1"),
        "{}",
        ran.stderr
    );
    let ran = place.run(&["model", "fetch", "en-pt"]).ended(3);
    assert!(
        ran.stderr.contains("no model from en to pt is known here"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_server_that_is_busy_is_asked_again() {
    let place = Place::with(Manner::StatusOnce(503));
    let ran = place.fetch().done();
    assert!(
        ran.stderr.contains("status 503") && ran.stderr.contains("trying again"),
        "{}",
        ran.stderr
    );
    place.is_installed();
}

#[test]
fn a_redirect_is_followed_and_said_and_a_ring_of_them_is_not() {
    let place = Place::with(Manner::Well);
    let other = Server::over(&place.desk.path("web"), Manner::Well);
    place.behave(Manner::Redirecting(
        other.url("").trim_end_matches('/').to_owned(),
    ));
    let ran = place.fetch().done();
    let said = format!(
        "127.0.0.1:{} sends us on to 127.0.0.1:{}",
        place.server.port, other.port
    );
    assert!(ran.stderr.contains(&said), "{}", ran.stderr);
    place.is_installed();

    let place = Place::with(Manner::Well);
    place.behave(Manner::Redirecting(
        place.server.url("").trim_end_matches('/').to_owned(),
    ));
    let ran = place.fetch().ended(3);
    assert!(
        ran.stderr
            .contains("redirects more than 5 times, which is not followed"),
        "{}",
        ran.stderr
    );
    assert!(place.server.log.lock().unwrap().len() <= 7);
}

#[test]
fn no_encryption_where_it_was_asked_for_and_nobody_there_are_errors() {
    let place = Place::with(Manner::Well);
    let url = place.server.url("").replace("http:", "https:");
    let ran = place
        .run(&["model", "fetch", "en-pt", "--from-url", &url])
        .ended(3);
    assert!(
        ran.stderr.contains("the encrypted connection failed"),
        "{}",
        ran.stderr
    );
    let ran = place
        .run(&["model", "fetch", "en-pt", "--from-url", "http://127.0.0.1:9"])
        .ended(3);
    assert!(
        ran.stderr.contains("127.0.0.1:9 cannot be reached"),
        "{}",
        ran.stderr
    );
    let ran = place
        .run(&["model", "fetch", "en-pt", "--from-url", "ftp://a/b"])
        .ended(3);
    assert!(ran.stderr.contains("must begin with https://"), "{}", ran.stderr);
}

#[test]
fn two_at_once_fetch_it_once() {
    let place = Place::with(Manner::Stopping(BREAK));
    let mut first = place.fetching().spawn().unwrap();
    place.await_part(&mut first);
    let mut second = place.fetching().spawn().unwrap();
    let mut said = BufReader::new(second.stderr.take().unwrap());
    let mut line = String::new();
    said.read_line(&mut line).unwrap();
    assert!(
        line.contains("another program is fetching this model; waiting"),
        "{line}"
    );
    place.server.go_on();
    Ran::of(first.wait_with_output().unwrap()).done();
    let mut rest = String::new();
    said.read_to_string(&mut rest).unwrap();
    assert!(rest.contains("already installed"), "{rest}");
    assert!(second.wait().unwrap().success());
    assert_eq!(place.server.asked(MODEL).len(), 1);
    place.is_installed();
}

#[test]
fn a_full_disk_is_said_and_space_mends_it() {
    let place = Place::with(Manner::Well);
    // Files of at most 200 blocks of 512 bytes stand for a small disk.
    let script = "trap '' XFSZ; ulimit -f 200; exec \"$0\" \"$@\"";
    let url = place.server.url("");
    let mut limited = Command::new("sh");
    limited
        .args(["-c", script, env!("CARGO_BIN_EXE_tarjuman")])
        .args(["model", "fetch", "en-pt", "--from-url", &url])
        .env("TARJUMAN_MODELS", place.desk.path("models"));
    let ran = Ran::of(limited.output().unwrap()).ended(4);
    assert!(
        ran.stderr.contains("model.bin.gz.part: the disk is full"),
        "{}",
        ran.stderr
    );
    place.is_not_installed();
    place.fetch().done();
    assert_eq!(place.ranges(), [None, Some(String::from("bytes=102400-"))]);
    place.is_installed();
}

#[test]
fn installed_models_are_a_place_to_fetch_from_for_others() {
    let place = Place::with(Manner::Well);
    place.fetch().done();
    let other = Place {
        desk: Desk::empty(),
        server: Server::over(&place.desk.path("models"), Manner::Well),
    };
    other.fetch().done();
    other.is_installed();
    other
        .run(&["model", "remove", "--from", "en", "--to", "pt"])
        .done();
    let folder = place.desk.path("models");
    let folder = folder.to_str().unwrap();
    other
        .run(&["model", "fetch", "en-pt", "--from-folder", folder])
        .done();
    other.is_installed();
}

#[test]
fn a_desks_own_list_is_fetched_from_and_comes_first() {
    let place = Place::with(Manner::Well);
    let mut entry: Value = serde_json::from_str(&place.desk.text("web/en-pt/model.json")).unwrap();
    entry["from"] = json!(place.server.url("en-pt"));
    place
        .desk
        .write("models/catalogue.json", json!([entry]).to_string());
    let list = place.run(&["model", "list"]).done().stderr;
    assert!(
        list.contains("`tarjuman model fetch en-pt` gets tiny 3.1"),
        "{list}"
    );
    assert!(
        list.contains("`tarjuman model fetch ar-en` gets base-memory"),
        "{list}"
    );
    place.run(&["model", "fetch", "en-pt"]).done();
    place
        .run(&["model", "verify", "--from", "en", "--to", "pt"])
        .done();

    // Published files at another address, under the checksums of the list.
    place
        .run(&["model", "remove", "--from", "en", "--to", "pt"])
        .done();
    let files = place.desk.path("files");
    fs::rename(place.desk.path("web/en-pt"), &files).unwrap();
    fs::remove_file(files.join("model.json")).unwrap();
    let folder = files.to_str().unwrap();
    place
        .run(&["model", "fetch", "en-pt", "--from-folder", folder])
        .done();
    place
        .run(&["model", "verify", "--from", "en", "--to", "pt"])
        .done();

    place.desk.write("models/catalogue.json", "[{}]");
    let ran = place.run(&["model", "fetch", "en-pt"]).ended(3);
    assert!(
        ran.stderr.contains("catalogue.json: missing field"),
        "{}",
        ran.stderr
    );
}

#[test]
#[cfg(feature = "engine")]
fn a_draft_without_a_model_offers_it_and_fetches_nothing() {
    let place = Place::with(Manner::Well);
    place.desk.write("article.txt", "قال كيري نعم.\n");
    let ran = place
        .run(&[
            "draft",
            "article.txt",
            "--from",
            "ar",
            "--to",
            "en",
            "--backend",
            "firefox",
        ])
        .ended(3);
    assert!(
        ran.stderr
            .contains("`tarjuman model fetch ar-en` gets one over the network (25.9 MB)"),
        "{}",
        ran.stderr
    );
    assert!(!place.desk.path("models").exists());

    // Without a backend it is a hint beside the draft, and only where a segment is empty.
    let ran = place
        .run(&["draft", "article.txt", "--from", "ar", "--to", "en"])
        .done();
    assert!(
        ran.stderr.contains("\n  tarjuman model fetch ar-en  "),
        "{}",
        ran.stderr
    );
    place.desk.write("other.txt", "قال كيري نعم.\n");
    let ran = place
        .run(&["draft", "other.txt", "--from", "ar", "--to", "fr"])
        .done();
    assert!(!ran.stderr.contains("model fetch"), "{}", ran.stderr);
}

#[test]
#[cfg(feature = "engine")]
fn a_fetched_model_drafts() {
    let place = Place::with(Manner::Well);
    let real = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/models/enpt");
    let file = |name: &str| {
        fs::read(real.join(name)).unwrap_or_else(|error| panic!("{name}: {error}; `tests/run` fetches it"))
    };
    publish(
        &place.desk.path("web/en-pt"),
        &[
            (
                "model",
                "model.enpt.intgemm.alphas.bin",
                file("model.enpt.intgemm.alphas.bin"),
            ),
            ("vocab", "vocab.enpt.spm", file("vocab.enpt.spm")),
            ("lex", "lex.50.50.enpt.s2t.bin", file("lex.50.50.enpt.s2t.bin")),
        ],
    );
    place.fetch().done();
    place
        .desk
        .write("article.txt", "The president visited the old city.\n");
    let draft = [
        "draft",
        "article.txt",
        "--from",
        "en",
        "--to",
        "pt",
        "--backend",
        "firefox",
        "-o",
        "-",
    ];
    let draft = place.run(&[&draft[..], &["--format", "tsv"]].concat()).done();
    assert!(draft.stdout.contains("O presidente visitou"), "{}", draft.stdout);
}
