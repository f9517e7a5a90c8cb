//! The `coachwright` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    coachwright_server::cli::run()
}
