//! `coachwright prompts`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use coachwright_core::{Engine, lines};
use serde_json::Value;

use super::output::say;

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// A coach as the API shows it, its attributes, or a `technical_config` alone
    #[arg(required_unless_present = "jsonl")]
    coach: Option<PathBuf>,
    /// Show the blocks with the configuration they come from, as JSON
    #[arg(long)]
    json: bool,
    /// Answer coaches on lines of standard input instead: one JSON object a line in, one out
    #[arg(long, conflicts_with_all = ["coach", "json"])]
    jsonl: bool,
}

/// Renders what a coach is told.
pub(super) fn run(options: &Options) -> Result<ExitCode> {
    let Some(path) = &options.coach else { return super::lines::answer_all(lines::prompts) };
    let file = path.display();
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {file}"))?;
    // The engine reads lines; a file may be pretty.
    let coach: Value = serde_json::from_str(&text).with_context(|| format!("{file} is no JSON"))?;
    let answer = lines::prompts(&Engine::load()?, &coach.to_string());
    let answer = answer.map_err(|bad| anyhow::anyhow!("{file} is no coach: {}", bad.error))?;
    let answer: Value = serde_json::from_str(&answer)?;
    if options.json {
        say!("{answer:#}");
    } else {
        say!("{}", answer.get("systemPrompt").and_then(Value::as_str).unwrap_or_default());
    }
    Ok(ExitCode::SUCCESS)
}
