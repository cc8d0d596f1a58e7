//! A temporary folder in which the program runs as a person would run it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// The sample article, as it is in the tree.
pub(crate) const SAMPLE: &str = include_str!("../samples/kerry-lavrov.ar.txt");

/// A folder of its own, gone when the test ends.
pub(crate) struct Desk {
    folder: tempfile::TempDir,
}

/// What came of a run.
#[derive(Debug)]
pub(crate) struct Ran {
    /// The exit code; `None` when a signal ended it.
    pub(crate) code: Option<i32>,
    /// Standard output.
    pub(crate) stdout: String,
    /// Standard error.
    pub(crate) stderr: String,
}

impl Desk {
    /// An empty folder.
    pub(crate) fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { folder }
    }

    /// A folder that holds the sample as `article.txt`.
    pub(crate) fn with_sample() -> Self {
        let desk = Self::empty();
        desk.write("article.txt", SAMPLE);
        desk
    }

    /// The path of `name` in the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file, making its folder.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        #[expect(clippy::disallowed_methods, reason = "a test's own file")]
        fs::write(path, content).unwrap();
    }

    /// The bytes of a file.
    pub(crate) fn bytes(&self, name: &str) -> Vec<u8> {
        #[expect(clippy::disallowed_methods, reason = "a test's own file")]
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The text of a file.
    pub(crate) fn text(&self, name: &str) -> String {
        String::from_utf8(self.bytes(name)).unwrap()
    }

    /// The files and folders there are, sorted; those of the database left out.
    pub(crate) fn names(&self) -> Vec<String> {
        names_in(self.folder.path())
    }

    /// The program with its arguments, to run in the folder.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tarjuman"));
        command.args(arguments).current_dir(self.folder.path());
        // What can be made again is kept apart from the person's own, for all tests.
        command.env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"));
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs the program to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.command(arguments).output().unwrap())
    }

    /// Runs the program with something on standard input.
    pub(crate) fn run_with(&self, arguments: &[&str], input: impl AsRef<[u8]>) -> Ran {
        let mut child = self.command(arguments).stdin(Stdio::piped()).spawn().unwrap();
        let written = child.stdin.take().unwrap().write_all(input.as_ref());
        let ran = Ran::of(child.wait_with_output().unwrap());
        written.unwrap_or_else(|error| panic!("{error}: {ran:?}"));
        ran
    }

    /// An article of the workspace as its JSON export.
    pub(crate) fn article(&self, name: &str) -> Value {
        self.run(&["export", name, "-o", "-", "--format", "json"])
            .done()
            .json()
    }
}

impl Ran {
    /// What a finished process left. A panic is a fault whatever the test looks at.
    pub(crate) fn of(output: Output) -> Self {
        let ran = Self {
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        };
        assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
        ran
    }

    /// The run, which must have ended well.
    #[track_caller]
    pub(crate) fn done(self) -> Self {
        self.ended(0)
    }

    /// The run, which must have ended with `code`.
    #[track_caller]
    pub(crate) fn ended(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}{}", self.stdout, self.stderr);
        self
    }

    /// Standard output as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {}", self.stdout))
    }

    /// Standard output as JSON, a value a line.
    pub(crate) fn json_lines(&self) -> Vec<Value> {
        self.stdout
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

/// The files and folders in `folder`, sorted; those of the database left out.
pub(crate) fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| !name.starts_with("tarjuman.db")).collect();
    names.sort();
    names
}

/// A TMX file around `units`; the first of them stands on line 4.
pub(crate) fn tmx(units: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <tmx version=\"1.4\"><header creationtool=\"test\" creationtoolversion=\"1\" segtype=\"sentence\" \
         o-tmf=\"test\" adminlang=\"en\" srclang=\"ar\" datatype=\"plaintext\"/>\n<body>\n{units}</body></tmx>\n"
    )
}

/// Runs a command that must stop with exactly this message, leaving no file that was not there.
#[track_caller]
pub(crate) fn refused(desk: &Desk, arguments: &[&str], code: i32, message: &str) {
    let before = desk.names();
    let ran = desk.run(arguments);
    assert_eq!(
        ran.stderr.replace(&*desk.path("").to_string_lossy(), "DESK/"),
        format!("error: {message}\n")
    );
    assert_eq!(ran.code, Some(code));
    assert_eq!(ran.stdout, "");
    assert_eq!(desk.names(), before, "something was left behind");
}
