//! The data behind the readers of facts: `prompts/facts`.

use crate::Map;

use serde::Deserialize;

use crate::engine::{LoadError, data};
use crate::image::image;

/// Rules of all readers.
#[derive(Debug, Default)]
pub struct Rules {
    pub(crate) injuries: Injuries,
    pub(crate) lifts: Lifts,
}

image!(Rules { injuries, lifts });

impl Rules {
    /// Loads the embedded rules.
    ///
    /// # Errors
    /// When a data file is missing or malformed.
    pub fn load() -> Result<Self, LoadError> {
        Ok(Self { injuries: data("facts/injuries.json")?, lifts: data("facts/lifts.json")? })
    }
}

/// How a part of the body and a complaint become an injury.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Injuries {
    weak_parts: Vec<String>,
    vague_words: Vec<String>,
    ignored_parts: Vec<String>,
    parts: Map<String, String>,
    #[serde(flatten)]
    complaints: Map<String, Map<String, String>>,
}

image!(Injuries { weak_parts, vague_words, ignored_parts, parts, complaints });

impl Injuries {
    /// The injury that `complaint` of `part` is; none for parts that do not matter.
    pub(crate) fn injury(&self, part: &str, complaint: &str) -> Option<String> {
        if self.ignored_parts.iter().any(|ignored| ignored == part) {
            return None;
        }
        let rules = self.complaints.get(complaint);
        let known = rules.and_then(|rules| rules.get(part).or_else(|| rules.get("default")));
        Some(known.cloned().unwrap_or_else(|| format!("{part}_{complaint}")))
    }

    pub(crate) fn is_weak(&self, part: &str) -> bool {
        self.weak_parts.iter().any(|weak| weak == part)
    }

    pub(crate) fn is_vague_word(&self, word: &str) -> bool {
        self.vague_words.iter().any(|vague| vague == word)
    }

    /// The part that a named injury belongs to.
    pub(crate) fn part_of(&self, injury: &str) -> Option<&str> {
        self.parts.get(injury).map(String::as_str)
    }

    /// Whether an injury is of this part, the rotator cuff being the shoulder and the low back being the back.
    pub(crate) fn same_part(&self, injury: &str, part: &str) -> bool {
        let whole = |part: &str| match part {
            "low_back" => "back".to_owned(),
            "rotator_cuff" => "shoulder".to_owned(),
            other => other.to_owned(),
        };
        let own = self.part_of(injury).or_else(|| injury.strip_suffix("_pain"));
        own.is_some_and(|own| whole(own) == whole(part))
    }

    /// Whether an injury only says that a part hurts.
    pub(crate) fn is_vague(&self, injury: &str) -> bool {
        injury.ends_with("_pain") || injury == "rotator_cuff"
    }
}

/// Which movements are lifts with a number worth knowing, and what a load may weigh.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Lifts {
    /// Canonical lift by movement.
    movements: Map<String, String>,
    /// Lifts counted in repetitions of the own body weight.
    pub(crate) counted: Vec<String>,
    /// Lifts of the flat form.
    pub(crate) flat: Vec<String>,
    /// Lifts by the letter that stands for them where all letters do: "S 180 B 120 D 210".
    #[serde(default)]
    letters: Map<String, String>,
}

image!(Lifts { movements, counted, flat, letters });

impl Lifts {
    /// The lift that a movement counts as.
    pub(crate) fn of_movement<'l>(&'l self, movement: &str) -> Option<&'l str> {
        self.movements.get(movement).map(String::as_str)
    }

    /// The lift that a letter stands for.
    pub(crate) fn of_letter<'l>(&'l self, letter: &str) -> Option<&'l str> {
        self.letters.get(letter).map(String::as_str)
    }

    /// How many letters stand for lifts.
    pub(crate) fn letters(&self) -> usize {
        self.letters.len()
    }

    pub(crate) fn is_counted(&self, lift: &str) -> bool {
        self.counted.iter().any(|counted| counted == lift)
    }
}

impl Lifts {
    /// The canonical name of a lift, as this data knows it.
    pub(crate) fn known<'l>(&'l self, lift: &str) -> Option<&'l str> {
        let named = self.movements.values().chain(&self.flat).chain(&self.counted);
        named.map(String::as_str).find(|known| *known == lift)
    }
}
