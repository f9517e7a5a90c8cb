//! The engine on texts: one from the command line for people, many on lines of standard input for programs.

use std::io::{BufRead as _, BufWriter, IsTerminal as _, Read as _, Write as _};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use coachwright_core::Engine;
use coachwright_core::lines::{self, BadLine};
use serde_json::{Value, json};

use super::output::say;
use super::words;
use crate::clock::{Clock as _, SystemClock};

#[derive(Debug, clap::Args)]
pub(super) struct TextOptions {
    /// The text to read; without one, and without --jsonl, standard input is the text
    text: Vec<String>,
    /// Show the whole answer as JSON
    #[arg(long)]
    json: bool,
    /// Read lines from standard input instead: one JSON object a line in, one out
    #[arg(long, conflicts_with_all = ["text", "json"])]
    jsonl: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct LineOptions {
    /// One JSON object a line in, one out
    #[arg(long, required = true)]
    jsonl: bool,
}

/// `coachwright extract`.
pub(super) fn extract(options: &TextOptions) -> Result<ExitCode> {
    read(options, lines::extract, |answer, text| {
        let workouts = answer.get("workouts").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        if workouts.is_empty() {
            say!("Nothing in it says that anything was trained.");
        }
        for (workout, number) in workouts.iter().zip(1..) {
            say!("Workout {number}\n{}", words::table(workout, text));
        }
        Ok(())
    })
}

/// `coachwright detect`.
pub(super) fn detect(options: &TextOptions) -> Result<ExitCode> {
    read(options, lines::detect, |answer, _| {
        let field = |name: &str| answer.get(name).unwrap_or(&Value::Null);
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        say!("{}, confidence {}", text(field("level")), field("confidence"));
        say!("{}", text(field("explanation")));
        for signal in field("evidence").as_array().into_iter().flatten() {
            let part = |name: &str| signal.get(name).map(text).unwrap_or_default();
            say!("  {:14} {:12} “{}”", part("kind"), part("level"), part("phrase"));
        }
        for (name, value) in field("extracted").as_object().into_iter().flatten() {
            say!("  {name}: {value}");
        }
        Ok(())
    })
}

/// `coachwright interview`.
pub(super) fn interview(_: &LineOptions) -> Result<ExitCode> {
    answer_all(lines::interview)
}

fn read(
    options: &TextOptions,
    answer: impl Fn(&Engine, &str) -> Result<String, BadLine>,
    show: impl Fn(&Value, &str) -> Result<()>,
) -> Result<ExitCode> {
    if options.jsonl {
        return answer_all(answer);
    }
    let text = match options.text.join(" ") {
        text if text.is_empty() => from_input()?,
        text => text,
    };
    let line = json!({"text": text, "today": SystemClock.now().date().to_string()}).to_string();
    let answered = answer(&Engine::load()?, &line).map_err(|bad| anyhow::anyhow!(bad.error))?;
    let answered: Value = serde_json::from_str(&answered)?;
    if options.json {
        say!("{answered:#}");
    } else {
        show(&answered, &text)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn from_input() -> Result<String> {
    if std::io::stdin().is_terminal() {
        eprintln!("Type the text; end it with Ctrl-D.");
    }
    let mut text = String::new();
    std::io::stdin().lock().read_to_string(&mut text).context("cannot read standard input")?;
    Ok(text.trim_end().to_owned())
}

/// Answers every line of standard input in order. A bad line is answered with an error and the rest goes on.
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
