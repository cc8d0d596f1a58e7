//! Real services on this machine: what they answer arrives as drafts, each on its own segment.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::server::Workspace;

/// English news sentences, with a line of its own each.
const ARTICLE: &str = "The minister arrived in Geneva on Monday.\n\
                       The government said that the talks will begin in 2014.\n\
                       The house is red & the price is < 5 dollars.\n";

/// Apertium's own server, as Debian packages it; it ends with the test.
struct Apertium {
    child: Child,
    port: u16,
}

impl Apertium {
    fn start() -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/servers/apertium.py");
        // The Python that Debian's packages belong to.
        let mut child = Command::new("/usr/bin/python3")
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let out = child.stdout.take().unwrap();
        BufReader::new(out).read_line(&mut line).unwrap();
        let port = line.trim().parse();
        let port = port.unwrap_or_else(|_| panic!("apertium-apy does not start; tests/run installs it"));
        Self { child, port }
    }
}

impl Drop for Apertium {
    fn drop(&mut self) {
        // The end of its input is the end of the server and of the pipelines it has started.
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// A workspace with the article, for a pair of languages.
fn workspace(kind: &str, port: u16, to: &str) -> Workspace {
    let workspace = Workspace::new(0);
    workspace.configure(kind, port, "");
    let config = std::fs::read_to_string(workspace.path("config.toml")).unwrap();
    let config = config
        .replace("'ar'", "'en'")
        .replace("to = 'en'", &format!("to = '{to}'"));
    std::fs::write(
        workspace.path("config.toml"),
        config.replace("timeout = 2", "timeout = 60"),
    )
    .unwrap();
    std::fs::write(workspace.path("a.txt"), ARTICLE).unwrap();
    workspace
}

#[test]
fn apertium_drafts_each_sentence_in_its_place() {
    let server = Apertium::start();
    let workspace = workspace("apertium", server.port, "es");
    let summary = workspace.draft(server.port, "a.tsv");
    let text = std::fs::read_to_string(workspace.path("a.tsv")).unwrap();
    for (source, word) in [("minister", "ministro"), ("2014", "2014"), ("house", "casa")] {
        let row = text.lines().find(|line| line.contains(source)).unwrap();
        assert!(row.split('\t').nth(3).unwrap().contains(word), "{row}\n{summary}");
    }
}

#[test]
fn a_pair_that_the_server_lacks_is_said_before_anything_is_asked() {
    let server = Apertium::start();
    let workspace = workspace("apertium", server.port, "ja");
    let output = workspace.run(
        server.port,
        &["backend", "test", "it", "--from", "en", "--to", "ja"],
    );
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(
        said.contains("`en` to `ja`") && said.contains("eng-spa"),
        "{said}"
    );
}
