//! The `tarjuman` command; everything it does is in the library's `cli` room.

fn main() -> std::process::ExitCode {
    tarjuman::cli::main()
}
