//! The `tarjuman` command; everything it does is in the library's `cli` room.

fn main() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
