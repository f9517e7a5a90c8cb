//! The command line.

mod chat;
mod data;
mod lines;
mod log;
mod mcp;
mod output;
mod place;
mod prompts;
mod serve;
mod token;
mod words;

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
    /// Create a coach and log workouts in the terminal; no server needed
    Chat(chat::Options),
    /// Read workouts from a text, or from lines of JSON
    Extract(lines::TextOptions),
    /// Rate a self-description, or many from lines of JSON
    Detect(lines::TextOptions),
    /// Hold interviews from lines of JSON
    Interview(lines::LineOptions),
    /// Show what a coach is told
    Prompts(prompts::Options),
    /// Write everything that is stored of a person
    Export(data::ExportOptions),
    /// Take in an export, or a table of another app; first as a dry run
    Import(data::ImportOptions),
    /// API tokens: create, list, revoke
    Token(token::Options),
    /// Answer a Model Context Protocol client on standard input and output
    Mcp(mcp::Options),
    /// Copy the store, also while a server uses it
    Backup(data::BackupOptions),
    /// Put a copy in the place of the store
    Restore(data::RestoreOptions),
    /// Check that everything stored is whole
    Verify(data::VerifyOptions),
}

/// Runs the command that the process was started with.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match arguments.command.unwrap_or(Command::Serve(arguments.serve)) {
        Command::Serve(options) => serve::run(options),
        Command::Chat(options) => chat::run(options),
        Command::Prompts(options) => prompts::run(&options),
        Command::Export(options) => data::export(options),
        Command::Import(options) => data::import(options),
        Command::Token(options) => token::run(options),
        Command::Mcp(options) => mcp::run(options),
        Command::Backup(options) => data::backup(options),
        Command::Restore(options) => data::restore(options),
        Command::Verify(options) => data::verify(options),
        Command::Extract(options) => lines::extract(&options),
        Command::Detect(options) => lines::detect(&options),
        Command::Interview(options) => lines::interview(&options),
    };
    outcome.unwrap_or_else(|error| {
        if output::is_unread(&error) {
            return ExitCode::SUCCESS;
        }
        eprintln!("coachwright: {error:#}");
        ExitCode::FAILURE
    })
}
