//! Changes of a coach: the patch, the new version, the history.

use serde::{Deserialize, Serialize};

use super::change::{self, State};
use super::persona::{self, Blend};
use super::validate::{Problem, validate};
use crate::model::{AdaptationRecord, CoachConfig, ExperienceLevel, Intensity, TechnicalConfig};
use crate::time::Timestamp;
use crate::{Context, Engine};

/// The longest history kept: beyond it the oldest entries go, but never the first one.
const HISTORY_LIMIT: usize = 100;

/// What to change of a coach; absent fields stay.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Patch {
    /// A new name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coach_name: Option<String>,
    /// Another persona (`marcus`) or blend of two (`marcus+emma`).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub persona: Option<Blend>,
    /// Other wishes in the person's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_instructions: Option<String>,
    /// What to change of the configuration.
    #[serde(rename = "technical_config")]
    pub technical_config: TechnicalConfigPatch,
}

impl From<TechnicalConfigPatch> for Patch {
    fn from(technical_config: TechnicalConfigPatch) -> Self {
        Self { technical_config, ..Self::default() }
    }
}

/// What to change of a technical configuration; absent fields stay.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct TechnicalConfigPatch {
    /// Another methodology.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub methodology: Option<String>,
    /// Another focus.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub programming_focus: Option<Vec<String>>,
    /// Another level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub experience_level: Option<ExperienceLevel>,
    /// Other days a week.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub training_frequency: Option<u8>,
    /// Other special fields.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub specializations: Option<Vec<String>>,
    /// Other injuries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub injury_considerations: Option<Vec<String>>,
    /// Another timeline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goal_timeline: Option<String>,
    /// Another intensity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preferred_intensity: Option<Intensity>,
    /// Other equipment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub equipment_available: Option<Vec<String>>,
    /// Other times.
    #[serde(skip_serializing_if = "TimeConstraintsPatch::is_empty")]
    pub time_constraints: TimeConstraintsPatch,
}

/// What to change of the times; absent fields stay.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct TimeConstraintsPatch {
    /// Other minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_length: Option<u16>,
    /// Other days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub available_days: Option<Vec<String>>,
}

impl TimeConstraintsPatch {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl TechnicalConfigPatch {
    /// Everything in which `after` differs from `before`: from a modified coach's interview to its adaptation.
    #[must_use]
    pub fn between(before: &TechnicalConfig, after: &TechnicalConfig) -> Self {
        fn differing<T: PartialEq + Clone>(before: &T, after: &T) -> Option<T> {
            (before != after).then(|| after.clone())
        }
        let (earlier, later) = (&before.time_constraints, &after.time_constraints);
        Self {
            methodology: differing(&before.methodology, &after.methodology),
            programming_focus: differing(&before.programming_focus, &after.programming_focus),
            experience_level: differing(&before.experience_level, &after.experience_level),
            training_frequency: differing(&before.training_frequency, &after.training_frequency),
            specializations: differing(&before.specializations, &after.specializations),
            injury_considerations: differing(&before.injury_considerations, &after.injury_considerations),
            goal_timeline: differing(&before.goal_timeline, &after.goal_timeline),
            preferred_intensity: differing(&before.preferred_intensity, &after.preferred_intensity),
            equipment_available: differing(&before.equipment_available, &after.equipment_available),
            time_constraints: TimeConstraintsPatch {
                session_length: differing(&earlier.session_length, &later.session_length),
                available_days: differing(&earlier.available_days, &later.available_days),
            },
        }
    }

    fn apply(&self, config: &mut TechnicalConfig) {
        fn put<T: Clone>(field: &mut T, value: Option<&T>) {
            if let Some(value) = value {
                field.clone_from(value);
            }
        }
        put(&mut config.methodology, self.methodology.as_ref());
        put(&mut config.programming_focus, self.programming_focus.as_ref());
        put(&mut config.experience_level, self.experience_level.as_ref());
        put(&mut config.training_frequency, self.training_frequency.as_ref());
        put(&mut config.specializations, self.specializations.as_ref());
        put(&mut config.injury_considerations, self.injury_considerations.as_ref());
        put(&mut config.goal_timeline, self.goal_timeline.as_ref());
        put(&mut config.preferred_intensity, self.preferred_intensity.as_ref());
        put(&mut config.equipment_available, self.equipment_available.as_ref());
        put(&mut config.time_constraints.session_length, self.time_constraints.session_length.as_ref());
        put(&mut config.time_constraints.available_days, self.time_constraints.available_days.as_ref());
    }
}

/// A change that may not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the coach cannot be changed like this: {}", .problems.first().map_or("", |problem| problem.detail.as_str()))]
pub struct ConfigError {
    /// What is wrong with it, one entry a field.
    pub problems: Vec<Problem>,
}

/// Changes a coach: renders its prompts anew, raises its version and records the change with its `trigger`.
///
/// Another persona or methodology raises the major version, anything else the minor one. A patch that changes nothing
/// gives the coach back as it was.
///
/// # Errors
/// When the changed coach would hold values that are not allowed: nothing above level, age and health.
pub fn adapt(
    engine: &Engine,
    coach: &CoachConfig,
    patch: &Patch,
    trigger: &str,
    context: &Context,
) -> Result<CoachConfig, ConfigError> {
    let mut changed = coach.clone();
    patch.technical_config.apply(&mut changed.technical_config);
    if let Some(name) = &patch.coach_name {
        name.trim().clone_into(&mut changed.coach_name);
    }
    if let Some(instructions) = &patch.custom_instructions {
        changed.custom_instructions.clone_from(instructions);
    }
    let persona = patch.persona.clone().unwrap_or_else(|| coach.persona(engine));
    finish(engine, coach, changed, &persona, trigger, context)
}

/// Checks a changed coach, records what changed and renders it.
pub(super) fn finish(
    engine: &Engine,
    before: &CoachConfig,
    mut after: CoachConfig,
    persona: &Blend,
    trigger: &str,
    context: &Context,
) -> Result<CoachConfig, ConfigError> {
    // A coach from elsewhere may hold what is not allowed here; that must not keep the rest from being changed.
    let known = validate(engine, before);
    let mut problems = validate(engine, &after);
    problems.retain(|problem| !known.contains(problem));
    let unknown = [Some(&persona.primary), persona.secondary.as_ref()]
        .into_iter()
        .flatten()
        .any(|id| engine.coaching.persona(id).is_none());
    if unknown {
        problems
            .push(Problem { pointer: "/persona".to_owned(), detail: "it is not one of the known personas".to_owned() });
    }
    if !problems.is_empty() {
        return Err(ConfigError { problems });
    }
    let earlier = State::of(engine, before);
    let later = State::of(engine, &after).with_persona(persona);
    let changes = earlier.changes(&later);
    if changes.is_empty() {
        return Ok(before.clone());
    }
    after.metadata.version = super::version::raise(&before.metadata.version, change::is_major(&changes));
    record(&mut after, change::write(&changes), trigger, context.now);
    super::write_prompts(engine, &mut after, context.locale, context.units);
    Ok(after)
}

fn record(coach: &mut CoachConfig, change: String, trigger: &str, now: Timestamp) {
    let date = now.to_string();
    coach.metadata.last_updated.clone_from(&date);
    let history = &mut coach.metadata.adaptation_history;
    history.push(AdaptationRecord { date, change, trigger: trigger.to_owned(), result: String::new() });
    while history.len() > HISTORY_LIMIT {
        let gone = history.remove(1);
        // The first entry says which persona the kept history starts with.
        if let (Some(first), Some(blend)) = (history.first_mut(), change::persona_after(&gone.change)) {
            first.change = persona::created(&blend);
        }
    }
}
