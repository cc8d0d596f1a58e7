//! A server of `tests/servers` on this machine, started for a test and ended with it.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A service of `tests/servers`; it ends with the test.
pub(crate) struct Local {
    child: Child,
    pub(crate) port: u16,
}

impl Local {
    /// The service that `script` starts, with the packages of `tests/servers/python.txt`.
    pub(crate) fn start(script: &str, arguments: &[&str]) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut python = Command::new("python3");
        python.env("PYTHONPATH", root.join("target/servers"));
        Self::spawn(python, script, arguments)
    }

    /// Apertium's own server, by the Python that Debian's packages belong to.
    pub(crate) fn apertium() -> Self {
        Self::spawn(Command::new("/usr/bin/python3"), "apertium.py", &[])
    }

    fn spawn(mut python: Command, script: &str, arguments: &[&str]) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/servers");
        let mut child = python
            .arg(folder.join(script))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let out = child.stdout.take().unwrap();
        BufReader::new(out).read_line(&mut line).unwrap();
        let port = line.trim().parse();
        let port =
            port.unwrap_or_else(|_| panic!("{script} does not start; tests/run installs what it needs"));
        Self { child, port }
    }
}

impl Drop for Local {
    fn drop(&mut self) {
        // The end of its input is the end of the server and of what it has started.
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}
