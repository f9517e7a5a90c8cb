//! The loaded engine: lexicons and catalogues, parsed once, immutable, shared by everyone.

use crate::coach;
use crate::facts;
use crate::interview::Catalogue;
use crate::level;
use crate::safety::Safety;
use crate::text::Lexicon;
use crate::workout::Vocabulary;

/// Everything the engine knows, ready for use. Loading takes about a millisecond; sharing is free.
#[derive(Debug)]
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
}

impl Engine {
    /// Loads the embedded data.
    ///
    /// # Errors
    /// When the embedded data is malformed; the project's tests make sure it is not.
    pub fn load() -> Result<Self, LoadError> {
        let lexicon = Lexicon::load()?;
        let workouts = Vocabulary::load(&lexicon)?;
        let coaching = coach::Catalogue::load()?;
        Ok(Self {
            #[cfg(feature = "prompts")]
            prompts: coach::Renderer::load(&coaching)?,
            safety: Safety::load(&lexicon)?,
            lexicon,
            workouts,
            facts: facts::Rules::load()?,
            level: level::Rules::load()?,
            catalogue: Catalogue::load()?,
            coaching,
        })
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
