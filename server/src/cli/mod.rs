//! The command line.

mod lines;
mod log;
mod serve;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(
    name = "coachwright",
    version,
    about = "A conversational coaching engine",
    args_conflicts_with_subcommands = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: serve::Options,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the page and the HTTP interface (the default)
    Serve(serve::Options),
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
    let arguments = Arguments::parse();
    let outcome = match arguments.command.unwrap_or(Command::Serve(arguments.serve)) {
        Command::Serve(options) => serve::run(options),
        Command::Extract(options) => lines::run(&options, coachwright_core::lines::extract),
        Command::Detect(options) => lines::run(&options, coachwright_core::lines::detect),
        Command::Interview(options) => lines::run(&options, coachwright_core::lines::interview),
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("coachwright: {error:#}");
        ExitCode::FAILURE
    })
}
