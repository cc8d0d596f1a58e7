//! `tarjuman review` in a folder of its own, and plain HTTP to it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;

/// The sample article, as it is in the tree.
pub(crate) const SAMPLE: &str = include_str!("../samples/kerry-lavrov.ar.txt");

/// A workspace.
pub(crate) struct Desk {
    folder: tempfile::TempDir,
    /// Whether the folder is a disk of its own.
    is_disk: bool,
}

impl Desk {
    /// A folder that holds `text` as `article.txt`.
    pub(crate) fn with(text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            folder,
            is_disk: false,
        }
        .holding(text)
    }

    /// The same on a disk of its own that holds `size`, in memory; making one is root's right.
    pub(crate) fn on_disk(text: &str, size: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        mounted(
            &["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"],
            folder.path(),
        );
        Self {
            folder,
            is_disk: true,
        }
        .holding(text)
    }

    fn holding(self, text: &str) -> Self {
        std::fs::write(self.path("article.txt"), text).unwrap();
        std::fs::write(self.path("config.toml"), "from = \"ar\"\n").unwrap();
        self
    }

    /// Leaves no byte free on the disk, until the file that took the place is removed.
    pub(crate) fn fill(&self) -> PathBuf {
        let path = self.path("filling");
        let mut file = std::fs::File::create(&path).unwrap();
        while file.write_all(&[0; 4_096]).is_ok() {}
        path
    }

    /// From here on nothing can be written to the disk.
    pub(crate) fn read_only(&self) {
        mounted(&["-o", "remount,ro"], self.folder.path());
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

    /// A folder that holds nothing.
    pub(crate) fn empty() -> Self {
        let desk = Self::with("");
        std::fs::remove_file(desk.path("article.txt")).unwrap();
        desk
    }

    /// Starts the server with the article on `port`, 0 for any.
    pub(crate) fn serve(&self, port: u16) -> Server {
        self.serve_article("article.txt", port)
    }

    /// Starts the server for another file of the folder.
    pub(crate) fn serve_article(&self, article: &str, port: u16) -> Server {
        self.serve_with(&[article, "--author", "Mona"], port)
    }

    /// Starts the server with the list of articles.
    pub(crate) fn serve_all(&self, port: u16) -> Server {
        self.serve_with(&[], port)
    }

    /// Starts the server with these arguments.
    pub(crate) fn serve_with(&self, arguments: &[&str], port: u16) -> Server {
        let mut child = Command::new(env!("CARGO_BIN_EXE_tarjuman"))
            .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
            .args(["review", "--no-open", "--port", &port.to_string()])
            .args(arguments)
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
        let later = Arc::new(Mutex::new(String::new()));
        let kept = Arc::clone(&later);
        // Else the program would be stopped by what it says to nobody.
        std::thread::spawn(move || {
            for line in said.lines().map_while(Result::ok) {
                kept.lock().unwrap().push_str(&(line + "\n"));
            }
        });
        Server {
            address: address.to_owned(),
            port,
            token,
            later,
            child,
        }
    }
}

fn mounted(options: &[&str], folder: &std::path::Path) {
    let done = Command::new("mount").args(options).arg(folder).status().unwrap();
    assert!(
        done.success(),
        "only root can make a small disk; run this test as root"
    );
}

impl Drop for Desk {
    fn drop(&mut self) {
        if self.is_disk {
            let _ = Command::new("umount").arg("-l").arg(self.folder.path()).status();
        }
    }
}

/// A server that runs; killed when the test ends.
pub(crate) struct Server {
    /// What a person would open, with the token.
    pub(crate) address: String,
    pub(crate) port: u16,
    pub(crate) token: String,
    later: Arc<Mutex<String>>,
    child: Child,
}

impl Server {
    /// As `kill -9` does it.
    pub(crate) fn kill(&mut self) {
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

    /// What the program has said since it said where it is.
    pub(crate) fn said_later(&self) -> String {
        self.later.lock().unwrap().clone()
    }

    /// The most memory that the program has used so far.
    pub(crate) fn peak_megabytes(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1_024
    }

    /// A connection.
    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream
    }

    /// What comes back to these very bytes, until the other side has no more to say.
    pub(crate) fn raw(&self, request: &str) -> String {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
        self.read_until(&mut stream, "\r\n\r\n")
    }

    /// What comes on a connection until `end` does.
    pub(crate) fn read_until(&self, stream: &mut TcpStream, end: &str) -> String {
        let (mut text, mut piece) = (Vec::new(), [0; 4_096]);
        while !String::from_utf8_lossy(&text).contains(end) {
            match stream.read(&mut piece) {
                Ok(0) | Err(_) => break,
                Ok(length) => text.extend(&piece[..length]),
            }
        }
        String::from_utf8_lossy(&text).into_owned()
    }

    /// What a route gives, as JSON.
    pub(crate) fn json(&self, path: &str, headers: &[(&str, &str)]) -> Value {
        let answer = self.ask("GET", path, headers, "");
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        serde_json::from_str(answer.body.trim()).unwrap()
    }

    /// One request with these headers; the host is this machine's unless one is given.
    pub(crate) fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        self.ask_bytes(method, path, headers, body.as_bytes())
    }

    /// As `ask`, with any bytes.
    pub(crate) fn ask_bytes(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Answer {
        let mut stream = self.connect();
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
        stream.write_all(format!("{request}\r\n").as_bytes()).unwrap();
        // A body that is refused early may find the door shut.
        let _ = stream.write_all(body);
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
    /// A member of the JSON that came, empty without it.
    pub(crate) fn said(&self, member: &str) -> String {
        let body: Value = serde_json::from_str(self.body.trim()).unwrap_or_default();
        body[member].as_str().unwrap_or_default().to_owned()
    }

    /// A header's value.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines
            .find(|(own, _)| own.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }
}
