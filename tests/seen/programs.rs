//! The programs that draw and read what tarjuman writes.

use std::path::Path;
use std::process::{Command, Output};

/// Debian packages, one a line.
const PACKAGES: &str = include_str!("../packages.txt");

/// Runs the program of a Debian package and gives back what it printed.
///
/// # Panics
/// When the program is not installed or stops with an error.
pub(crate) fn run(name: &str, package: &str, arguments: &[String]) -> Output {
    assert!(
        PACKAGES.lines().any(|line| line == package),
        "{package} is not in tests/packages.txt"
    );
    let output = Command::new(name)
        .args(arguments)
        .output()
        .unwrap_or_else(|e| panic!("{name} is needed ({e}): apt-get install {package}"));
    assert!(
        output.status.success(),
        "{name} {arguments:?}: {}\n{}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    output
}

/// Runs a browser without a window, network or shared profile.
pub(crate) fn browse(profile: &Path, arguments: &[&str], page: &Path) -> Output {
    let profile = format!("--user-data-dir={}", profile.join("browser").display());
    let quiet = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
    ];
    let mut all: Vec<String> = quiet.iter().chain(arguments).map(|a| (*a).to_owned()).collect();
    all.push(profile);
    all.push(format!("file://{}", page.display()));
    run("chromium", "chromium", &all)
}

/// Whether an XML file is well-formed.
pub(crate) fn check_xml(file: &Path) {
    let arguments = ["--noout", "--nonet"].map(String::from);
    let file = file.display().to_string();
    run("xmllint", "libxml2-utils", &[&arguments[..], &[file]].concat());
}
