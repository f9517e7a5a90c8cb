//! Persona and methodology, chosen by points that anybody can follow.

use crate::order::sort_by_number;
use serde::Serialize;

use super::catalogue::{Catalogue, Methodology, Words};
use super::feature::{Feature, Rule, features, points};
use super::persona::Blend;
use super::{Profile, validate};
use crate::facts::{SlotId, SlotValue};
use crate::model::TechnicalConfig;
use crate::{Locale, Span};

/// What kind of choice a reason explains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Choice {
    /// The leading persona.
    Persona,
    /// The persona that colours it.
    SecondPersona,
    /// The methodology.
    Methodology,
    /// A methodology that the person asked for and that was not taken.
    DeclinedMethodology,
}

/// A choice with its score.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Reason {
    /// What was decided.
    pub kind: Choice,
    /// The id that was chosen.
    pub choice: String,
    /// Its points, the highest of its kind; none of the declined ones was.
    pub score: i32,
    /// What the points come from, the weightiest first.
    pub because: Vec<Because>,
}

/// One thing that spoke for a choice or against it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Because {
    /// A slot such as `coachingStyle`, or a field of the configuration such as `level`.
    pub from: String,
    /// Its value.
    pub value: String,
    /// Points; below zero against.
    pub points: i32,
    /// The same in a sentence, in the person's language.
    pub sentence: String,
    /// The person's words, where it was read from some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
}

fn because(words: &Words, rules: &[Rule], features: &[Feature]) -> Vec<Because> {
    let mut found: Vec<Because> = rules
        .iter()
        .filter_map(|rule| {
            let feature = rule.find(features)?;
            Some(Because {
                from: feature.key.clone(),
                value: feature.value.clone(),
                points: rule.points,
                sentence: words.sentence(&words.reasons, sentence_key(feature), &feature.value),
                span: feature.span,
            })
        })
        .collect();
    sort_by_number(&mut found, |because| u64::MAX - u64::from(because.points.unsigned_abs()));
    found
}

/// The key of the sentence that a feature is explained with.
fn sentence_key(feature: &Feature) -> &str {
    if feature.assumed { "assumed" } else { &feature.key }
}

/// The methodology with the most points among those whose needs are met. A wish counts most; one that cannot be met
/// is explained.
pub(super) fn methodology(
    catalogue: &Catalogue,
    features: &[Feature],
    config: &TechnicalConfig,
    profile: &Profile,
) -> (String, Vec<Reason>) {
    let words = catalogue.words(profile.locale);
    let asked = profile.slots.get(&SlotId::Methodology);
    let wishes: Vec<&Methodology> = match asked.map(|fact| &fact.value) {
        Some(SlotValue::Codes { codes }) => codes.iter().filter_map(|code| catalogue.methodology(code)).collect(),
        _ => Vec::new(),
    };
    let kept = profile.base.as_ref().and_then(|base| catalogue.methodology(&base.technical_config.methodology));
    let wanted = |method: &Methodology| match (wishes.is_empty(), kept) {
        (true, Some(kept)) => kept.id == method.id,
        _ => wishes.iter().any(|wish| wish.id == method.id),
    };
    let score =
        |method: &Methodology| points(&method.fits, features) + if wanted(method) { catalogue.rules.wish } else { 0 };
    let explain = |kind: Choice, method: &Methodology| {
        let mut because = because(words, &method.fits, features);
        if wanted(method) {
            let key = if wishes.is_empty() { "base" } else { "methodology" };
            because.insert(
                0,
                Because {
                    from: key.to_owned(),
                    value: method.id.clone(),
                    points: catalogue.rules.wish,
                    sentence: words
                        .reasons
                        .get(key)
                        .map_or_else(String::new, |text| text.replace("{value}", &method.name)),
                    span: asked.filter(|_| !wishes.is_empty()).map(|fact| fact.span),
                },
            );
        }
        Reason { kind, choice: method.id.clone(), score: score(method), because }
    };

    let mut best: Option<(&Methodology, i32)> = None;
    for method in catalogue.methodologies() {
        let points = score(method);
        if validate::unmet(catalogue, method, config).is_none() && best.is_none_or(|(_, most)| points > most) {
            best = Some((method, points));
        }
    }
    let mut reasons: Vec<Reason> = best.iter().map(|(method, _)| explain(Choice::Methodology, method)).collect();
    for wish in &wishes {
        if best.is_some_and(|(method, _)| method.id == wish.id) {
            continue;
        }
        let mut reason = explain(Choice::DeclinedMethodology, wish);
        if let Some((need, value)) = validate::unmet(catalogue, wish, config) {
            let sentence = words.sentence(&words.needs, need, &value).replace("{name}", &wish.name);
            reason.because.insert(0, Because { from: need.to_owned(), value, points: 0, sentence, span: None });
        }
        reasons.push(reason);
    }
    (best.map_or_else(String::new, |(method, _)| method.id.clone()), reasons)
}

/// The persona with the most points and, where a second one is close and goes well with it, that one as well.
pub(super) fn persona(
    catalogue: &Catalogue,
    features: &[Feature],
    methodology: &str,
    profile: &Profile,
) -> (Blend, Vec<Reason>) {
    let words = catalogue.words(profile.locale);
    let style_stated = profile.slots.contains_key(&SlotId::CoachingStyle);
    if let Some(kept) = profile.base.as_ref().and_then(|base| base.persona.as_ref()).filter(|_| !style_stated) {
        return (kept.clone(), Vec::new());
    }
    let rules = &catalogue.rules.blend;
    let lost = |persona: &str, with: &str| -> i32 {
        let clash = |persona: &str, with: &str| {
            rules
                .clashes
                .iter()
                .find(|clash| clash.persona == persona && clash.with == with)
                .map_or(0, |clash| clash.minus)
        };
        clash(persona, with) + clash(with, persona)
    };
    let mut scored: Vec<_> = catalogue
        .personas()
        .iter()
        .map(|persona| {
            let points = points(&persona.fits, features) - rules.cost * lost(&persona.id, methodology);
            (persona, points)
        })
        .collect();
    sort_by_number(&mut scored, |(_, points)| i64::from(*points).abs_diff(i64::from(i32::MAX)));
    let Some(&(first, most)) = scored.first() else { return (Blend::of(""), Vec::new()) };
    let explain = |kind, persona: &super::Persona, score| Reason {
        kind,
        choice: persona.id.clone(),
        score,
        because: because(words, &persona.fits, features),
    };
    let mut reasons = vec![explain(Choice::Persona, first, most)];
    let second = scored
        .iter()
        .skip(1)
        .map(|&(persona, points)| (persona, points - rules.cost * lost(&first.id, &persona.id)))
        .filter(|&(_, points)| points >= rules.least && points * 100 >= most * rules.least_share)
        .min_by_key(|&(_, points)| -points);
    let mut blend = Blend::of(&first.id);
    if let Some((persona, points)) = second {
        blend.secondary = Some(persona.id.clone());
        reasons.push(explain(Choice::SecondPersona, persona, points));
    }
    (blend, reasons)
}

/// The persona that suits a configuration of which nothing else is known.
pub(super) fn persona_of(catalogue: &Catalogue, config: &TechnicalConfig) -> Blend {
    let profile = Profile { locale: Locale::En, ..Profile::default() };
    persona(catalogue, &features(config, &[], None), &config.methodology, &profile).0
}
