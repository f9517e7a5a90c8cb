//! Named workouts: what they prescribe, how they are scored, and what is plausible.

use crate::Map;
use crate::image::{image, image_names};

use serde::Deserialize;

use super::log::Format;

/// A benchmark as its data file has it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BenchmarkSource {
    name: String,
    format: Format,
    /// Length or cap.
    minutes: Option<u32>,
    /// In words, for people.
    definition: String,
    /// `thruster 95/65`: prescribed loads in pounds, men/women.
    movements: Vec<String>,
    score: Score,
    bounds: [u32; 2],
    metres: Option<f64>,
    #[serde(default)]
    vest: bool,
}

/// How a benchmark is scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Score {
    /// Seconds.
    Time,
    /// Rounds and repetitions.
    Rounds,
    /// Repetitions.
    Reps,
    /// Pounds.
    Load,
}

image_names!(Score { Time, Rounds, Reps, Load });

/// A benchmark.
#[derive(Debug, Clone)]
pub struct Benchmark {
    /// `fran`
    pub code: String,
    /// `Fran`
    pub name: String,
    /// How it is organised.
    pub format: Format,
    /// Its length or its cap.
    pub minutes: Option<u32>,
    /// What it prescribes, in words.
    pub definition: String,
    /// How it is scored.
    pub score: Score,
    /// The plausible scores: seconds, rounds, repetitions or pounds. Outside them the engine asks, it never accuses.
    pub bounds: [u32; 2],
    /// The length of a race's course.
    pub metres: Option<f64>,
    /// Whether it prescribes a vest or a pack.
    pub vest: bool,
    pub(super) movements: Vec<Prescribed>,
}

image!(Benchmark { code, name, format, minutes, definition, score, bounds, metres, vest, movements });

/// A movement of a benchmark.
#[derive(Debug, Clone, Copy)]
pub(super) struct Prescribed {
    pub(super) movement: u16,
    /// The implement that the movement's name begins with.
    pub(super) implement: Option<u16>,
    /// Pounds, men and women.
    pub(super) load: Option<(f64, f64)>,
}

image!(Prescribed { movement, implement, load });

impl BenchmarkSource {
    /// Resolves movements to their numbers.
    pub(super) fn resolve(self, code: &str, index: &Map<&str, u16>, modifiers: &[&str]) -> Result<Benchmark, String> {
        let movements: Result<Vec<Prescribed>, String> =
            self.movements.iter().map(|movement| prescribed(movement, index, modifiers)).collect();
        Ok(Benchmark {
            code: code.to_owned(),
            name: self.name,
            format: self.format,
            minutes: self.minutes,
            definition: self.definition,
            movements: movements?,
            score: self.score,
            bounds: self.bounds,
            metres: self.metres,
            vest: self.vest,
        })
    }
}

fn prescribed(text: &str, index: &Map<&str, u16>, modifiers: &[&str]) -> Result<Prescribed, String> {
    let (name, load) = text.split_once(' ').map_or((text, None), |(name, load)| (name, Some(load)));
    let movement = *index.get(name).ok_or_else(|| format!("`{name}` is no movement"))?;
    let load = match load {
        Some(load) => {
            let (men, women) = load.split_once('/').unwrap_or((load, load));
            let pounds = |text: &str| text.parse::<f64>().map_err(|_| format!("`{text}` is no load"));
            Some((pounds(men)?, pounds(women)?))
        }
        None => None,
    };
    let implement = modifiers.iter().position(|modifier| name.starts_with(modifier));
    Ok(Prescribed { movement, implement: implement.and_then(|number| u16::try_from(number).ok()), load })
}
