//! The committed figures, below which none may fall: `tests/fixtures/baseline.json`.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};

use super::{Figures, Report, fixtures};

/// What a figure may lose by rounding.
const TOLERANCE: f64 = 0.00015;

fn path() -> PathBuf {
    fixtures().join("baseline.json")
}

/// The committed figures.
///
/// # Errors
/// When the file is missing or malformed.
pub fn load() -> Result<Figures> {
    let path = path();
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(serde_json::from_str(&text)?)
}

/// Writes the figures as the new baseline.
///
/// # Errors
/// When the file cannot be written.
pub fn accept(figures: &Figures) -> Result<()> {
    let mut text = serde_json::to_string_pretty(figures)?;
    text.push('\n');
    fs::write(path(), text)?;
    Ok(())
}

/// All figures of all domains.
#[must_use]
pub fn figures(reports: &[(&'static str, Report)]) -> Figures {
    let named = reports.iter().flat_map(|(domain, report)| {
        report.figures.iter().map(move |(name, value)| (format!("{domain}.{name}"), *value))
    });
    named.collect()
}

/// What fell, a line each: figures below the baseline, and figures that are gone.
#[must_use]
pub fn fallen(figures: &Figures, baseline: &Figures) -> Vec<String> {
    let line = |(name, before): (&String, &f64)| match figures.get(name) {
        Some(now) if *now + TOLERANCE < *before => Some(format!("{name} fell from {before:.4} to {now:.4}")),
        Some(_) => None,
        None => Some(format!("{name} is not measured any more")),
    };
    baseline.iter().filter_map(line).collect()
}
