//! Speaking one language: sentences, values and codes, all from the replies' data.

use super::catalogue::{Catalogue, Language, Replies, Wording};
use super::state::{State, shorten};
use crate::facts::{Fact, InjuryState, SlotId, SlotValue};
use crate::text::token::capitalised;

/// The most items of a list that are named.
const ITEMS_NAMED: usize = 5;

/// Speaks the language of a session.
#[derive(Debug, Clone, Copy)]
pub(super) struct Voice<'v> {
    catalogue: &'v Catalogue,
    language: Option<&'v Language>,
    turn: usize,
}

impl<'v> Voice<'v> {
    pub(super) fn new(catalogue: &'v Catalogue, state: &State) -> Self {
        // Sessions differ in which of several sentences they begin with, always in the same way.
        let salt = state.session_id.bytes().fold(0_usize, |sum, byte| sum.wrapping_add(usize::from(byte)));
        let turn = salt.wrapping_add(state.turns as usize);
        Self { catalogue, language: catalogue.language(state.locale), turn }
    }

    fn replies(self) -> Option<&'v Replies> {
        self.language.map(|language| &language.replies)
    }

    /// A sentence for an occasion; empty when the data has none.
    pub(super) fn say(self, occasion: &str) -> &'v str {
        self.pick(self.replies().and_then(|replies| replies.say.get(occasion)))
    }

    fn pick(self, variants: Option<&'v Vec<String>>) -> &'v str {
        let variants = variants.map_or(&[][..], Vec::as_slice);
        variants.get(self.turn % variants.len().max(1)).map_or("", String::as_str)
    }

    /// The answer to a question about something the data knows.
    pub(super) fn answer(self, about: &str) -> Option<&'v str> {
        self.replies()?.answer.get(about).map(String::as_str)
    }

    /// The wording of a question.
    pub(super) fn wording(self, id: u8) -> Option<&'v Wording> {
        self.language?.questions.get(self.catalogue.topic(id)?)
    }

    /// The heading of a group of the recap.
    pub(super) fn heading(self, group: &str) -> &'v str {
        self.replies().and_then(|replies| replies.group.get(group)).map_or("", String::as_str)
    }

    /// What is said when this fact was noted; none when it is not worth a sentence.
    pub(super) fn noted(self, fact: &Fact) -> Option<String> {
        match &fact.value {
            SlotValue::Note { .. } | SlotValue::Without { .. } => return None,
            SlotValue::Injuries { injuries } if injuries.is_empty() => return Some(self.say("no_injuries").to_owned()),
            _ => {}
        }
        let value = self.value(fact);
        let template = self.pick(self.replies()?.noted.get(&fact.slot));
        (!template.is_empty() && !value.is_empty()).then(|| capitalised(&fill(template, |_| value.clone())))
    }

    /// The line of the recap for this fact.
    pub(super) fn line(self, fact: &Fact) -> Option<String> {
        let template = self.replies()?.recap.get(&fact.slot)?;
        let value = self.value(fact);
        (!value.is_empty()).then(|| fill(template, |_| value.clone()))
    }

    /// What a code is called.
    pub(super) fn code(self, code: &str) -> String {
        let known = self.replies().and_then(|replies| replies.code.get(code));
        known.cloned().unwrap_or_else(|| code.replace('_', " "))
    }

    /// Several codes in one line.
    pub(super) fn codes<'c>(self, codes: impl Iterator<Item = &'c str>) -> String {
        let mut line = String::new();
        for (position, code) in codes.enumerate() {
            if position == ITEMS_NAMED {
                line.push_str(", …");
                break;
            }
            if position > 0 {
                line.push_str(", ");
            }
            line.push_str(&self.code(code));
        }
        line
    }

    /// A value as it is read out.
    pub(super) fn value(self, fact: &Fact) -> String {
        match &fact.value {
            SlotValue::Codes { codes } if codes.is_empty() => self.code("none"),
            SlotValue::Codes { codes } => self.codes(codes.iter().map(String::as_str)),
            SlotValue::Number { low, high } => self.counted(fact.slot, *low, *high),
            SlotValue::Quantity { value, unit } if unit.is_empty() => self.number(*value),
            SlotValue::Quantity { value, unit } => format!("{} {unit}", self.number(*value)),
            SlotValue::Injuries { injuries } if injuries.is_empty() => self.code("no_injuries"),
            SlotValue::Injuries { injuries } => {
                let named = injuries.iter().take(ITEMS_NAMED).map(|injury| {
                    let state = match injury.state {
                        InjuryState::Current => return self.code(&injury.code),
                        InjuryState::Past => "past",
                        InjuryState::Healed => "healed",
                        InjuryState::Worry => "worry",
                    };
                    format!("{} ({})", self.code(&injury.code), self.code(state))
                });
                named.collect::<Vec<_>>().join(", ")
            }
            SlotValue::Lifts { lifts } => {
                let named = lifts.iter().take(ITEMS_NAMED).map(|lift| {
                    let unit = match lift.unit.as_deref() {
                        None => String::new(),
                        Some("xbw") => " × BW".to_owned(),
                        Some(unit) => format!(" {}", self.code(unit)),
                    };
                    let reps = lift.reps.map_or_else(String::new, |reps| format!(" × {reps}"));
                    format!("{} {}{unit}{reps}", self.code(&lift.movement), self.number(lift.value))
                });
                named.collect::<Vec<_>>().join(", ")
            }
            SlotValue::Note { text } => shorten(text),
            SlotValue::Without { .. } => String::new(),
        }
    }

    /// A number or a range with the word for what is counted, where the slot counts something.
    fn counted(self, slot: SlotId, low: f64, high: f64) -> String {
        let (factor, unit) = match slot {
            SlotId::TrainingFrequency => (1.0, "day"),
            SlotId::SessionLength => (1.0, "minute"),
            SlotId::YearsTraining if high < 1.0 => (12.0, "month"),
            SlotId::YearsTraining | SlotId::Age => (1.0, "year"),
            _ => (1.0, ""),
        };
        let rounded = |value: f64| if factor == 1.0 { value } else { (value * factor).round() };
        let (low, high) = (rounded(low), rounded(high));
        let number =
            if low == high { self.number(high) } else { format!("{}–{}", self.number(low), self.number(high)) };
        match self.replies().and_then(|replies| replies.unit.get(unit)) {
            Some([one, many]) => format!("{number} {}", if high == 1.0 { one } else { many }),
            None => number,
        }
    }

    fn number(self, value: f64) -> String {
        let plain = (value * 100.0).round() / 100.0;
        let point = self.replies().map_or(".", |replies| replies.decimal.as_str());
        plain.to_string().replace('.', point)
    }
}

/// A template with its `{placeholders}` filled in.
pub(super) fn fill(template: &str, value: impl Fn(&str) -> String) -> String {
    let mut filled = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            rest = after;
            break;
        };
        filled.push_str(&value(name));
        rest = behind;
    }
    filled.push_str(rest);
    filled
}
