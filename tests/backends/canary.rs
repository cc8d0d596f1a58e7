//! A key is in the header of its requests and nowhere else: not on disk, not in what is said, not in the list of
//! processes.

use std::path::Path;
use std::process::{Output, Stdio};

use crate::server::{KEY, Server, Workspace};

/// Commands that could tell of a key, each as it is typed.
const COMMANDS: &[&str] = &[
    "draft a.txt -o a.xlf --verbose",
    "draft a.txt -o b.html --json --fresh",
    "draft a.txt --dry-run --verbose",
    "backend list",
    "backend test it --verbose",
    "config show",
    "config show --json",
    "list --json",
    "status --json",
    "status a.txt --verbose",
    "check a.txt --json",
    "export a.txt -o a.docx",
    "export a.txt -o a.json",
    "export a.txt -o a.tmx",
    "memory stats",
    "glossary match a.txt",
    "model list",
    "draft missing.txt --verbose",
];

fn holds_key(bytes: &[u8]) -> bool {
    bytes.windows(KEY.len()).any(|window| window == KEY.as_bytes())
}

/// The files under `folder` that hold the key.
fn leaks(folder: &Path) -> Vec<String> {
    let mut leaks = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            leaks.extend(self::leaks(&path));
        } else if holds_key(&std::fs::read(&path).unwrap()) {
            leaks.push(path.display().to_string());
        }
    }
    leaks
}

/// Nothing that `output` said and nothing in the workspace or the person's home holds the key.
pub(crate) fn assert_unseen(workspace: &Workspace, output: &Output, what: &str) {
    for stream in [&output.stdout, &output.stderr] {
        assert!(!holds_key(stream), "{what}: {}", String::from_utf8_lossy(stream));
    }
    let leaks = leaks(workspace.folder.path());
    assert!(leaks.is_empty(), "{what}: {leaks:?}");
}

/// Whether the command line of a process or of what it has started holds the key.
fn is_listed(process: u32) -> bool {
    let folder = format!("/proc/{process}");
    let own = std::fs::read(format!("{folder}/cmdline")).unwrap_or_default();
    let children = std::fs::read_to_string(format!("{folder}/task/{process}/children")).unwrap_or_default();
    holds_key(&own)
        || children
            .split_whitespace()
            .any(|child| is_listed(child.parse().unwrap()))
}

#[test]
fn a_key_is_nowhere_but_in_its_header_whatever_is_run() {
    for kind in ["openai", "libretranslate", "deepl"] {
        let workspace = Workspace::new(2);
        let server = Server::start(workspace.folder.path(), &[]);
        workspace.configure(kind, server.port, "");
        for command in COMMANDS {
            let arguments: Vec<&str> = command.split(' ').collect();
            let output = workspace.run(server.port, &arguments);
            assert_unseen(&workspace, &output, command);
        }
        // It was asked, and with the key.
        assert!(server.count("requests") >= 2);
        assert_eq!(server.count("bad_key"), 0);
    }
}

#[test]
fn a_key_is_not_in_the_list_of_processes() {
    let workspace = Workspace::new(2);
    let server = Server::start(workspace.folder.path(), &["--latency", "400"]);
    workspace.configure("openai", server.port, "");
    let mut run = workspace.command(server.port, &["draft", "a.txt", "-o", "a.tsv"]);
    let mut run = run.stderr(Stdio::null()).spawn().unwrap();
    let mut samples = 0;
    while run.try_wait().unwrap().is_none() {
        assert!(!is_listed(run.id()));
        samples += 1;
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert!(samples > 0 && server.count("bad_key") == 0);
}

#[test]
fn a_key_file_works_as_well_and_is_not_copied() {
    let workspace = Workspace::new(1);
    let server = Server::start(workspace.folder.path(), &[]);
    workspace.configure("deepl", server.port, "");
    let elsewhere = tempfile::tempdir().unwrap();
    let file = elsewhere.path().join("keys.toml");
    std::fs::write(&file, format!("\"127.0.0.1:{}\" = \"{KEY}\"\n", server.port)).unwrap();
    let mode = <std::fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o600);
    std::fs::set_permissions(&file, mode).unwrap();
    let output = workspace
        .command(1, &["draft", "a.txt", "-o", "a.tsv", "--verbose"])
        .env("TARJUMAN_KEYS", &file)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(server.count("bad_key"), 0);
    assert_unseen(&workspace, &output, "key file");
}
