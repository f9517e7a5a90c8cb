//! Red flags: found before anything else, by code, in every language.
//!
//! What counts as danger is data: `prompts/lexicon/danger` holds the ingredients (parts of the body, sensations, events),
//! `prompts/lexicon/idiom` the phrases that must not alarm, `prompts/safety/rules.toml` which ingredients near each other
//! mean what, `prompts/safety/answers` what is answered. This module knows how ingredients are found together
//! ([`triage`]) and when a finding stands: said of whom, whether denied, asked about in general, or long ago.

mod answer;
mod clearance;
mod guard;
mod hits;
mod injuries;
mod rules;
mod standing;

pub use answer::answer;
pub use clearance::{lifts_clearance, says_cared_for};
pub use guard::{Artefact, Breach, Caps, Finding, KnownLoad, Verdict, caps, guard};
pub use injuries::{Contraindication, Family, Injuries, contraindications};

use crate::order::sort_by_number;
use serde::{Deserialize, Serialize};

use crate::engine::LoadError;
use crate::image::{image, image_names};
use crate::{Engine, Span, text::Lexicon, text::Text};
use hits::Hits;
use rules::Rules;
use standing::Standing;

/// What a red flag calls for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// Refer, decline that part, offer a safe alternative.
    Care,
    /// Medical clearance before hard training.
    Clearance,
    /// See somebody today; stop the affected work.
    Urgent,
    /// Call the emergency number now.
    Emergency,
}

image_names!(Tier { Care, Clearance, Urgent, Emergency });

/// One red flag in one message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Flag {
    /// What it calls for.
    pub tier: Tier,
    /// Stable code, such as `chest_pain`.
    pub code: String,
    /// The words it came from.
    pub span: Span,
    /// Whether somebody else is in danger: answered at once, but not kept on the person's own record.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub somebody_else: bool,
}

/// The rules and answers of danger, loaded once.
#[derive(Debug, Default)]
pub struct Safety {
    rules: Rules,
    answers: answer::Answers,
}

image!(Safety { rules, answers });

impl Safety {
    /// Loads the embedded data.
    ///
    /// # Errors
    /// When a data file is malformed or names a class of words that no lexicon has.
    pub fn load(lexicon: &Lexicon) -> Result<Self, LoadError> {
        Ok(Self { rules: Rules::load(lexicon)?, answers: answer::Answers::load()? })
    }
}

/// Finds the red flags of one message, gravest first; no two with one code, none inside a graver one.
#[must_use]
pub fn triage(engine: &Engine, text: &Text<'_>) -> Vec<Flag> {
    let rules = &engine.safety.rules;
    let hits = Hits::find(rules, text);
    let mut flags: Vec<Flag> = Vec::new();
    for rule in rules.rules().iter().filter(|rule| rule.may_match(hits.present)) {
        for found in hits.findings(rule) {
            let Some(Standing { tier, somebody_else }) = standing::of(rules, rule, &found, &hits, text) else {
                continue;
            };
            let span = text.span(found.shown.0, found.shown.1);
            flags.push(Flag { tier, code: rule.code.clone(), span, somebody_else });
        }
    }
    // From the last criterion to the first: the longest, the earliest, the person's own, the gravest.
    sort_by_number(&mut flags, |flag| (u32::MAX - flag.span.end).into());
    sort_by_number(&mut flags, |flag| flag.span.start.into());
    sort_by_number(&mut flags, |flag| flag.somebody_else.into());
    sort_by_number(&mut flags, |flag| Tier::Emergency as u64 - flag.tier as u64);
    let mut kept: Vec<Flag> = Vec::new();
    for flag in flags {
        let said = kept
            .iter()
            .any(|known| known.code == flag.code || (known.tier > flag.tier && known.span.overlaps(flag.span)));
        if !said {
            kept.push(flag);
        }
    }
    kept
}

#[cfg(test)]
mod tests;
