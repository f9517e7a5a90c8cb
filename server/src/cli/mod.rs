//! The command line.

mod lines;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(name = "coachwright", version, about = "A conversational coaching engine")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read workouts from lines of JSON
    Extract(lines::Options),
    /// Rate self-descriptions from lines of JSON
    Detect(lines::Options),
    /// Hold interviews from lines of JSON
    Interview(lines::Options),
}

/// Runs the command that the process was started with.
#[must_use]
pub fn run() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Extract(options) => lines::run(&options, coachwright_core::lines::extract),
        Command::Detect(options) => lines::run(&options, coachwright_core::lines::detect),
        Command::Interview(options) => lines::run(&options, coachwright_core::lines::interview),
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("coachwright: {error:#}");
        ExitCode::FAILURE
    })
}
