//! The data behind the level: `prompts/level`.

use crate::Map;

use serde::Deserialize;

use super::{Level, SignalKind};
use crate::Locale;
use crate::engine::{Extent, LoadError, data};
use crate::image::image;

/// Weights, thresholds, standards of strength, calibration and wordings.
#[derive(Debug, Default)]
pub struct Rules {
    pub(super) weights: Map<String, Weight>,
    /// Movements that tell of training even without a number.
    pub(super) telling: Vec<String>,
    pub(super) years: Years,
    pub(super) standards: Standards,
    pub(super) confidence: Map<String, f64>,
    explanations: Map<Locale, Explanations>,
}

image!(Rules { weights, telling, years, standards, confidence, explanations });

/// What a code of the signal lexicon speaks for, and how strongly in thousandths.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Weight {
    pub(super) kind: SignalKind,
    pub(super) level: Level,
    pub(super) weight: i32,
}

image!(Weight { kind, level, weight });

/// Thresholds in years.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Years {
    /// Below this everybody without a past is a beginner.
    pub(super) fresh: f64,
    pub(super) intermediate: f64,
    pub(super) advanced: f64,
    /// Enough alone, when consistent.
    pub(super) alone: f64,
    /// On and off below this stays a beginner.
    pub(super) on_off: f64,
    /// A lay-off from this on costs a level.
    pub(super) lay_off: f64,
    /// A lay-off from this on leaves a casual past behind.
    pub(super) long_lay_off: f64,
}

image!(Years { fresh, intermediate, advanced, alone, on_off, lay_off, long_lay_off });

/// The sex that strength standards differ by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sex {
    Male,
    Female,
}

/// Strength standards.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Standards {
    /// Multiples of body weight: `[intermediate, advanced]` by lift.
    men: Map<String, [f64; 2]>,
    women: Map<String, [f64; 2]>,
    /// Kilograms where body weight is unknown.
    kilograms: Map<String, [f64; 2]>,
    /// Repetitions.
    repetitions: Map<String, [f64; 2]>,
    /// Loads in pounds are typical in English from this number on, where no unit is named.
    pub(super) pounds_from: Map<String, f64>,
}

image!(Standards { men, women, kilograms, repetitions, pounds_from });

/// One sentence for each way to a level.
#[derive(Debug, Default, Deserialize)]
struct Explanations {
    /// By the way to the level.
    way: Map<String, String>,
    /// The names of levels.
    level: Map<String, String>,
}

image!(Explanations { way, level });

#[derive(Debug, Default, Deserialize)]
struct Weights {
    telling: Vec<String>,
    years: Years,
    weights: Map<String, Weight>,
}

impl Rules {
    /// Loads the embedded rules.
    ///
    /// # Errors
    /// When a data file is missing or malformed.
    pub fn load(extent: Extent) -> Result<Self, LoadError> {
        let Weights { telling, years, weights } = data("level/weights.json")?;
        let mut explanations = Map::new();
        for locale in extent.locales() {
            explanations.insert(*locale, data(&format!("replies/level/{}.json", locale.code()))?);
        }
        Ok(Self {
            weights,
            telling,
            years,
            standards: data("level/standards.json")?,
            confidence: data("level/confidence.json")?,
            explanations,
        })
    }

    /// The sentence for a way to a level, with the person's own words in it.
    pub(super) fn explain(&self, locale: Locale, way: &str, level: Level, words: &str) -> String {
        let Some(texts) = self.explanations.get(&locale) else { return String::new() };
        let key = match level {
            Level::Unknown => "unknown",
            Level::Beginner => "beginner",
            Level::Intermediate => "intermediate",
            Level::Advanced => "advanced",
        };
        let sentence = texts.way.get(way).map_or("", String::as_str);
        let level = texts.level.get(key).map_or("", String::as_str);
        sentence.replace("{level}", level).replace("{words}", words)
    }
}

impl Standards {
    /// The level that a load speaks for, as a multiple of body weight. Where the sex is not known, advanced begins where it
    /// does for men, and intermediate halfway between the two.
    pub(super) fn by_ratio(&self, lift: &str, ratio: f64, sex: Option<Sex>) -> Option<Level> {
        let (men, women) = (*self.men.get(lift)?, *self.women.get(lift)?);
        let thresholds = match sex {
            Some(Sex::Male) => men,
            Some(Sex::Female) => women,
            None => {
                let ([men, advanced], [women, _]) = (men, women);
                [f64::midpoint(men, women), advanced]
            }
        };
        Some(grade(thresholds, ratio))
    }

    /// The level that a load in kilograms speaks for where body weight is unknown.
    pub(super) fn by_kilograms(&self, lift: &str, kilograms: f64) -> Option<Level> {
        Some(grade(*self.kilograms.get(lift)?, kilograms))
    }

    pub(super) fn by_repetitions(&self, lift: &str, repetitions: f64) -> Option<Level> {
        Some(grade(*self.repetitions.get(lift)?, repetitions))
    }
}

fn grade([intermediate, advanced]: [f64; 2], value: f64) -> Level {
    if value >= advanced {
        Level::Advanced
    } else if value >= intermediate {
        Level::Intermediate
    } else {
        Level::Beginner
    }
}
