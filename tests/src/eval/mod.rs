//! How well the engine understands what people write, measured on labelled fixtures.
//!
//! `cargo xtask eval` prints the tables; a test compares the figures with the committed baseline, below which they may not
//! fall. Every figure is a share between 0 and 1, higher is better.

pub mod baseline;
pub mod level;
pub mod safety;
pub mod spans;
pub mod workouts;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use anyhow::{Context as _, Result};
use coachwright_core::Engine;
use serde_json::Value;

/// Figures by name, such as `workouts.microF1`.
pub type Figures = BTreeMap<String, f64>;

/// What was measured in one domain.
#[derive(Debug, Default)]
pub struct Report {
    /// The figures that the baseline holds.
    pub figures: Figures,
    /// The tables, ready to print.
    pub tables: String,
    /// The cases that went wrong, the worst first.
    pub worst: Vec<Fault>,
}

/// A case that went wrong.
#[derive(Debug)]
pub struct Fault {
    /// How bad it is; only compared within a domain.
    pub weight: f64,
    /// The case's id.
    pub id: String,
    /// Its text.
    pub text: String,
    /// What is wrong, a line each.
    pub what: Vec<String>,
}

impl Report {
    pub(crate) fn figure(&mut self, name: &str, value: f64) {
        self.figures.insert(name.to_owned(), (value * 10_000.0).round() / 10_000.0);
    }

    pub(crate) fn sort(&mut self) {
        self.worst.sort_by(|left, right| right.weight.total_cmp(&left.weight).then_with(|| left.id.cmp(&right.id)));
    }
}

/// True positives, false positives and misses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Right.
    pub right: usize,
    /// Said, but wrong.
    pub extra: usize,
    /// Not said.
    pub missed: usize,
}

impl Count {
    /// This many right, extra and missed.
    #[must_use]
    pub fn new(right: usize, extra: usize, missed: usize) -> Self {
        Self { right, extra, missed }
    }

    /// Whether there is nothing to judge.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// Share of what was said that is right; 1 when nothing was said.
    #[must_use]
    pub fn precision(self) -> f64 {
        share(self.right, self.right + self.extra)
    }

    /// Share of what was to say that was said; 1 when there was nothing.
    #[must_use]
    pub fn recall(self) -> f64 {
        share(self.right, self.right + self.missed)
    }

    /// The harmonic mean of both; 1 when there is nothing to judge.
    #[must_use]
    pub fn f1(self) -> f64 {
        share(2 * self.right, 2 * self.right + self.extra + self.missed)
    }
}

impl std::ops::AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.extra += other.extra;
        self.missed += other.missed;
    }
}

impl std::iter::Sum for Count {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), |mut all, count| {
            all += count;
            all
        })
    }
}

/// A share; 1 of nothing.
#[must_use]
pub fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// The folder of the committed fixtures.
#[must_use]
pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// All cases of a folder of JSONL files, or of one file, in the order of names and lines.
///
/// # Errors
/// When a file cannot be read or a line is not JSON.
pub fn cases(path: &Path) -> Result<Vec<Value>> {
    let mut files = Vec::new();
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            files.push(entry?.path());
        }
        files.retain(|file| file.extension().is_some_and(|extension| extension == "jsonl"));
        files.sort();
    } else {
        files.push(path.to_owned());
    }
    let mut cases = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let case = serde_json::from_str(line);
            cases.push(case.with_context(|| format!("{}:{} is not JSON", file.display(), number + 1))?);
        }
    }
    Ok(cases)
}

/// Where the cases of each domain are.
#[derive(Debug, Clone)]
pub struct Sources {
    /// Workout extraction.
    pub workouts: PathBuf,
    /// Level, signals and facts.
    pub level: PathBuf,
    /// Danger.
    pub safety: PathBuf,
}

impl Default for Sources {
    fn default() -> Self {
        let of = |domain: &str| fixtures().join(domain);
        Self { workouts: of("workouts"), level: of("level"), safety: of("safety") }
    }
}

/// Measures every domain whose cases are there.
///
/// # Errors
/// When cases are malformed or the engine's data does not load.
pub fn measure(sources: &Sources) -> Result<Vec<(&'static str, Report)>> {
    type Measure = fn(&Engine, &[Value]) -> Result<Report>;
    let engine = Engine::load()?;
    let domains: [(&str, &Path, Measure); 3] = [
        ("workouts", &sources.workouts, workouts::measure),
        ("level", &sources.level, level::measure),
        ("safety", &sources.safety, safety::measure),
    ];
    let mut reports = Vec::new();
    for (name, path, measure) in domains {
        match cases(path) {
            Ok(cases) if !cases.is_empty() => reports.push((name, measure(&engine, &cases)?)),
            Ok(_) => {}
            Err(error) if is_missing(&error) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(reports)
}

fn is_missing(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::NotFound)
}

pub(crate) fn text_of(case: &Value, key: &str) -> String {
    case.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

pub(crate) fn list_of<'v>(case: &'v Value, key: &str) -> &'v [Value] {
    case.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The committed fixtures: no figure below the baseline, every value's words in its text.
    #[test]
    fn no_figure_falls_below_the_baseline() {
        let reports = measure(&Sources::default()).unwrap();
        let figures = baseline::figures(&reports);
        let fallen = baseline::fallen(&figures, &baseline::load().unwrap());
        assert!(fallen.is_empty(), "{}\n`cargo xtask eval --worst 20` shows the cases", fallen.join("\n"));
    }

    #[test]
    fn counts_give_the_usual_measures() {
        let count = Count::new(6, 2, 4);
        assert!((count.precision() - 0.75).abs() < 1e-9 && (count.recall() - 0.6).abs() < 1e-9);
        assert!((count.f1() - 12.0 / 18.0).abs() < 1e-9);
        assert!((Count::default().f1() - 1.0).abs() < 1e-9);
    }
}
