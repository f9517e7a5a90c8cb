//! `mcp`: a Model Context Protocol server on standard input and output.

use std::io::{BufRead as _, Write as _};
use std::process::ExitCode;

use anyhow::Result;
use coachwright_core::table::id;

use super::place::{Place, open};
use crate::mcp;

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// For whom: an id as `coachwright export` lists them, or a new one
    user: String,
    #[command(flatten)]
    place: Place,
}

/// Answers requests, one a line, until the input ends.
pub(super) fn run(options: Options) -> Result<ExitCode> {
    id::id("user", &options.user)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let service = runtime.block_on(open(options.place.settings(&[])?))?;
    let mut output = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        if let Some(answer) = runtime.block_on(mcp::answer(&service, &options.user, &line)) {
            writeln!(output, "{answer}")?;
            output.flush()?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
