//! The character a coach speaks with: a blend of one or two personas, its name, and where it is kept.

use serde::{Deserialize, Serialize};

use super::Catalogue;
use super::change;
#[cfg(feature = "prompts")]
use crate::image::image;
#[cfg(feature = "prompts")]
use crate::model::AdaptationRecord;
use crate::model::{CoachConfig, TechnicalConfig};
use crate::text::token;
use crate::{Engine, Locale};

/// One persona, or two of which the first leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(into = "String", from = "String")]
pub struct Blend {
    /// The id of the leading persona.
    pub primary: String,
    /// The id of the one that colours it.
    pub secondary: Option<String>,
}

#[cfg(feature = "prompts")]
image!(Blend { primary, secondary });

impl Blend {
    /// One persona alone.
    #[must_use]
    pub fn of(primary: &str) -> Self {
        Self { primary: primary.to_owned(), secondary: None }
    }
}

impl From<Blend> for String {
    fn from(blend: Blend) -> Self {
        match blend.secondary {
            Some(secondary) => format!("{}+{secondary}", blend.primary),
            None => blend.primary,
        }
    }
}

impl From<String> for Blend {
    fn from(text: String) -> Self {
        match text.split_once('+') {
            Some((primary, secondary)) => Self { primary: primary.to_owned(), secondary: Some(secondary.to_owned()) },
            None => Self { primary: text, secondary: None },
        }
    }
}

impl CoachConfig {
    /// Gives a coach that is only looked at another persona, without a new version of it.
    #[cfg(feature = "prompts")]
    pub(crate) fn take_persona(&mut self, blend: &Blend) {
        let record = AdaptationRecord { change: created(blend), ..AdaptationRecord::default() };
        self.metadata.adaptation_history.push(record);
    }

    /// The persona this coach speaks with: the last one its history names; else the one whose name the coach bears;
    /// else the one that suits its configuration best.
    #[must_use]
    pub fn persona(&self, engine: &Engine) -> Blend {
        let catalogue = &engine.coaching;
        let history = &self.metadata.adaptation_history;
        let recorded = history.iter().rev().find_map(|record| change::persona_after(&record.change));
        let known = |blend: &Blend| catalogue.persona(&blend.primary).is_some();
        if let Some(blend) = recorded.filter(known) {
            return blend;
        }
        let first = self.coach_name.split(' ').next().unwrap_or_default().chars().map(token::lower).collect::<String>();
        match catalogue.persona(&first) {
            Some(persona) => Blend::of(&persona.id),
            None => super::choose::persona_of(catalogue, &self.technical_config),
        }
    }
}

/// The change that the first entry of a history records.
pub(super) fn created(blend: &Blend) -> String {
    change::write(&[change::Change::new("persona", serde_json::Value::Null, String::from(blend.clone()).into())])
}

/// What was assumed, as the result of the first entry: it is to be confirmed in talking.
pub(super) fn assumptions(assumed: &[String]) -> String {
    if assumed.is_empty() { String::new() } else { format!("assumed: {}", assumed.join(", ")) }
}

/// The fields that were assumed and not changed since.
#[cfg(feature = "prompts")]
pub(super) fn still_assumed(config: &CoachConfig) -> Vec<&str> {
    let Some((first, later)) = config.metadata.adaptation_history.split_first() else { return Vec::new() };
    let Some(assumed) = first.result.strip_prefix("assumed: ") else { return Vec::new() };
    assumed
        .split(", ")
        .filter(|path| {
            let field = path.strip_prefix("technical_config.").unwrap_or(path);
            !later.iter().any(|record| change::read(&record.change).iter().any(|change| change.field == field))
        })
        .collect()
}

/// A coach's name: the persona's and what it works on, such as "Marcus · Strength".
pub(crate) fn name(catalogue: &Catalogue, blend: &Blend, config: &TechnicalConfig, locale: Locale) -> String {
    let persona = catalogue.persona(&blend.primary).map_or(blend.primary.as_str(), |persona| persona.name.as_str());
    let words = catalogue.words(locale);
    let named = |code: &String| words.names.get(code).cloned().unwrap_or_else(|| words.label(code));
    let focus = config.programming_focus.first().map(named);
    match focus {
        Some(focus) => {
            let full = format!("{persona} · {}", token::capitalised(&focus));
            if full.chars().count() <= super::NAME_LIMIT { full } else { persona.to_owned() }
        }
        None => persona.to_owned(),
    }
}
