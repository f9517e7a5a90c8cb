//! The loaded engine: lexicons and catalogues, parsed once, immutable, shared by everyone.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use crate::Locale;
use crate::coach;
use crate::facts;
use crate::interview::Catalogue;
use crate::json;
use crate::level;
use crate::safety::{Injuries, Safety};
use crate::text::Lexicon;
use crate::workout::Vocabulary;

/// Everything the engine knows, ready for use. Loading takes about a millisecond; sharing is free.
#[derive(Debug, Default)]
pub struct Engine {
    /// Known terms of all languages.
    pub lexicon: Lexicon,
    /// How words become facts.
    pub facts: facts::Rules,
    /// How evidence becomes a level.
    pub level: level::Rules,
    /// The interview's questions and replies.
    pub catalogue: Catalogue,
    /// Personas, methodologies, instant coaches and the rules that choose among them.
    pub coaching: coach::Catalogue,
    /// The templates of prompts.
    #[cfg(feature = "prompts")]
    pub prompts: coach::Renderer,
    /// What the workout reader knows beside them.
    pub workouts: Vocabulary,
    /// Rules of danger and the answers to it.
    pub safety: Safety,
    /// What injuries rule out.
    pub injuries: Injuries,
}

impl Engine {
    /// Loads the embedded data, as much as the features have embedded: the browser has one module that reads and another
    /// that makes coaches, and what a module does not embed is empty there.
    ///
    /// # Errors
    /// When the embedded data is malformed; the project's tests make sure it is not.
    pub fn load() -> Result<Self, LoadError> {
        let engine = Self { injuries: Injuries::load()?, ..Self::default() };
        #[cfg(feature = "reading")]
        let engine = engine.with_reading()?;
        #[cfg(feature = "prompts")]
        let engine = engine.with_coaches()?;
        Ok(engine)
    }

    #[cfg(feature = "reading")]
    fn with_reading(self) -> Result<Self, LoadError> {
        let lexicon = Lexicon::load()?;
        let workouts = Vocabulary::load(&lexicon)?;
        let safety = Safety::load(&lexicon)?;
        let (facts, level, catalogue) = (facts::Rules::load()?, level::Rules::load()?, Catalogue::load()?);
        Ok(Self { lexicon, workouts, safety, facts, level, catalogue, ..self })
    }

    #[cfg(feature = "prompts")]
    fn with_coaches(self) -> Result<Self, LoadError> {
        let coaching = coach::Catalogue::load()?;
        Ok(Self { prompts: coach::Renderer::load(&coaching)?, coaching, ..self })
    }
}

/// Embedded data that does not parse.
#[derive(Debug, thiserror::Error)]
#[error("embedded data `{file}` is malformed: {detail}")]
pub struct LoadError {
    /// Which file.
    pub file: String,
    /// What is wrong with it.
    pub detail: String,
}

impl LoadError {
    /// This detail of this file is wrong.
    pub(crate) fn new(file: &str, detail: impl std::fmt::Display) -> Self {
        Self { file: file.to_owned(), detail: detail.to_string() }
    }
}

/// What codes are called in a language; empty where it is not built in.
pub(crate) fn codes(locale: Locale) -> Result<BTreeMap<String, String>, LoadError> {
    let file = format!("codes/{}.json", locale.code());
    if coachwright_prompts::file(&file).is_some() { data(&file) } else { Ok(BTreeMap::new()) }
}

/// Reads an embedded data file.
pub(crate) fn data<T: DeserializeOwned>(file: &str) -> Result<T, LoadError> {
    let text = coachwright_prompts::file(file).ok_or_else(|| LoadError::new(file, "it is missing"))?;
    json::read_strict(text).map_err(|error| LoadError::new(file, error))
}
