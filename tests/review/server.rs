//! `tarjuman review` in a folder of its own, and plain HTTP to it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

/// The sample article, as it is in the tree.
pub(crate) const SAMPLE: &str = include_str!("../samples/kerry-lavrov.ar.txt");

/// A workspace.
pub(crate) struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    /// A folder that holds `text` as `article.txt`.
    pub(crate) fn with(text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("article.txt"), text).unwrap();
        std::fs::write(folder.path().join("config.toml"), "from = \"ar\"\n").unwrap();
        Self { folder }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs the program and gives back what it printed.
    pub(crate) fn run(&self, arguments: &[&str]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_tarjuman"))
            .args(arguments)
            .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
            .current_dir(self.folder.path())
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    }

    /// The article as it lies in the database.
    pub(crate) fn article(&self) -> Value {
        serde_json::from_str(&self.run(&["export", "article.txt", "-o", "-", "--format", "json"])).unwrap()
    }

    /// The targets of the article, in order.
    pub(crate) fn targets(&self) -> Vec<String> {
        let article = self.article();
        let segments = article["segments"].as_array().unwrap();
        let text = |segment: &Value| {
            segment["target"]["content"]["text"]
                .as_str()
                .unwrap_or_default()
                .to_owned()
        };
        segments.iter().map(text).collect()
    }

    /// Starts the server on `port`, 0 for any.
    pub(crate) fn serve(&self, port: u16) -> Server {
        let mut child = Command::new(env!("CARGO_BIN_EXE_tarjuman"))
            .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
            .args([
                "review",
                "article.txt",
                "--no-open",
                "--author",
                "Mona",
                "--port",
                &port.to_string(),
            ])
            .current_dir(self.folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        while !line.contains("http://") {
            line.clear();
            assert!(
                said.read_line(&mut line).unwrap() > 0,
                "the server ended before it said where it is"
            );
        }
        let address = line
            .split_whitespace()
            .find(|word| word.starts_with("http://"))
            .unwrap();
        let port = address.split([':', '/']).nth(4).unwrap().parse().unwrap();
        let token = address
            .split("token=")
            .nth(1)
            .unwrap()
            .split('&')
            .next()
            .unwrap()
            .to_owned();
        // Else the program would be stopped by what it says to nobody.
        std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
        Server {
            address: address.to_owned(),
            port,
            token,
            child,
        }
    }
}

/// A server that runs; killed when the test ends.
pub(crate) struct Server {
    /// What a person would open, with the token.
    pub(crate) address: String,
    pub(crate) port: u16,
    pub(crate) token: String,
    child: Child,
}

impl Server {
    /// As `kill -9` does it.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// The cookie of a session.
    pub(crate) fn cookie(&self) -> String {
        let body = format!(r#"{{"token":"{}"}}"#, self.token);
        let answer = self.ask("POST", "/api/session", &[MARK, JSON], &body);
        assert_eq!(answer.status, 204, "{}", answer.body);
        answer
            .header("set-cookie")
            .unwrap()
            .split(';')
            .next()
            .unwrap()
            .to_owned()
    }

    /// One request with these headers; the host is this machine's unless one is given.
    pub(crate) fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let mut request = format!(
            "{method} {path} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n",
            body.len()
        );
        if !headers.iter().any(|(name, _)| *name == "Host") {
            request += &format!("Host: 127.0.0.1:{}\r\n", self.port);
        }
        for (name, value) in headers {
            request += &format!("{name}: {value}\r\n");
        }
        stream
            .write_all(format!("{request}\r\n{body}").as_bytes())
            .unwrap();
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        Answer {
            status: head
                .split(' ')
                .nth(1)
                .and_then(|code| code.parse().ok())
                .unwrap_or_default(),
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The page's mark.
pub(crate) const MARK: (&str, &str) = ("X-Tarjuman", "page");

/// The kind of what is sent.
pub(crate) const JSON: (&str, &str) = ("Content-Type", "application/json");

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    /// A header's value.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines
            .find(|(own, _)| own.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }
}
