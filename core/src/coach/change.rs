//! Changes of a coach as its history keeps them: `training_frequency: 4 -> 5; …`, readable by people and by [`read`].

use serde::Serialize;
use serde_json::{Map, Value};

use super::persona::Blend;
use crate::model::{CoachConfig, TechnicalConfig};
use crate::{Engine, json};

/// One field that changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Change {
    /// The field: one of the technical configuration's (`time_constraints.session_length` …), `persona`, `coachName` or
    /// `customInstructions`.
    pub field: String,
    /// Its value before; null where there was none.
    pub from: Value,
    /// Its value after.
    pub to: Value,
}

impl Change {
    pub(super) fn new(field: &str, from: Value, to: Value) -> Self {
        Self { field: field.to_owned(), from, to }
    }

    /// Whether it makes another coach of it rather than adjusts it.
    fn is_major(&self) -> bool {
        self.field == "persona" || self.field == "methodology"
    }
}

/// Whether a list of changes raises the major version.
pub(super) fn is_major(changes: &[Change]) -> bool {
    changes.iter().any(Change::is_major)
}

/// The text that a history keeps of changes.
pub(super) fn write(changes: &[Change]) -> String {
    let one = |change: &Change| format!("{}: {} -> {}", change.field, change.from, change.to);
    changes.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Reads that text; nothing when it is no such text.
pub(super) fn read(text: &str) -> Vec<Change> {
    read_all(text).unwrap_or_default()
}

fn read_all(text: &str) -> Option<Vec<Change>> {
    let (mut changes, mut rest) = (Vec::new(), text);
    loop {
        let (field, after) = rest.split_once(": ")?;
        let (from, after) = value(after)?;
        let (to, after) = value(after.strip_prefix(" -> ")?)?;
        changes.push(Change::new(field, from, to));
        match after.strip_prefix("; ") {
            Some(next) => rest = next,
            None => return after.is_empty().then_some(changes),
        }
    }
}

/// The JSON value that a text begins with, and the rest.
fn value(text: &str) -> Option<(Value, &str)> {
    // The reader of streams wants a space behind a number or a word; such values end at the next mark of ours.
    if !text.starts_with(['"', '[', '{']) {
        let end = text.find([';', ' ']).unwrap_or(text.len());
        let (literal, rest) = text.split_at_checked(end)?;
        return Some((serde_json::from_str(literal).ok()?, rest));
    }
    let mut values = serde_json::Deserializer::from_str(text).into_iter();
    let value = values.next()?.ok()?;
    Some((value, text.get(values.byte_offset()..)?))
}

/// The persona after a recorded change, where it changed.
pub(super) fn persona_after(text: &str) -> Option<Blend> {
    let change = read(text).into_iter().find(|change| change.field == "persona")?;
    Some(Blend::from(change.to.as_str()?.to_owned()))
}

/// Everything of a coach that versions keep, as one flat object.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct State(Map<String, Value>);

const NESTED: &str = "time_constraints";

impl State {
    pub(super) fn of(engine: &Engine, coach: &CoachConfig) -> Self {
        let mut fields = Map::new();
        if let Ok(Value::Object(technical)) = serde_json::to_value(&coach.technical_config) {
            for (field, value) in technical {
                match value {
                    Value::Object(nested) if field == NESTED => {
                        fields.extend(nested.into_iter().map(|(name, value)| (format!("{NESTED}.{name}"), value)));
                    }
                    value => {
                        fields.insert(field, value);
                    }
                }
            }
        }
        fields.insert("persona".to_owned(), String::from(coach.persona(engine)).into());
        fields.insert("coachName".to_owned(), coach.coach_name.clone().into());
        fields.insert("customInstructions".to_owned(), coach.custom_instructions.clone().into());
        Self(fields)
    }

    /// The same with another persona.
    pub(super) fn with_persona(mut self, persona: &Blend) -> Self {
        self.0.insert("persona".to_owned(), String::from(persona.clone()).into());
        self
    }

    /// What changed from this state to a later one.
    pub(super) fn changes(&self, later: &Self) -> Vec<Change> {
        let changed = |(field, to): (&String, &Value)| {
            let from = self.0.get(field).cloned().unwrap_or_default();
            (from != *to).then(|| Change::new(field, from, to.clone()))
        };
        later.0.iter().filter_map(changed).collect()
    }

    /// Takes changes back. False when one of them does not fit, which only a foreign history has.
    pub(super) fn undo(&mut self, changes: &[Change]) -> bool {
        changes.iter().all(|change| match self.0.get_mut(&change.field) {
            Some(value) if *value == change.to => {
                value.clone_from(&change.from);
                true
            }
            _ => false,
        })
    }

    /// Writes the state into a coach; none when a value has the wrong type.
    pub(super) fn put(&self, coach: &mut CoachConfig) -> Option<Blend> {
        let text = |field: &str| self.0.get(field)?.as_str().map(str::to_owned);
        let (name, instructions, persona) = (text("coachName")?, text("customInstructions")?, text("persona")?);
        let (mut technical, mut nested) = (Map::new(), Map::new());
        for (field, value) in &self.0 {
            match field.strip_prefix(NESTED).and_then(|name| name.strip_prefix('.')) {
                Some(name) => nested.insert(name.to_owned(), value.clone()),
                None => technical.insert(field.clone(), value.clone()),
            };
        }
        technical.insert(NESTED.to_owned(), Value::Object(nested));
        let technical: TechnicalConfig = json::from_value(Value::Object(technical)).ok()?;
        (coach.technical_config, coach.coach_name, coach.custom_instructions) = (technical, name, instructions);
        Some(Blend::from(persona))
    }
}
