//! What the terminal says apart from the engine, as data.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use coachwright_core::Locale;
use rust_embed::RustEmbed;
use serde::Deserialize;

#[derive(RustEmbed)]
#[folder = "assets/terminal"]
struct Files;

/// The texts of one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Texts {
    pub(super) help: String,
    pub(super) hint: String,
    pub(super) progress: String,
    pub(super) suggestions: String,
    pub(super) saved: String,
    pub(super) ready: String,
    pub(super) reasons: String,
    pub(super) inspired: String,
    pub(super) log_hint: String,
    pub(super) logged: String,
    pub(super) record: String,
    pub(super) workout: String,
    pub(super) unknown: String,
    /// Commands, with what they are in the person's language.
    pub(super) commands: BTreeMap<String, String>,
}

impl Texts {
    pub(super) fn load(locale: Locale) -> Result<Self> {
        let file = format!("{}.toml", locale.code());
        let data = Files::get(&file).with_context(|| format!("the texts {file} are missing"))?.data;
        Ok(toml::from_str(std::str::from_utf8(&data)?)?)
    }
}

#[cfg(test)]
mod tests {
    use coachwright_core::interview::{self, Message, Move, Start};
    use coachwright_core::model::CreationType;
    use coachwright_core::{Context, Engine, Timestamp};

    use super::*;

    #[test]
    fn commands_are_understood_in_every_language() {
        let engine = Engine::load().unwrap();
        for locale in [Locale::En, Locale::Es, Locale::Fr] {
            let texts = Texts::load(locale).unwrap();
            let context = Context { locale, ..Context::at(Timestamp::UNIX_EPOCH) };
            let start = Start {
                session_id: "s".to_owned(),
                user_id: "u".to_owned(),
                creation_type: CreationType::Initial,
                base: None,
                time_zone: None,
            };
            let state = interview::start(&engine, start, &context).state;
            for (command, wanted) in [("back", Move::Back), ("why", Move::Why), ("skip", Move::Skip)] {
                let message = Message { text: &texts.commands[command], response_time: None };
                let moves = interview::turn(&engine, &state, message, &context).unwrap().reply.moves;
                assert!(moves.contains(&wanted), "{locale:?} {command}: {moves:?}");
            }
        }
    }
}
