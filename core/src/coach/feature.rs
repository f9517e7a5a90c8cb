//! What speaks for a choice: features of a person, and rules that give them points.

use serde::Deserialize;

use super::Profile;
use crate::Span;
use crate::facts::{Fact, InjuryState, SlotValue};
#[cfg(feature = "prompts")]
use crate::image::image;
use crate::model::TechnicalConfig;

/// Characters of the person's own words that a reason shows.
const NOTE_SHOWN: usize = 80;

/// One thing that is known of the person, comparable with a rule.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Feature {
    /// What it is about: a field of the configuration (`level`, `focus`, `days` …) or a slot (`coachingStyle` …).
    pub(super) key: String,
    /// Its code; for numbers, the number.
    pub(super) value: String,
    /// Its number, for numbers.
    pub(super) number: Option<f64>,
    /// The words it came from.
    pub(super) span: Option<Span>,
    /// Whether it is what is taken where nobody said anything.
    pub(super) assumed: bool,
}

/// Points for a feature.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rule {
    /// The key of the feature.
    pub(super) key: String,
    /// One of these codes; any value when empty.
    #[serde(default)]
    pub(super) is: Vec<String>,
    /// The least number.
    pub(super) from: Option<f64>,
    /// The greatest number.
    pub(super) to: Option<f64>,
    /// What it counts, once, however many features match.
    pub(super) points: i32,
}

#[cfg(feature = "prompts")]
image!(Rule { key, is, from, to, points });

impl Rule {
    /// The first feature that the rule speaks of.
    pub(super) fn find<'f>(&self, features: &'f [Feature]) -> Option<&'f Feature> {
        features.iter().filter(|feature| feature.key == self.key).find(|feature| self.matches(feature))
    }

    fn matches(&self, feature: &Feature) -> bool {
        let within = |number: f64| {
            self.from.is_none_or(|least| number >= least) && self.to.is_none_or(|greatest| number <= greatest)
        };
        let ranged = self.from.is_some() || self.to.is_some();
        (self.is.is_empty() || self.is.contains(&feature.value)) && (!ranged || feature.number.is_some_and(within))
    }
}

/// The points of a list of rules.
pub(super) fn points(rules: &[Rule], features: &[Feature]) -> i32 {
    rules.iter().filter(|rule| rule.find(features).is_some()).map(|rule| rule.points).sum()
}

/// Everything that rules can ask about: the configuration's fields, then the person's slots. A field that was assumed
/// speaks for nothing, except that an unknown level counts as the lowest.
pub(super) fn features(config: &TechnicalConfig, assumed: &[String], profile: Option<&Profile>) -> Vec<Feature> {
    let mut found = Vec::new();
    let assumed = |field: &str| assumed.iter().any(|path| path.strip_prefix("technical_config.") == Some(field));
    let plain = |key: &str, value: &str, number| Feature {
        key: key.to_owned(),
        value: value.to_owned(),
        number,
        span: None,
        assumed: false,
    };
    let mut codes = |key: &str, field: &str, codes: &[String]| {
        if !assumed(field) {
            found.extend(codes.iter().map(|code| plain(key, code, None)));
        }
    };
    codes("timeline", "goal_timeline", std::slice::from_ref(&config.goal_timeline));
    codes("focus", "programming_focus", &config.programming_focus);
    codes("specialization", "specializations", &config.specializations);
    codes("equipment", "equipment_available", &config.equipment_available);
    // That nobody asked about health is known, not assumed.
    codes("consideration", "", &config.injury_considerations);
    let level = plain("level", level_code(config), None);
    found.push(Feature { assumed: assumed("experience_level"), ..level });
    found.push(plain("intensity", intensity_code(config), None));
    let mut number = |key: &str, field: &str, number: f64| {
        if !assumed(field) {
            found.push(plain(key, &number.to_string(), Some(number)));
        }
    };
    number("days", "training_frequency", f64::from(config.training_frequency));
    number("minutes", "time_constraints.session_length", f64::from(config.time_constraints.session_length));
    if let Some(profile) = profile {
        profile.slots.values().for_each(|fact| of_fact(fact, &mut found));
    }
    found
}

/// The slot's name in JSON: the key of its features.
pub(super) fn slot_key(slot: crate::facts::SlotId) -> String {
    serde_json::to_value(slot).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn of_fact(fact: &Fact, found: &mut Vec<Feature>) {
    let key = slot_key(fact.slot);
    let mut push = |value: String, number| {
        found.push(Feature { key: key.clone(), value, number, span: Some(fact.span), assumed: false });
    };
    match &fact.value {
        SlotValue::Codes { codes } => codes.iter().for_each(|code| push(code.clone(), None)),
        SlotValue::Number { low, high } => {
            push(low.to_string(), Some(*low));
            if high > low {
                push(high.to_string(), Some(*high));
            }
        }
        SlotValue::Quantity { value, .. } => push(value.to_string(), Some(*value)),
        SlotValue::Injuries { injuries } => injuries
            .iter()
            .filter(|injury| injury.state != InjuryState::Healed)
            .for_each(|injury| push(injury.code.clone(), None)),
        SlotValue::Lifts { lifts } => lifts.iter().for_each(|lift| push(lift.movement.clone(), Some(lift.value))),
        SlotValue::Note { text } => push(text.chars().take(NOTE_SHOWN).collect(), None),
        SlotValue::Without { .. } => {}
    }
}

fn level_code(config: &TechnicalConfig) -> &'static str {
    use crate::model::ExperienceLevel::{Advanced, Beginner, Intermediate};
    match config.experience_level {
        Beginner => "beginner",
        Intermediate => "intermediate",
        Advanced => "advanced",
    }
}

fn intensity_code(config: &TechnicalConfig) -> &'static str {
    use crate::model::Intensity::{High, Low, Moderate};
    match config.preferred_intensity {
        Low => "low",
        Moderate => "moderate",
        High => "high",
    }
}
