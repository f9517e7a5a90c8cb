//! What is answered to danger: wordings by language, tier and code, with the local numbers to call.

use crate::Map;

use serde::Deserialize;

use super::{Flag, Tier};
use crate::engine::{LoadError, data};
use crate::image::image;
use crate::text::token;
use crate::{Context, Engine, Locale};

/// Texts by tier, then by code; `default` answers what has no text of its own, `<code>_other` and `other` answer danger
/// to somebody else. `{call}` and `{crisis}` stand for the sentences about numbers, `{call_lower}` and `{crisis_lower}` for the same
/// inside another sentence.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wording {
    call: Numbered,
    crisis: Numbered,
    emergency: Map<String, String>,
    urgent: Map<String, String>,
    clearance: Map<String, String>,
    care: Map<String, String>,
    /// What is shown instead of a reply that must not be shown, by breach.
    guard: Map<String, String>,
}

image!(Wording { call, crisis, emergency, urgent, clearance, care, guard });

/// A sentence about a number: with it (`{number}`), or without where it is not known.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Numbered {
    known: String,
    unknown: String,
}

image!(Numbered { known, unknown });

/// Numbers of a region.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Numbers {
    emergency: String,
    crisis: Option<String>,
}

image!(Numbers { emergency, crisis });

/// All wordings and numbers.
#[derive(Debug, Default)]
pub(super) struct Answers {
    wordings: Map<Locale, Wording>,
    numbers: Map<String, Numbers>,
}

image!(Answers { wordings, numbers });

impl Answers {
    pub(super) fn load() -> Result<Self, LoadError> {
        let mut wordings = Map::new();
        for locale in [Locale::En, Locale::Es, Locale::Fr] {
            wordings.insert(locale, data::<Wording>(&format!("safety/answers/{}.json", locale.code()))?);
        }
        Ok(Self { wordings, numbers: data("safety/numbers.json")? })
    }

    /// What to show instead of a reply with this breach.
    pub(super) fn instead_of(&self, breach: &str, context: &Context) -> Option<String> {
        let wording = self.wordings.get(&context.locale).or_else(|| self.wordings.get(&Locale::En))?;
        wording.guard.get(breach).or_else(|| wording.guard.get("default")).cloned()
    }

    fn text(&self, flag: &Flag, context: &Context) -> Option<String> {
        let wording = self.wordings.get(&context.locale).or_else(|| self.wordings.get(&Locale::En))?;
        let texts = match flag.tier {
            Tier::Emergency => &wording.emergency,
            Tier::Urgent => &wording.urgent,
            Tier::Clearance => &wording.clearance,
            Tier::Care => &wording.care,
        };
        let text = if flag.somebody_else {
            texts.get(&format!("{}_other", flag.code)).or_else(|| texts.get("other"))
        } else {
            texts.get(&flag.code)
        };
        let text = text.or_else(|| texts.get("default"))?;
        let region = context.region.as_ref().and_then(|region| core::str::from_utf8(region).ok());
        let numbers = region.and_then(|region| self.numbers.get(region));
        let say = |sentence: &Numbered, number: Option<&String>| match number {
            Some(number) => sentence.known.replace("{number}", number),
            None => sentence.unknown.clone(),
        };
        let call = say(&wording.call, numbers.map(|numbers| &numbers.emergency));
        let crisis = say(&wording.crisis, numbers.and_then(|numbers| numbers.crisis.as_ref()));
        let mut said = text.clone();
        for (name, sentence) in [("call", &call), ("crisis", &crisis)] {
            said = said
                .replace(&format!("{{{name}}}"), sentence)
                .replace(&format!("{{{name}_lower}}"), &uncapitalised(sentence));
        }
        Some(said)
    }
}

/// A sentence as it stands inside another.
fn uncapitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| std::iter::once(token::lower(first)).chain(letters).collect())
}

/// The answer to the gravest of these flags in the person's language, with the local emergency number; none when
/// there is nothing to answer. The person's own danger goes before somebody else's of the same tier.
#[must_use]
pub fn answer(engine: &Engine, flags: &[Flag], context: &Context) -> Option<String> {
    let mut gravest: Option<&Flag> = None;
    for flag in flags {
        let rank = |flag: &Flag| (flag.tier, !flag.somebody_else);
        if gravest.is_none_or(|known| rank(flag) > rank(known)) {
            gravest = Some(flag);
        }
    }
    engine.safety.answers.text(gravest?, context)
}
