//! The server that fails on purpose (`tests/servers/faulty_backend.py`), and a workspace that asks it.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// The key that the server wants.
pub(crate) const KEY: &str = "sk-CANARY-7f3a";
/// Terms of the starter glossaries, as the server renders them.
const TERMS: &str =
    "كيري\tKerry\nلافروف\tLavrov\nجنيف\tGeneva\nسوريا\tSyria\nروسيا\tRussia\nإيران\tIran\nدمشق\tDamascus\n";
const WORDS: [&str; 12] = [
    "قال",
    "كيري",
    "إن",
    "لافروف",
    "يرى",
    "أن",
    "جنيف",
    "سوريا",
    "قريبا",
    "إيران",
    "دمشق",
    "ستبدأ",
];

/// A running server; it ends with the test.
pub(crate) struct Server {
    child: Child,
    pub(crate) port: u16,
}

impl Server {
    /// A server with these arguments.
    pub(crate) fn start(folder: &Path, arguments: &[&str]) -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/servers/faulty_backend.py");
        let glossary = folder.join("server-terms.tsv");
        std::fs::write(&glossary, TERMS).unwrap();
        let port_file = folder.join("port");
        let _ = std::fs::remove_file(&port_file);
        let child = Command::new("python3")
            .arg(script)
            .args([
                "--port",
                "0",
                "--key",
                KEY,
                "--slow-s",
                "0.2",
                "--retry-after",
                "1",
                "--huge-mb",
                "20",
            ])
            .arg("--glossary")
            .arg(&glossary)
            .arg("--port-file")
            .arg(&port_file)
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let begin = Instant::now();
        let port = loop {
            let text = std::fs::read_to_string(&port_file).unwrap_or_default();
            if let Ok(port) = text.trim().parse() {
                break port;
            }
            assert!(
                begin.elapsed() < Duration::from_secs(20),
                "the server does not start"
            );
            std::thread::sleep(Duration::from_millis(20));
        };
        Self { child, port }
    }

    /// What the server has counted.
    pub(crate) fn stats(&self) -> Value {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.write_all(b"GET /__stats HTTP/1.0\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap()
    }

    /// One of the counts.
    pub(crate) fn count(&self, name: &str) -> u64 {
        self.stats()[name].as_u64().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A workspace with an article of `sentences` different sentences.
pub(crate) struct Workspace {
    pub(crate) folder: tempfile::TempDir,
}

impl Workspace {
    pub(crate) fn new(sentences: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let line = |number: usize| {
            let word = |place: usize| WORDS[(number / 7 + place * (number % 7 + 1)) % WORDS.len()];
            let words: Vec<&str> = (0..8).map(word).collect();
            format!("{} {}.\n", words.join(" "), number + 1)
        };
        std::fs::write(
            folder.path().join("a.txt"),
            (0..sentences).map(line).collect::<String>(),
        )
        .unwrap();
        Self { folder }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Points the configuration at `server`, which speaks as `kind`.
    pub(crate) fn configure(&self, kind: &str, port: u16, more: &str) {
        let patience = if more.contains("timeout") {
            ""
        } else {
            "timeout = 2\n"
        };
        let path = if kind == "openai" { "/v1" } else { "" };
        let text = format!(
            "from = 'ar'\nto = 'en'\n[backend]\nuse = ['it']\npause = 0.02\n\
             [backends.it]\nkind = '{kind}'\nurl = 'http://127.0.0.1:{port}{path}'\n{patience}{more}"
        );
        std::fs::write(self.path("config.toml"), text).unwrap();
    }

    /// The program at work in this workspace, with the key in its environment.
    pub(crate) fn command(&self, port: u16, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tarjuman"));
        command
            .current_dir(self.folder.path())
            .env("HOME", self.folder.path().join("home"))
            .env(format!("TARJUMAN_KEY_127_0_0_1_{port}"), KEY)
            .args(arguments);
        command
    }

    pub(crate) fn run(&self, port: u16, arguments: &[&str]) -> Output {
        self.command(port, arguments).output().unwrap()
    }

    /// Drafts the article into `out` and gives the summary.
    pub(crate) fn draft(&self, port: u16, out: &str) -> Value {
        let output = self.run(port, &["draft", "a.txt", "-o", out, "--json"]);
        serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)))
    }

    /// The targets in `out`, by segment id.
    pub(crate) fn targets(&self, out: &str) -> std::collections::BTreeMap<String, String> {
        let text = std::fs::read_to_string(self.path(out)).unwrap();
        let row = |line: &str| {
            let cells: Vec<&str> = line.split('\t').collect();
            (cells[0].to_owned(), cells[3].to_owned())
        };
        text.lines().skip(1).map(row).collect()
    }

    /// Forgets what was drafted, and keeps what was answered.
    pub(crate) fn forget_drafts(&self) {
        let database = rusqlite::Connection::open(self.path("tarjuman.db")).unwrap();
        database
            .execute("UPDATE segment SET fingerprint = NULL", [])
            .unwrap();
    }

    /// Forgets what was drafted and answered.
    pub(crate) fn forget(&self) {
        for name in ["tarjuman.db", "tarjuman.db-wal", "tarjuman.db-shm"] {
            let _ = std::fs::remove_file(self.path(name));
        }
    }
}
