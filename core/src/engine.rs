//! The loaded engine: lexicons and catalogues, parsed once, immutable, shared by everyone.

use crate::Map;

use serde::de::DeserializeOwned;

use crate::Locale;
use crate::coach;
use crate::facts;
use crate::image::{Image, Reader};
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
    /// Loads the embedded data in all languages.
    ///
    /// # Errors
    /// When the embedded data is malformed; the project's tests make sure it is not.
    pub fn load() -> Result<Self, LoadError> {
        Self::load_in(Extent::Everything)
    }

    /// Loads as much of the embedded data as wanted.
    ///
    /// # Errors
    /// As for [`load`](Self::load).
    pub fn load_in(extent: Extent) -> Result<Self, LoadError> {
        let lexicon = Lexicon::load_in(extent)?;
        let engine = Self {
            workouts: Vocabulary::load(&lexicon, extent)?,
            safety: Safety::load(&lexicon)?,
            injuries: Injuries::load()?,
            facts: facts::Rules::load()?,
            level: level::Rules::load(extent)?,
            catalogue: Catalogue::load(extent)?,
            lexicon,
            ..Self::default()
        };
        #[cfg(feature = "prompts")]
        let engine = engine.with_coaches()?;
        Ok(engine)
    }

    #[cfg(feature = "prompts")]
    fn with_coaches(self) -> Result<Self, LoadError> {
        let coaching = coach::Catalogue::load()?;
        Ok(Self { prompts: coach::Renderer::load(&coaching)?, coaching, ..self })
    }

    /// The image of what reads messages and holds interviews.
    #[must_use]
    pub fn reading_image(&self) -> Vec<u8> {
        let mut image = Vec::new();
        self.lexicon.write(&mut image);
        self.facts.write(&mut image);
        self.level.write(&mut image);
        self.catalogue.write(&mut image);
        self.workouts.write(&mut image);
        self.safety.write(&mut image);
        self.injuries.write(&mut image);
        image
    }

    /// The engine of a [`reading_image`](Self::reading_image); it makes no coaches.
    ///
    /// # Errors
    /// When the image is damaged, or of another version of the engine.
    pub fn of_reading_image(image: &[u8]) -> Result<Self, LoadError> {
        let mut from = Reader::new(image);
        let engine = Self {
            lexicon: Image::read(&mut from),
            facts: Image::read(&mut from),
            level: Image::read(&mut from),
            catalogue: Image::read(&mut from),
            workouts: Image::read(&mut from),
            safety: Image::read(&mut from),
            injuries: Image::read(&mut from),
            ..Self::default()
        };
        from.finish().map(|()| engine)
    }

    /// The image of what makes coaches and renders their prompts.
    #[cfg(feature = "prompts")]
    #[must_use]
    pub fn coaches_image(&self) -> Vec<u8> {
        let mut image = Vec::new();
        self.coaching.write(&mut image);
        self.prompts.write(&mut image);
        self.injuries.write(&mut image);
        image
    }

    /// The engine of a [`coaches_image`](Self::coaches_image); it reads no messages.
    ///
    /// # Errors
    /// When the image is damaged, or of another version of the engine.
    #[cfg(feature = "prompts")]
    pub fn of_coaches_image(image: &[u8]) -> Result<Self, LoadError> {
        let mut from = Reader::new(image);
        let coaching = Image::read(&mut from);
        let prompts = coach::Renderer::read(&coaching, &mut from)?;
        let injuries = Image::read(&mut from);
        from.finish().map(|()| Self { coaching, prompts, injuries, ..Self::default() })
    }
}

/// How many languages are loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// English, and what danger is recognised by and answered with in every language.
    English,
    /// Everything.
    Everything,
}

impl Extent {
    /// The languages the engine speaks then.
    pub(crate) fn locales(self) -> &'static [Locale] {
        match self {
            Self::English => &[Locale::En],
            Self::Everything => &[Locale::En, Locale::Es, Locale::Fr],
        }
    }

    /// Whether a file, whose name is a language, is loaded.
    pub(crate) fn has(self, file: &str) -> bool {
        self == Self::Everything || file.ends_with("/en.json")
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

/// What codes are called in a language.
pub(crate) fn codes(locale: Locale) -> Result<Map<String, String>, LoadError> {
    data(&format!("codes/{}.json", locale.code()))
}

/// Reads an embedded data file.
pub(crate) fn data<T: DeserializeOwned>(file: &str) -> Result<T, LoadError> {
    let text = coachwright_prompts::file(file).ok_or_else(|| LoadError::new(file, "it is missing"))?;
    json::read_strict(text).map_err(|error| LoadError::new(file, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An image holds everything: what is read back writes the same image, and knows the same.
    #[test]
    fn images_hold_the_engine() {
        for extent in [Extent::English, Extent::Everything] {
            let engine = Engine::load_in(extent).unwrap();
            let image = engine.reading_image();
            let again = Engine::of_reading_image(&image).unwrap();
            assert!(again.reading_image() == image);
            assert_eq!(format!("{:?}", again.lexicon), format!("{:?}", engine.lexicon));
            assert_eq!(format!("{:?}", again.safety), format!("{:?}", engine.safety));
        }
    }

    #[cfg(feature = "prompts")]
    #[test]
    fn images_hold_the_coaches() {
        let engine = Engine::load().unwrap();
        let image = engine.coaches_image();
        let again = Engine::of_coaches_image(&image).unwrap();
        assert!(again.coaches_image() == image);
        assert_eq!(format!("{:?}", again.coaching), format!("{:?}", engine.coaching));
    }

    #[test]
    fn a_damaged_image_is_refused() {
        let image = Engine::load_in(Extent::English).unwrap().reading_image();
        assert!(Engine::of_reading_image(&image[..image.len() - 1]).is_err());
        assert!(Engine::of_reading_image(&image[1..]).is_err());
    }
}
