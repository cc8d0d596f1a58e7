//! Start-up of the binary: `cargo bench --bench start_up -- [RUNS]` (50 unless said).
//!
//! The process is started, does one small thing and ends. The first run, which reads the binary from the disk, is not
//! counted. `glossary match` finds the terms of the starter glossaries that the binary carries, by the index that the first run
//! left in the user's cache folder.
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

use std::io::{Error, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const LINE: &[u8] = "وأضاف أن كيري تحدث في واشنطن عن الأمم المتحدة.\n".as_bytes();
const BINARY: &str = env!("CARGO_BIN_EXE_tarjuman");

fn once(program: &str, arguments: &[&str], folder: &Path) -> Result<Duration, Error> {
    let mut command = Command::new(program);
    command
        .args(arguments)
        .current_dir(folder)
        .env("XDG_CACHE_HOME", folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::null());
    let begin = Instant::now();
    let mut child = command.spawn()?;
    if let Some(mut input) = child.stdin.take() {
        // A program that reads no input may have closed it.
        let _ = input.write_all(LINE);
    }
    let status = child.wait()?;
    let took = begin.elapsed();
    if status.success() {
        Ok(took)
    } else {
        Err(Error::other(format!("{program} {arguments:?}: {status}")))
    }
}

fn main() -> Result<(), Error> {
    let runs = std::env::args()
        .skip(1)
        .find_map(|argument| argument.parse().ok())
        .unwrap_or(50);
    let folder = tempfile::tempdir()?;
    println!("{:<48}{:>8}{:>8}{:>8}  ms", "", "min", "median", "max");
    for (what, program, arguments) in [
        ("`true`: what any process costs", "true", &[][..]),
        ("tarjuman --version", BINARY, &["--version"]),
        (
            "tarjuman segment - (one line)",
            BINARY,
            &["segment", "-", "--lang", "ar"],
        ),
        (
            "tarjuman glossary match - (starter glossaries)",
            BINARY,
            &["glossary", "match", "-", "--lang", "ar"],
        ),
    ] {
        once(program, arguments, folder.path())?;
        let mut times = (0..runs)
            .map(|_| once(program, arguments, folder.path()))
            .collect::<Result<Vec<_>, _>>()?;
        times.sort();
        let at = |index: usize| times.get(index).map_or(0.0, |took| took.as_secs_f64() * 1000.0);
        println!(
            "{what:<48}{:>8.1}{:>8.1}{:>8.1}",
            at(0),
            at(times.len() / 2),
            at(times.len() - 1)
        );
    }
    Ok(())
}
