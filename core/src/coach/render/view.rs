//! The values that templates see.

use crate::Map;
use std::sync::Arc;

use minijinja::Value;
use minijinja::value::{Object, Serde};
use serde::Serialize;

use super::{RenderContext, RenderError, fence};
use crate::coach::catalogue::Words;
use crate::coach::validate::{INSTRUCTIONS_LIMIT, TIMELINES};
use crate::coach::{Catalogue, Methodology, NAME_LIMIT, Persona, persona};
use crate::model::{CoachConfig, CoachType, ExperienceLevel, Intensity, TechnicalConfig};
use crate::{Engine, Locale, Units, safety};

/// Items of a list that are named; the rest is counted.
const NAMED: usize = 16;

/// The values for one coach, by the names that templates use.
pub(super) struct View {
    values: Arc<[(&'static str, Value)]>,
}

/// What one template sees: the values and how much detail is wanted.
#[derive(Debug)]
struct Root {
    values: Arc<[(&'static str, Value)]>,
    detail: u8,
}

impl Object for Root {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        match key.as_str()? {
            "detail" => Some(self.detail.into()),
            name => self.values.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone()),
        }
    }
}

/// A persona's prose, converted once.
#[derive(Debug)]
pub(super) struct PersonaView {
    name: Value,
    avoids: Value,
    prose: Value,
}

/// A methodology's prose, converted once.
#[derive(Debug)]
pub(super) struct MethodologyView {
    inspired_by: Value,
    prose: Value,
}

pub(super) fn personas(catalogue: &Catalogue) -> Map<String, PersonaView> {
    let view = |persona: &Persona| PersonaView {
        name: persona.name.as_str().into(),
        avoids: persona.prose.avoids.join(", ").into(),
        prose: value(&persona.prose),
    };
    catalogue.personas().iter().map(|persona| (persona.id.clone(), view(persona))).collect()
}

pub(super) fn methodologies(catalogue: &Catalogue) -> Map<String, MethodologyView> {
    let view = |method: &Methodology| MethodologyView {
        inspired_by: method.inspired_by.as_deref().into(),
        prose: value(&method.prose),
    };
    catalogue.methodologies().iter().map(|method| (method.id.clone(), view(method))).collect()
}

fn value(view: &impl Serialize) -> Value {
    Value::from(Serde(view))
}

#[derive(Serialize)]
struct CoachView {
    name: String,
    kind: &'static str,
}

#[derive(Serialize)]
struct ConfigView {
    level: &'static str,
    focus: String,
    timeline: Option<String>,
    days: String,
    minutes: u16,
    intensity: &'static str,
    beginner_hard: bool,
    sheet: String,
    assumed: String,
}

#[derive(Serialize)]
struct SafetyView {
    clearance: bool,
    screening: bool,
    minor: bool,
    /// Fenced: codes can come from anywhere.
    considered: String,
    injuries: Vec<InjuryView>,
    /// All that they rule out, each once.
    barred: String,
    volume: u8,
}

#[derive(Serialize)]
struct InjuryView {
    name: String,
    avoid: String,
    instead: String,
}

#[derive(Serialize)]
struct TalkView {
    language: &'static str,
    units: Option<&'static str>,
}

#[derive(Serialize)]
struct FenceView {
    open: char,
    close: char,
}

impl View {
    pub(super) fn of(engine: &Engine, coach: &CoachConfig, context: &RenderContext) -> Result<Self, RenderError> {
        let (catalogue, renderer) = (&engine.coaching, &engine.prompts);
        // What a model reads is English; the language it answers in is another matter.
        let words = catalogue.words(Locale::En);
        let blend = coach.persona(engine);
        let persona = renderer.personas.get(&blend.primary).ok_or(RenderError::Unknown("persona"))?;
        let second = blend.secondary.as_ref().and_then(|id| renderer.personas.get(id));
        let config = &coach.technical_config;
        let method = catalogue.methodology(&config.methodology).ok_or(RenderError::Unknown("methodology"))?;
        let prose = renderer.methodologies.get(&method.id).ok_or(RenderError::Unknown("methodology"))?;
        let note = method.prose.levels.get(&config.experience_level);
        let coach_view = CoachView { name: fence::inline(&coach.coach_name, NAME_LIMIT), kind: kind(coach.coach_type) };
        let talk = TalkView { language: language(context.locale), units: context.units.map(units) };
        let instructions = fence::block(&coach.custom_instructions, INSTRUCTIONS_LIMIT);
        Ok(Self {
            values: Arc::new([
                ("name", persona.name.clone()),
                ("avoids", persona.avoids.clone()),
                ("persona", persona.prose.clone()),
                ("second", second.map_or_else(|| Value::from(()), |second| second.prose.clone())),
                ("share", catalogue.rules.blend.primary_share.into()),
                ("method", prose.prose.clone()),
                ("inspired_by", prose.inspired_by.clone()),
                ("level_note", note.map_or_else(|| Value::from(()), Value::from)),
                ("coach", value(&coach_view)),
                ("config", value(&config_view(coach, words))),
                ("safety", value(&safety_view(engine, config, words))),
                ("talk", value(&talk)),
                ("instructions", instructions.into()),
                ("fence", value(&FenceView { open: fence::OPEN, close: fence::CLOSE })),
            ]),
        })
    }

    /// The values with a degree of detail: 2 is all, 0 what cannot be left out.
    pub(super) fn at(&self, detail: u8) -> Value {
        Value::from_object(Root { values: Arc::clone(&self.values), detail })
    }
}

fn config_view(coach: &CoachConfig, words: &Words) -> ConfigView {
    let config = &coach.technical_config;
    let days = match config.training_frequency {
        1 => "1 day".to_owned(),
        days => format!("{days} days"),
    };
    let assumed = persona::still_assumed(coach)
        .into_iter()
        .map(|path| path.rsplit('.').next().unwrap_or(path).replace('_', " "))
        .collect::<Vec<_>>()
        .join(", ");
    ConfigView {
        level: level(config.experience_level),
        focus: fence::inline(&listed(&config.programming_focus, words), 300),
        // Anything else than a known code is data, and data stands in a fence.
        timeline: (config.goal_timeline != "ongoing" && TIMELINES.contains(&config.goal_timeline.as_str()))
            .then(|| words.label(&config.goal_timeline)),
        beginner_hard: config.experience_level == ExperienceLevel::Beginner && config.training_frequency > 3,
        days,
        minutes: config.time_constraints.session_length,
        intensity: intensity(config.preferred_intensity),
        sheet: fence::block(&sheet(config, words), 3500),
        assumed,
    }
}

/// The configuration as lines of data.
fn sheet(config: &TechnicalConfig, words: &Words) -> String {
    let time = &config.time_constraints;
    let days = if time.available_days.is_empty() { "flexible".to_owned() } else { time.available_days.join(", ") };
    let mut lines = vec![
        format!("level: {}", level(config.experience_level)),
        format!("training is about: {}", listed(&config.programming_focus, words)),
        format!("time frame: {}", words.label(&config.goal_timeline)),
        format!("days a week: {} ({days})", config.training_frequency),
        format!("minutes a session: {}", time.session_length),
        format!("intensity: {}", intensity(config.preferred_intensity)),
        format!("equipment: {}", listed(&config.equipment_available, words)),
    ];
    if !config.specializations.is_empty() {
        lines.push(format!("special fields: {}", listed(&config.specializations, words)));
    }
    lines.join("\n")
}

/// Labels joined by commas; beyond [`NAMED`] they are counted.
fn listed(codes: &[String], words: &Words) -> String {
    let mut text = codes.iter().take(NAMED).map(|code| words.label(code)).collect::<Vec<_>>().join(", ");
    if codes.len() > NAMED {
        text.push_str(&format!(" and {} more", codes.len() - NAMED));
    }
    text
}

fn safety_view(engine: &Engine, config: &TechnicalConfig, words: &Words) -> SafetyView {
    let marks = &engine.coaching.rules.considerations;
    let has = |mark: &String| config.injury_considerations.contains(mark);
    let named: Vec<String> = config
        .injury_considerations
        .iter()
        .filter(|code| ![&marks.clearance, &marks.screening, &marks.minor].contains(code))
        .map(|code| words.label(code))
        .collect();
    let found = safety::contraindications(engine, &config.injury_considerations);
    let mut barred: Vec<&str> = Vec::new();
    for family in found.iter().flat_map(|found| &found.avoid) {
        if !barred.contains(&family.label.as_str()) {
            barred.push(&family.label);
        }
    }
    SafetyView {
        clearance: has(&marks.clearance),
        screening: has(&marks.screening),
        minor: has(&marks.minor),
        considered: if named.is_empty() { String::new() } else { fence::inline(&named.join(", "), 1800) },
        injuries: found.iter().map(injury).collect(),
        barred: barred.join("; "),
        volume: if config.experience_level == ExperienceLevel::Advanced { 5 } else { 10 },
    }
}

fn injury(found: &safety::Contraindication<'_>) -> InjuryView {
    let avoid: Vec<&str> = found.avoid.iter().map(|family| family.label.as_str()).collect();
    InjuryView { name: found.kind.replace('_', " "), avoid: avoid.join("; "), instead: found.instead.join(", ") }
}

fn kind(kind: CoachType) -> &'static str {
    match kind {
        CoachType::Fitness => "fitness",
        CoachType::Nutrition => "nutrition",
        CoachType::Mindset => "mindset",
        CoachType::General => "health and fitness",
    }
}

fn level(level: ExperienceLevel) -> &'static str {
    match level {
        ExperienceLevel::Beginner => "beginner",
        ExperienceLevel::Intermediate => "intermediate",
        ExperienceLevel::Advanced => "advanced",
    }
}

fn intensity(intensity: Intensity) -> &'static str {
    match intensity {
        Intensity::Low => "low",
        Intensity::Moderate => "moderate",
        Intensity::High => "high",
    }
}

fn language(locale: Locale) -> &'static str {
    match locale {
        Locale::En => "English",
        Locale::Es => "Spanish",
        Locale::Fr => "French",
    }
}

fn units(units: Units) -> &'static str {
    match units {
        Units::Imperial => "pounds and miles",
        Units::Metric => "kilograms and kilometres",
    }
}
