//! What a request says of the person's language, place and units.

use coachwright_core::context::region_of_tag;
use coachwright_core::{Context, Date, Locale, Timestamp, Units};
use jiff::tz::TimeZone;

use super::ServiceError;

/// The person's setting, as far as a request names it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Setting<'s> {
    /// A language tag such as `en-US`.
    pub locale: Option<&'s str>,
    /// An IANA time zone such as `Europe/Paris`.
    pub time_zone: Option<&'s str>,
    /// The person's units.
    pub units: Option<Units>,
    /// The person's calendar day, where it is not that of now.
    pub today: Option<Date>,
}

impl Setting<'_> {
    /// What the engine must be told, at this instant.
    ///
    /// # Errors
    /// When the time zone or the language tag is unknown.
    pub fn context(&self, now: Timestamp) -> Result<Context, ServiceError> {
        let mut context = Context::at(now);
        if let Some(name) = self.time_zone {
            context.today = day_in(name, now)?;
        }
        if let Some(tag) = self.locale {
            if !is_tag(tag) {
                return Err(ServiceError::field("/locale", "name a language tag such as `en-US`"));
            }
            context.locale = Locale::from_tag(tag);
            context.region = region_of_tag(tag);
        }
        context.today = self.today.unwrap_or(context.today);
        context.units = self.units;
        Ok(context)
    }
}

/// The calendar day of an instant in a time zone.
///
/// # Errors
/// When the machine knows no such time zone.
pub fn day_in(name: &str, now: Timestamp) -> Result<Date, ServiceError> {
    let unknown = || ServiceError::field("/timeZone", "name an IANA time zone such as `Europe/Paris`");
    let zone = TimeZone::get(name).map_err(|_| unknown())?;
    let instant = jiff::Timestamp::from_millisecond(now.as_millisecond()).map_err(|_| unknown())?;
    let day = zone.to_datetime(instant).date();
    Date::new(day.year(), day.month(), day.day()).ok_or_else(unknown)
}

/// Whether a text has the form of a language tag: short parts of letters and digits.
#[must_use]
pub fn is_tag(text: &str) -> bool {
    let part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    text.len() <= 35 && text.split(['-', '_']).all(part)
}

/// Refuses a text that is blank, too long, or holds control characters other than tabs and line ends.
///
/// # Errors
/// Names the field and what is wrong.
pub fn check_text(pointer: &str, text: &str, most: usize) -> Result<(), ServiceError> {
    if text.trim().is_empty() {
        return Err(ServiceError::field(pointer, "write something"));
    }
    if text.len() > most && text.chars().count() > most {
        return Err(ServiceError::field(pointer, format!("write at most {most} characters")));
    }
    let control = text.chars().find(|letter| letter.is_control() && !matches!(letter, '\t' | '\n' | '\r'));
    match control {
        Some(letter) => {
            let code = u32::from(letter);
            Err(ServiceError::field(pointer, format!("remove the control character U+{code:04X}")))
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_that_of_the_person() {
        let now: Timestamp = "2025-06-20T23:30:00Z".parse().unwrap();
        let day = |zone: Option<&str>| Setting { time_zone: zone, ..Setting::default() }.context(now).unwrap().today;
        assert_eq!(day(None).to_string(), "2025-06-20");
        assert_eq!(day(Some("Europe/Paris")).to_string(), "2025-06-21");
        assert_eq!(day(Some("America/Los_Angeles")).to_string(), "2025-06-20");
        assert!(Setting { time_zone: Some("Mars/Olympus"), ..Setting::default() }.context(now).is_err());
    }

    #[test]
    fn texts_are_bounded() {
        for (text, fits) in [
            ("hi", true),
            ("é\n\tü\r", true),
            ("ééééé", true),
            ("éééééé", false),
            (" \n", false),
            ("a\0", false),
            ("\u{9b}", false),
        ] {
            assert_eq!(check_text("/text", text, 5).is_ok(), fits, "{text:?}");
        }
    }
}
