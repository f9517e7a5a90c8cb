//! The engine on lines of standard input.

use std::io::{BufRead as _, BufWriter, Write as _};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use coachwright_core::Engine;
use coachwright_core::lines::BadLine;

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// One JSON object a line in, one out (the only form there is today)
    #[arg(long)]
    jsonl: bool,
}

/// Answers every line of standard input in order. A bad line is answered with an error and the rest goes on.
pub(super) fn run(options: &Options, answer: impl Fn(&Engine, &str) -> Result<String, BadLine>) -> Result<ExitCode> {
    anyhow::ensure!(options.jsonl, "say --jsonl: one JSON object a line");
    answer_all(answer)
}

/// Answers every line of standard input, as [`run`] does.
pub(super) fn answer_all(answer: impl Fn(&Engine, &str) -> Result<String, BadLine>) -> Result<ExitCode> {
    let engine = Engine::load()?;
    let mut output = BufWriter::new(std::io::stdout().lock());
    let mut code = ExitCode::SUCCESS;
    for line in std::io::stdin().lock().lines() {
        let line = line.context("cannot read standard input")?;
        if line.trim().is_empty() {
            continue;
        }
        let answered = answer(&engine, &line).unwrap_or_else(|bad| {
            code = ExitCode::FAILURE;
            bad.to_line()
        });
        writeln!(output, "{answered}").context("cannot write to standard output")?;
    }
    output.flush().context("cannot write to standard output")?;
    Ok(code)
}
