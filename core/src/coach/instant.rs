//! Instant coaches: complete configurations that need no interview.

use crate::Map;

use serde::{Deserialize, Serialize};

use super::persona::Blend;
use super::{Draft, Generated, Ids, finish};
#[cfg(feature = "prompts")]
use crate::image::image;
use crate::model::TechnicalConfig;
use crate::time::Timestamp;
use crate::{Engine, Locale};

/// An instant coach as it is kept in the data.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Instant {
    pub(super) id: String,
    pub(super) persona: Blend,
    pub(super) coach_name: Map<Locale, String>,
    pub(super) title: Map<Locale, String>,
    pub(super) description: Map<Locale, String>,
    pub(super) technical_config: TechnicalConfig,
}

#[cfg(feature = "prompts")]
image!(Instant { id, persona, coach_name, title, description, technical_config });

/// An instant coach as people choose it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Template {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Whom it suits.
    pub description: String,
    /// The coach's own name.
    pub coach_name: String,
    /// The persona's id, or two joined by `+`.
    pub persona: String,
    /// What it is built from.
    #[serde(rename = "technical_config")]
    pub technical_config: TechnicalConfig,
}

/// A template that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no coach template `{0}`; the list of templates has the ids")]
pub struct UnknownTemplate(pub String);

/// All instant coaches in a language, from the first steps to competition.
#[must_use]
pub fn templates(engine: &Engine, locale: Locale) -> Vec<Template> {
    let said = |texts: &Map<Locale, String>| texts.get(&locale).cloned().unwrap_or_default();
    engine
        .coaching
        .instants
        .iter()
        .map(|instant| Template {
            id: instant.id.clone(),
            name: said(&instant.title),
            description: said(&instant.description),
            coach_name: said(&instant.coach_name),
            persona: instant.persona.clone().into(),
            technical_config: instant.technical_config.clone(),
        })
        .collect()
}

/// Makes a coach from a template. Nobody was asked about their health, and the coach is told so.
///
/// # Errors
/// When there is no such template.
pub fn from_template(
    engine: &Engine,
    template: &str,
    ids: Ids,
    now: Timestamp,
    locale: Locale,
) -> Result<Generated, UnknownTemplate> {
    let instant = engine
        .coaching
        .instants
        .iter()
        .find(|instant| instant.id == template)
        .ok_or_else(|| UnknownTemplate(template.to_owned()))?;
    let technical_config = instant.technical_config.clone();
    let methodology = technical_config.methodology.clone();
    let assumed: Vec<String> = ASSUMED.iter().map(|field| format!("technical_config.{field}")).collect();
    let draft = Draft {
        coach_name: instant.coach_name.get(&locale).cloned().unwrap_or_default(),
        technical_config,
        persona: &instant.persona,
        custom_instructions: String::new(),
        trigger: &format!("template {template}"),
        assumed: &assumed,
    };
    let config = finish(engine, draft, locale, None, now);
    Ok(Generated { ids, config, persona: instant.persona.clone(), methodology, reasons: Vec::new(), assumed })
}

/// What a template cannot know of the person who takes it.
const ASSUMED: [&str; 5] = [
    "experience_level",
    "training_frequency",
    "injury_considerations",
    "equipment_available",
    "time_constraints.session_length",
];
