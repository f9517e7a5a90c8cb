//! From collected facts to a coach: configuration, persona, methodology and prompts.
//!
//! [`generate`] turns what an interview learned into a coach and says why; [`from_template`] makes an instant coach;
//! [`adapt()`] changes one and keeps the way back ([`versions`], [`restore`]). With the feature `prompts`, [`render()`] writes
//! what a language model is told; without it the generated prompts are empty.

mod adapt;
mod catalogue;
mod change;
mod choose;
mod configure;
mod feature;
mod instant;
mod persona;
mod profile;
#[cfg(test)]
mod properties;
#[cfg(feature = "prompts")]
mod render;
#[cfg(test)]
mod tests;
mod validate;
mod version;

use serde::{Deserialize, Serialize};

pub use adapt::{ConfigError, Patch, TechnicalConfigPatch, TimeConstraintsPatch, adapt};
pub use catalogue::{Catalogue, Methodology, Persona};
pub use change::Change;
pub use choose::{Because, Choice, Reason};
pub use instant::{Template, UnknownTemplate, from_template, templates};
pub use persona::Blend;
#[cfg(feature = "prompts")]
pub(crate) use persona::name;
pub use profile::{Base, Profile};
#[cfg(feature = "prompts")]
pub use render::{Block, RenderContext, RenderError, RenderedPrompts, Renderer, render};
pub use validate::{Problem, validate};
pub use version::{Version, VersionError, restore, versions};

use crate::model::{AdaptationRecord, CoachConfig, CoachMetadata, CoachType, GeneratedCoach, GeneratedPrompts};
use crate::time::Timestamp;
use crate::{Engine, Locale};

/// The longest name of a coach, in characters.
pub const NAME_LIMIT: usize = 25;

/// What a coach and its person are called in the store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Ids {
    /// The coach's id.
    pub coach_id: String,
    /// Whose coach it is.
    pub user_id: String,
}

/// A coach that was made, and why it came out so.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Generated {
    /// Whose and which.
    #[serde(flatten)]
    pub ids: Ids,
    /// The stored entity.
    pub config: CoachConfig,
    /// The character it speaks with.
    pub persona: Blend,
    /// The id of the methodology; the same as in the configuration.
    pub methodology: String,
    /// Every choice with its score and what spoke for and against it, the ones taken first.
    pub reasons: Vec<Reason>,
    /// Fields of the configuration that nobody stated, as paths such as `technical_config.training_frequency`.
    pub assumed: Vec<String>,
}

impl Generated {
    /// What the interview's document keeps of it.
    #[must_use]
    pub fn summary(&self) -> GeneratedCoach {
        GeneratedCoach {
            coach_id: self.ids.coach_id.clone(),
            personality_template: self.persona.primary.clone(),
            methodology_template: self.methodology.clone(),
            generation_timestamp: self.config.metadata.last_updated.clone(),
        }
    }
}

/// Makes a coach for a person.
///
/// Nothing is above the person's safety level; what nobody stated gets a careful default and is listed in `assumed`.
#[must_use]
pub fn generate(engine: &Engine, profile: &Profile, ids: Ids, now: Timestamp) -> Generated {
    let catalogue = &engine.coaching;
    let mut configured = configure::configure(catalogue, profile);
    let features = feature::features(&configured.technical_config, &configured.assumed, Some(profile));
    let (methodology, mut reasons) = choose::methodology(catalogue, &features, &configured.technical_config, profile);
    configured.technical_config.methodology.clone_from(&methodology);
    let (persona, persona_reasons) = choose::persona(catalogue, &features, &methodology, profile);
    reasons.splice(0..0, persona_reasons);

    let draft = Draft {
        coach_name: persona::name(catalogue, &persona, &configured.technical_config, profile.locale),
        technical_config: configured.technical_config,
        persona: &persona,
        custom_instructions: configure::custom_instructions(catalogue, profile),
        trigger: "interview",
        assumed: &configured.assumed,
    };
    let config = finish(engine, draft, profile.locale, profile.units, now);
    Generated { ids, config, persona, methodology, reasons, assumed: configured.assumed }
}

/// Everything of a new coach but its prompts and its history.
struct Draft<'a> {
    coach_name: String,
    technical_config: crate::model::TechnicalConfig,
    persona: &'a Blend,
    custom_instructions: String,
    trigger: &'a str,
    assumed: &'a [String],
}

/// Writes the first version of a coach. The first entry of its history keeps the persona and what was assumed: the
/// schema has no other place for them.
fn finish(
    engine: &Engine,
    draft: Draft<'_>,
    locale: Locale,
    units: Option<crate::Units>,
    now: Timestamp,
) -> CoachConfig {
    let date = now.to_string();
    let mut config = CoachConfig {
        coach_name: draft.coach_name,
        coach_type: CoachType::Fitness,
        technical_config: draft.technical_config,
        generated_prompts: GeneratedPrompts::default(),
        metadata: CoachMetadata {
            version: "1.0".to_owned(),
            user_satisfaction: None,
            total_conversations: 0,
            last_updated: date.clone(),
            adaptation_history: vec![AdaptationRecord {
                date,
                change: persona::created(draft.persona),
                trigger: draft.trigger.to_owned(),
                result: persona::assumptions(draft.assumed),
            }],
        },
        is_active: true,
        is_primary: false,
        custom_instructions: draft.custom_instructions,
    };
    write_prompts(engine, &mut config, locale, units);
    config
}

/// Renders the four prompts into the configuration; leaves them empty where there is no renderer.
#[cfg_attr(
    not(feature = "prompts"),
    expect(unused_variables, clippy::needless_pass_by_ref_mut, reason = "only rendering uses them")
)]
fn write_prompts(engine: &Engine, config: &mut CoachConfig, locale: Locale, units: Option<crate::Units>) {
    #[cfg(feature = "prompts")]
    if let Ok(rendered) = render(engine, config, &RenderContext { locale, units, limit: None }) {
        config.generated_prompts = rendered.generated_prompts();
    }
}
