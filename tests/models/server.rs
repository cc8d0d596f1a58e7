//! A web server over a folder, which knows ranges and conditions, and can be told to misbehave.

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex};

/// What the server does with a file.
#[derive(Debug, Clone)]
pub(crate) enum Manner {
    /// As it should.
    Well,
    /// Sends all of the file, whatever part is asked for.
    WithoutRanges,
    /// Sends the part that is asked for even where it is one of another file.
    WithoutConditions,
    /// The first time: hangs up after so many bytes.
    CutOnce(usize),
    /// Sends so many bytes and then nothing, until it is told to go on.
    Stopping(usize),
    /// The first time: answers with a status.
    StatusOnce(u16),
    /// Sends elsewhere.
    Redirecting(String),
}

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) path: String,
    pub(crate) range: Option<String>,
    pub(crate) condition: Option<String>,
}

pub(crate) struct Server {
    pub(crate) port: u16,
    pub(crate) log: Mutex<Vec<Asked>>,
    pub(crate) manner: Mutex<Manner>,
    /// The mark of every file.
    pub(crate) tag: Mutex<String>,
    folder: PathBuf,
    goes_on: (Mutex<bool>, Condvar),
}

impl Server {
    pub(crate) fn over(folder: &Path, manner: Manner) -> Arc<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Arc::new(Self {
            port: listener.local_addr().unwrap().port(),
            log: Mutex::default(),
            manner: Mutex::new(manner),
            tag: Mutex::new(String::from("\"first\"")),
            folder: folder.to_owned(),
            goes_on: Default::default(),
        });
        let own = Arc::clone(&server);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let own = Arc::clone(&own);
                // A client that is gone is no fault of the server.
                std::thread::spawn(move || drop(own.serve(stream)));
            }
        });
        server
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}/{path}", self.port)
    }

    /// Lets go of what [`Manner::Stopping`] holds back.
    pub(crate) fn go_on(&self) {
        *self.goes_on.0.lock().unwrap() = true;
        self.goes_on.1.notify_all();
    }

    /// What was asked for under a name that ends so.
    pub(crate) fn asked(&self, ending: &str) -> Vec<Asked> {
        let log = self.log.lock().unwrap();
        log.iter()
            .filter(|asked| asked.path.ends_with(ending))
            .cloned()
            .collect()
    }

    fn serve(&self, stream: TcpStream) -> std::io::Result<()> {
        let mut reader = BufReader::new(stream.try_clone()?);
        let mut out = stream;
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let path = line
            .split(' ')
            .nth(1)
            .unwrap_or_default()
            .trim_start_matches('/')
            .to_owned();
        let mut headers = HashMap::new();
        loop {
            line.clear();
            reader.read_line(&mut line)?;
            let Some((name, value)) = line.trim().split_once(": ") else {
                break;
            };
            headers.insert(name.to_ascii_lowercase(), value.to_owned());
        }
        let asked = Asked {
            path,
            range: headers.remove("range"),
            condition: headers.remove("if-range"),
        };
        let before = self.asked(&asked.path).len();
        self.log.lock().unwrap().push(asked.clone());
        self.answer(&asked, before == 0, &mut out)
    }

    fn answer(&self, asked: &Asked, is_first: bool, out: &mut TcpStream) -> std::io::Result<()> {
        let manner = self.manner(asked);
        let file = fs::File::open(self.folder.join(&asked.path)).and_then(|mut file| {
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut file, &mut bytes).map(|_| bytes)
        });
        let closing = "content-length: 0\r\nconnection: close\r\n\r\n";
        match (&manner, file) {
            (Manner::Redirecting(to), _) => {
                write!(
                    out,
                    "HTTP/1.1 302 Found\r\nlocation: {to}/{}\r\n{closing}",
                    asked.path
                )
            }
            (_, Err(_)) => write!(out, "HTTP/1.1 404 Not Found\r\n{closing}"),
            (Manner::StatusOnce(status), Ok(_)) if is_first => {
                write!(out, "HTTP/1.1 {status} X\r\n{closing}")
            }
            (_, Ok(bytes)) => self.send(asked, is_first, &bytes, out),
        }
    }

    /// A manifest is sent well, so that the faults meet the files; a server that sends elsewhere does so with all.
    fn manner(&self, asked: &Asked) -> Manner {
        match self.manner.lock().unwrap().clone() {
            Manner::Redirecting(to) => Manner::Redirecting(to),
            _ if asked.path.ends_with(".json") => Manner::Well,
            manner => manner,
        }
    }

    fn send(&self, asked: &Asked, is_first: bool, bytes: &[u8], out: &mut TcpStream) -> std::io::Result<()> {
        let manner = self.manner(asked);
        let tag = self.tag.lock().unwrap().clone();
        let same = asked.condition.as_ref().is_none_or(|condition| *condition == tag);
        let range = asked.range.as_ref().filter(|_| match manner {
            Manner::WithoutRanges => false,
            Manner::WithoutConditions => true,
            _ => same,
        });
        let from = range.map_or(0, |range| {
            range["bytes=".len()..].trim_end_matches('-').parse().unwrap()
        });
        if range.is_some() {
            let (last, all) = (bytes.len() - 1, bytes.len());
            write!(
                out,
                "HTTP/1.1 206 X\r\ncontent-range: bytes {from}-{last}/{all}\r\n"
            )?;
        } else {
            write!(out, "HTTP/1.1 200 OK\r\n")?;
        }
        let rest = &bytes[from..];
        write!(
            out,
            "etag: {tag}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
            rest.len()
        )?;
        match manner {
            Manner::CutOnce(most) if is_first => out.write_all(&rest[..most.min(rest.len())]),
            Manner::Stopping(most) => {
                let most = most.min(rest.len());
                out.write_all(&rest[..most])?;
                out.flush()?;
                let held = self.goes_on.0.lock().unwrap();
                drop(self.goes_on.1.wait_while(held, |goes_on| !*goes_on).unwrap());
                out.write_all(&rest[most..])
            }
            _ => out.write_all(rest),
        }
    }
}
