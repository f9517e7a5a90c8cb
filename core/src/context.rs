//! What the engine must be told about the moment and the person, because it looks nothing up itself.

use serde::{Deserialize, Serialize};

use crate::image::image_names;
use crate::time::{Date, Timestamp};

/// A language the product speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// English.
    #[default]
    En,
    /// Spanish.
    Es,
    /// French.
    Fr,
}

image_names!(Locale { En, Es, Fr });

impl Locale {
    /// Reads a language tag such as `en`, `es-MX` or `fr_CA`; anything else is English.
    #[must_use]
    pub fn from_tag(tag: &str) -> Self {
        match tag.get(..2).map(str::to_ascii_lowercase).as_deref() {
            Some("es") => Self::Es,
            Some("fr") => Self::Fr,
            _ => Self::En,
        }
    }

    /// The two-letter language code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
            Self::Fr => "fr",
        }
    }
}

/// The region of a language tag: `US` of `en-US`; none when the tag has none.
#[must_use]
pub fn region_of_tag(tag: &str) -> Option<[u8; 2]> {
    let region = tag.split(['-', '_']).skip(1).find(|part| part.len() == 2)?;
    let mut letters = region.bytes().map(|byte| byte.to_ascii_uppercase());
    match (letters.next(), letters.next()) {
        (Some(first @ b'A'..=b'Z'), Some(second @ b'A'..=b'Z')) => Some([first, second]),
        _ => None,
    }
}

/// The system of units that a bare number is read in when nothing else tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Units {
    /// Pounds, miles, feet.
    Imperial,
    /// Kilograms, kilometres, metres.
    #[default]
    Metric,
}

/// The moment and the person's setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// The instant of the message.
    pub now: Timestamp,
    /// The calendar day of `now` in the person's time zone.
    pub today: Date,
    /// The language of replies.
    pub locale: Locale,
    /// The ISO 3166 region (`US`, `GB`, `FR`) where known: emergency numbers and the order of day and month follow it.
    pub region: Option<[u8; 2]>,
    /// The person's units, where they chose; never guessed from the language.
    pub units: Option<Units>,
}

impl Context {
    /// A context in UTC with nothing known of the person.
    #[must_use]
    pub fn at(now: Timestamp) -> Self {
        Self { now, today: now.date(), locale: Locale::En, region: None, units: None }
    }
}

/// The moment and the person's setting as a request tells them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct Setting {
    /// A language tag: `en-GB`.
    pub locale: Option<String>,
    /// The calendar day where the person is: `2025-06-20`.
    pub today: Option<String>,
    /// The instant, with its offset: `2025-06-20T10:00:00Z`, `2025-06-20T10:00:00-05:00`.
    pub now: Option<String>,
    /// The person's units, where they chose.
    pub units: Option<Units>,
}

impl Setting {
    /// The context it describes; without a day it is that of `now` where it was written.
    ///
    /// # Errors
    /// When the day or the instant is none; the text says which.
    pub fn context(self) -> Result<Context, String> {
        let mut context = Context::at(Timestamp::UNIX_EPOCH);
        if let Some(now) = self.now {
            let parsed = Timestamp::parse_with_date(&now);
            (context.now, context.today) = parsed.map_err(|error| format!("`now`: {error}, found `{now}`"))?;
        }
        if let Some(today) = self.today {
            context.today = today.parse::<Date>().map_err(|error| format!("`today`: {error}, found `{today}`"))?;
        }
        if let Some(locale) = self.locale {
            context.locale = Locale::from_tag(&locale);
            context.region = region_of_tag(&locale);
        }
        context.units = self.units;
        Ok(context)
    }
}
