//! What injuries and conditions rule out, and what takes its place: `prompts/injuries/rules.toml`.

use crate::Map;

use serde::Deserialize;

use crate::Engine;
use crate::engine::{LoadError, data};
use crate::image::image;

/// The rules about injuries, loaded once.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Injuries {
    family: Map<String, Family>,
    injury: Vec<Rule>,
}

image!(Injuries { family, injury });

impl Injuries {
    /// Loads the embedded rules.
    ///
    /// # Errors
    /// When the file is malformed, or an injury names a family that is not there.
    pub fn load() -> Result<Self, LoadError> {
        let file = "injuries/rules.json";
        let rules: Self = data(file)?;
        let unknown = rules.injury.iter().flat_map(|rule| &rule.avoid).find(|id| !rules.family.contains_key(*id));
        match unknown {
            Some(id) => Err(LoadError::new(file, format!("no family `{id}`"))),
            None => Ok(rules),
        }
    }

    fn rule(&self, code: &str) -> Option<&Rule> {
        let exact = self.injury.iter().find(|rule| rule.codes.iter().any(|known| known == code));
        let by_word = || {
            let words = |rule: &&Rule| code.split('_').any(|word| rule.words.iter().any(|known| known == word));
            self.injury.iter().find(words)
        };
        exact.or_else(by_word)
    }
}

/// A family of movements.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// What it is called in prompts.
    pub label: String,
    /// Codes of its movements; empty for a manner of training, such as all-out efforts.
    pub movements: Vec<String>,
}

image!(Family { label, movements });

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    id: String,
    #[serde(default)]
    codes: Vec<String>,
    #[serde(default)]
    words: Vec<String>,
    avoid: Vec<String>,
    instead: Vec<String>,
}

image!(Rule { id, codes, words, avoid, instead });

/// What one or more injuries of the same kind rule out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contraindication<'e> {
    /// The kind: a part of the body, or `pregnancy`, `heart` …
    pub kind: &'e str,
    /// The codes it was asked for.
    pub codes: Vec<String>,
    /// Families of movements not to be proposed.
    pub avoid: Vec<&'e Family>,
    /// What to propose instead.
    pub instead: &'e [String],
}

impl Contraindication<'_> {
    /// Whether it rules a movement out.
    #[must_use]
    pub fn bars(&self, movement: &str) -> bool {
        self.avoid.iter().any(|family| family.movements.iter().any(|known| known == movement))
    }
}

/// What these injuries and conditions rule out, one entry a kind, in the order in which they are given. A code that no rule
/// knows gives none: it still binds, but only the person or a professional can say how.
#[must_use]
pub fn contraindications<'e>(engine: &'e Engine, codes: &[String]) -> Vec<Contraindication<'e>> {
    let rules = &engine.injuries;
    let mut found: Vec<Contraindication<'e>> = Vec::new();
    for code in codes {
        let Some(rule) = rules.rule(code) else { continue };
        match found.iter_mut().find(|known| known.kind == rule.id) {
            Some(known) => known.codes.push(code.clone()),
            None => found.push(Contraindication {
                kind: &rule.id,
                codes: vec![code.clone()],
                avoid: rule.avoid.iter().filter_map(|id| rules.family.get(id)).collect(),
                instead: &rule.instead,
            }),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn kinds(engine: &Engine, codes: &[&str]) -> Vec<String> {
        let codes: Vec<String> = codes.iter().map(|code| (*code).to_owned()).collect();
        contraindications(engine, &codes).iter().map(|found| found.kind.to_owned()).collect()
    }

    #[test]
    fn injuries_of_one_kind_are_one_entry() {
        let engine = Engine::load().unwrap();
        assert_eq!(kinds(&engine, &["knee_pain", "acl_tear", "low_back_pain"]), ["knee", "back"]);
        assert_eq!(kinds(&engine, &["hip_labrum_tear", "labrum_tear"]), ["hip", "shoulder"]);
        assert_eq!(kinds(&engine, &["knee_replacement", "rheumatoid_arthritis"]), ["knee", "joints"]);
        assert_eq!(kinds(&engine, &["asthma", "under_18", "moon_sickness"]), Vec::<String>::new());
    }

    #[test]
    fn a_bad_shoulder_bars_presses_and_kipping_but_no_squats() {
        let engine = Engine::load().unwrap();
        let found = contraindications(&engine, &["shoulder_impingement".to_owned()]);
        assert!(found[0].bars("overhead_press") && found[0].bars("ring_muscle_up"));
        assert!(!found[0].bars("back_squat"));
    }

    /// Every injury that facts can hold has a rule, and every movement is one that messages can name.
    #[test]
    fn rules_speak_of_known_codes() {
        let engine = Engine::load().unwrap();
        let lexicon = |file: &str| -> serde_json::Map<String, serde_json::Value> {
            serde_json::from_str(coachwright_prompts::file(file).unwrap()).unwrap()
        };
        let movements = lexicon("lexicon/movement/en.json");
        let named: BTreeSet<&String> = engine.injuries.family.values().flat_map(|family| &family.movements).collect();
        for movement in named {
            assert!(movements.contains_key(movement.as_str()), "`{movement}` is no movement");
        }
        let conditions = lexicon("lexicon/health/en.json")["condition"].as_object().unwrap().clone();
        let silent = ["pcos", "nerve_damage"];
        for code in conditions.keys().filter(|code| !silent.contains(&code.as_str())) {
            assert!(engine.injuries.rule(code).is_some(), "no rule for `{code}`");
        }
    }
}
