//! The terminal: wrapped text, a progress bar, colours where there is somebody to see them.

use std::io::{BufRead as _, IsTerminal as _, Write as _};

use anyhow::{Context as _, Result};
use coachwright_core::interview::Reply;
use coachwright_core::model::CoachConfig;
use coachwright_core::safety::Tier;
use serde_json::Value;

use super::texts::Texts;

/// Columns of text, where the terminal is not narrower.
const WIDTH: usize = 80;

/// Cells of the progress bar.
const CELLS: usize = 24;

/// Where the conversation is shown and typed.
#[derive(Debug)]
pub(super) struct Screen {
    colours: bool,
    prompts: bool,
    width: usize,
}

#[derive(Debug, Clone, Copy)]
enum Ink {
    Plain,
    Soft,
    Accent,
    Alarm,
}

impl Screen {
    pub(super) fn new() -> Self {
        let tty = std::io::stdout().is_terminal();
        let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        Self {
            colours: tty && std::env::var_os("NO_COLOR").is_none(),
            prompts: tty && std::io::stdin().is_terminal(),
            width: columns.unwrap_or(WIDTH).clamp(20, WIDTH),
        }
    }

    /// A typed line; none at the end of the input.
    pub(super) fn read(&self) -> Result<Option<String>> {
        if self.prompts {
            print!("{} ", self.ink(Ink::Accent, "›"));
            std::io::stdout().flush()?;
        }
        let mut line = String::new();
        let read = std::io::stdin().lock().read_line(&mut line).context("cannot read what was typed")?;
        Ok((read > 0).then_some(line))
    }

    /// What the interview says.
    pub(super) fn reply(&self, reply: &Reply) {
        let alarm = reply.flags.iter().any(|flag| flag.tier >= Tier::Urgent);
        println!();
        self.say(if alarm { Ink::Alarm } else { Ink::Plain }, &reply.reply);
    }

    /// Answers to choose from.
    pub(super) fn suggestions(&self, texts: &Texts, suggestions: &[String]) {
        if !suggestions.is_empty() {
            self.note(&texts.suggestions.replace("{list}", &suggestions.join(" · ")));
        }
    }

    /// A remark beside the conversation.
    pub(super) fn note(&self, text: &str) {
        self.say(Ink::Soft, text);
    }

    /// What was not taken, and why.
    pub(super) fn warning(&self, text: &str) {
        self.say(Ink::Alarm, text);
    }

    /// How far the interview is, from 0 to 1.
    pub(super) fn progress(&self, share: f64, text: &str) {
        // A share between 0 and 1 of a small number.
        let full = (share.clamp(0.0, 1.0) * CELLS as f64).round() as usize;
        let bar = format!("{}{}", "█".repeat(full), "░".repeat(CELLS.saturating_sub(full)));
        println!("\n{} {}", self.ink(Ink::Accent, &bar), self.ink(Ink::Soft, text));
    }

    /// A finished coach.
    pub(super) fn coach(&self, texts: &Texts, coach: &CoachConfig, reasons: &[&str]) {
        let words = |codes: &[String]| codes.join(", ").replace('_', " ");
        let config = &coach.technical_config;
        println!();
        self.say(Ink::Accent, &texts.ready.replace("{name}", &coach.coach_name));
        self.say(Ink::Plain, &texts.inspired.replace("{methodology}", &config.methodology.replace('_', " ")));
        let time = format!("{} × {} min", config.training_frequency, config.time_constraints.session_length);
        for line in [words(&config.programming_focus), time, words(&config.equipment_available)] {
            if !line.is_empty() {
                self.say(Ink::Plain, &format!("· {line}"));
            }
        }
        if !reasons.is_empty() {
            self.note(&texts.reasons);
            reasons.iter().for_each(|reason| self.note(&format!("· {reason}")));
        }
        println!();
    }

    /// What was logged.
    pub(super) fn logged(&self, texts: &Texts, answer: &Value) {
        let list = |name: &str| answer.get(name).and_then(Value::as_array).into_iter().flatten();
        for item in list("items") {
            let text = |path: &str| item.pointer(path).and_then(Value::as_str);
            let exercises = item.pointer("/attributes/extracted_data/exercises").and_then(Value::as_array);
            let exercises: Vec<String> =
                exercises.into_iter().flatten().filter_map(Value::as_str).map(|code| code.replace('_', " ")).collect();
            let name = text("/attributes/extracted_data/workoutName").map(str::to_owned);
            let parts: Vec<String> = name.into_iter().chain(exercises).collect();
            let what = if parts.is_empty() { texts.workout.clone() } else { parts.join(", ") };
            let date = text("/attributes/workoutDate").unwrap_or_default();
            self.say(Ink::Accent, &texts.logged.replace("{date}", date).replace("{what}", &what));
        }
        for record in list("records") {
            let subject = record.get("subject").and_then(Value::as_str).unwrap_or_default().replace('_', " ");
            let value = record.get("value").map(Value::to_string).unwrap_or_default();
            let unit = record.get("unit").and_then(Value::as_str).unwrap_or_default();
            let estimate = if record.get("isEstimate") == Some(&Value::Bool(true)) { "≈ " } else { "" };
            let reps = record.get("reps").and_then(Value::as_u64).map(|reps| format!(" × {reps}")).unwrap_or_default();
            let what = format!("{subject} {estimate}{} {unit}{reps}", value.trim_end_matches(".0"));
            self.note(&texts.record.replace("{what}", what.trim()));
        }
        if let Some(question) = answer.pointer("/followUp/question").and_then(Value::as_str) {
            self.say(Ink::Plain, question);
        }
    }

    fn say(&self, ink: Ink, text: &str) {
        for line in text.lines() {
            for row in wrap(line, self.width) {
                println!("{}", self.ink(ink, &row));
            }
        }
    }

    fn ink(&self, ink: Ink, text: &str) -> String {
        let code = match ink {
            Ink::Plain => "",
            Ink::Soft => "2",
            Ink::Accent => "1;32",
            Ink::Alarm => "1;31",
        };
        if code.is_empty() || !self.colours { text.to_owned() } else { format!("\u{1b}[{code}m{text}\u{1b}[0m") }
    }
}

/// Rows of at most `width` characters, broken between words; indentation stays.
fn wrap(line: &str, width: usize) -> Vec<String> {
    let mut rows = vec![line.chars().take_while(|letter| *letter == ' ').collect::<String>()];
    let indent = rows.first().map_or(0, String::len);
    let mut used = indent;
    // A line that fits keeps its blanks: it may be a table.
    if line.chars().count() <= width {
        return vec![line.to_owned()];
    }
    for word in line.split_whitespace() {
        let length = word.chars().count();
        if used > indent && used + 1 + length > width {
            rows.push(" ".repeat(indent));
            used = indent;
        }
        if let Some(row) = rows.last_mut() {
            if used > indent {
                row.push(' ');
                used += 1;
            }
            row.push_str(word);
            used += length;
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn lines_are_broken_between_words() {
        assert_eq!(wrap("  one two three", 9), ["  one two", "  three"]);
        assert_eq!(wrap("unbreakable", 4), ["unbreakable"]);
        assert_eq!(wrap("a  table   row", 80), ["a  table   row"]);
        assert_eq!(wrap("", 80), [""]);
        assert_eq!(wrap("été où ça", 6), ["été où", "ça"]);
    }
}
