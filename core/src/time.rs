//! Calendar days and instants: as much of the calendar as the engine needs.
//!
//! Time zones, clocks and calendars beyond this are the caller's: core is told `now` and `today`. A complete date library costs
//! a fifth of the first WebAssembly module; these two types cost one hundredth.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

const MILLISECONDS_A_DAY: i64 = 86_400_000;

/// A day of the Gregorian calendar, from year 0 to 9999. Written and read as `2025-06-20`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i16,
    month: i8,
    day: i8,
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// All days from Monday.
    pub const ALL: [Self; 7] =
        [Self::Monday, Self::Tuesday, Self::Wednesday, Self::Thursday, Self::Friday, Self::Saturday, Self::Sunday];

    /// Days from the last `other` to this day, 0 to 6.
    #[must_use]
    pub fn since(self, other: Self) -> i64 {
        (self as i64 - other as i64).rem_euclid(7)
    }
}

impl Date {
    /// The day of this year, month (1 to 12) and day (1 to 31); none when there is no such day.
    #[must_use]
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let last = match month {
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => 31,
        };
        let exists = (0..=9999).contains(&year) && (1..=12).contains(&month) && (1..=last).contains(&day);
        exists.then_some(Self { year, month, day })
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> i8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> i8 {
        self.day
    }

    /// The day of the week.
    #[must_use]
    pub fn weekday(self) -> Weekday {
        // 1970-01-01 was a Thursday.
        let position = (self.days() + 3).rem_euclid(7);
        usize::try_from(position).ok().and_then(|day| Weekday::ALL.get(day).copied()).unwrap_or(Weekday::Monday)
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub fn days(self) -> i64 {
        // Years begin in March, so that the leap day is a year's last (Howard Hinnant, "chrono-compatible low-level date
        // algorithms").
        let (month, day) = (i64::from(self.month), i64::from(self.day));
        let year = i64::from(self.year) - i64::from(month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
    }

    /// The day so many days after 1970-01-01; none before year 0 and after year 9999.
    #[must_use]
    pub fn from_days(days: i64) -> Option<Self> {
        let days = days.checked_add(719_468)?;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = (month_from_march + 2) % 12 + 1;
        let year = era.checked_mul(400)? + year_of_era + i64::from(month <= 2);
        Self::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
    }

    /// The day so many days later, or earlier for a negative number.
    #[must_use]
    pub fn add_days(self, days: i64) -> Option<Self> {
        Self::from_days(self.days().checked_add(days)?)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// Text that is not a day or an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected {0}")]
pub struct ParseError(&'static str);

impl FromStr for Date {
    type Err = ParseError;

    /// Reads `2025-06-20`.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let mut reader = Reader(text.as_bytes());
        let date = reader.date().filter(|_| reader.0.is_empty());
        date.ok_or(ParseError("a day such as 2025-06-20"))
    }
}

/// An instant, in milliseconds since 1970-01-01T00:00:00Z. Written in RFC 3339 with the offset `Z`, with milliseconds only
/// where they are not zero or where the precision asks for them (`{:.3}`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(i64);

impl Timestamp {
    /// 1970-01-01T00:00:00Z.
    pub const UNIX_EPOCH: Self = Self(0);

    /// The last instant of the year 9999.
    pub const MAX: Self = Self(253_402_300_799_999);

    /// The instant so many milliseconds after the epoch; none outside years 0 to 9999.
    #[must_use]
    pub fn from_millisecond(milliseconds: i64) -> Option<Self> {
        Date::from_days(milliseconds.div_euclid(MILLISECONDS_A_DAY)).map(|_| Self(milliseconds))
    }

    /// Milliseconds since the epoch.
    #[must_use]
    pub fn as_millisecond(self) -> i64 {
        self.0
    }

    /// Whole seconds since the epoch.
    #[must_use]
    pub fn as_second(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// Milliseconds from `earlier` to this instant.
    #[must_use]
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// The instant so many milliseconds later; none outside years 0 to 9999.
    #[must_use]
    pub fn add_milliseconds(self, milliseconds: i64) -> Option<Self> {
        Self::from_millisecond(self.0.checked_add(milliseconds)?)
    }

    /// The day in UTC.
    #[must_use]
    pub fn date(self) -> Date {
        // Every constructor has checked that the day exists.
        Date::from_days(self.0.div_euclid(MILLISECONDS_A_DAY)).unwrap_or(Date { year: 1970, month: 1, day: 1 })
    }

    /// Reads an RFC 3339 instant, and the day it was where it was written. An RFC 9557 zone behind it
    /// (`[America/New_York]`) is allowed; the offset decides.
    ///
    /// # Errors
    /// When the text is none, has no offset, or names an instant outside years 0 to 9999.
    pub fn parse_with_date(text: &str) -> Result<(Self, Date), ParseError> {
        let mut reader = Reader(text.as_bytes());
        let parsed = reader.instant().filter(|_| reader.0.is_empty() || reader.zone().is_some());
        parsed.ok_or(ParseError("an instant with its offset, such as 2025-06-20T15:30:00Z"))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = self.0.rem_euclid(MILLISECONDS_A_DAY);
        let (seconds, milliseconds) = (time / 1000, time % 1000);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        write!(formatter, "{}T{hour:02}:{minute:02}:{second:02}", self.date())?;
        if milliseconds != 0 || formatter.precision().is_some() {
            write!(formatter, ".{milliseconds:03}")?;
        }
        formatter.write_str("Z")
    }
}

impl FromStr for Timestamp {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        Self::parse_with_date(text).map(|(instant, _)| instant)
    }
}

/// A cursor over ASCII text.
struct Reader<'t>(&'t [u8]);

impl Reader<'_> {
    fn take(&mut self, expected: &[u8]) -> Option<u8> {
        let (&first, rest) = self.0.split_first()?;
        let found = expected.contains(&first).then_some(first)?;
        self.0 = rest;
        Some(found)
    }

    fn digits(&mut self, count: usize) -> Option<i64> {
        (0..count).try_fold(0, |value, _| Some(value * 10 + i64::from(self.take(b"0123456789")? - b'0')))
    }

    fn date(&mut self) -> Option<Date> {
        let year = self.digits(4)?;
        self.take(b"-")?;
        let month = self.digits(2)?;
        self.take(b"-")?;
        let day = self.digits(2)?;
        Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
    }

    fn instant(&mut self) -> Option<(Timestamp, Date)> {
        let date = self.date()?;
        self.take(b"Tt ")?;
        let hour = self.digits(2).filter(|hour| *hour < 24)?;
        self.take(b":")?;
        let minute = self.digits(2).filter(|minute| *minute < 60)?;
        let mut second = 0;
        if self.take(b":").is_some() {
            // A leap second is read as the second before it.
            second = self.digits(2).filter(|second| *second <= 60)?.min(59);
        }
        let mut milliseconds = 0;
        if self.take(b".,").is_some() {
            milliseconds = self.digits(1)? * 100;
            for unit in [10, 1] {
                milliseconds += self.digits(1).map_or(0, |digit| digit * unit);
            }
            while self.digits(1).is_some() {}
        }
        let sign = match self.take(b"Zz+-")? {
            b'+' => 1,
            b'-' => -1,
            _ => 0,
        };
        let mut offset = 0;
        if sign != 0 {
            let hours = self.digits(2).filter(|hours| *hours < 24)?;
            self.take(b":");
            offset = sign * (hours * 60 + self.digits(2).filter(|minutes| *minutes < 60)?);
        }
        let seconds = hour * 3600 + (minute - offset) * 60 + second;
        let instant = date.days() * MILLISECONDS_A_DAY + seconds * 1000 + milliseconds;
        Some((Timestamp::from_millisecond(instant)?, date))
    }

    /// `[Europe/Paris]` up to the end.
    fn zone(&mut self) -> Option<()> {
        self.take(b"[")?;
        let (last, name) = self.0.split_last()?;
        let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"/_+-=!,".contains(byte);
        (*last == b']' && !name.is_empty() && name.iter().all(plain)).then_some(())
    }
}

macro_rules! as_text {
    ($type:ty, $format:literal) => {
        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                $format.into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "format": $format })
            }
        }

        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(de::Error::custom)
            }
        }
    };
}

as_text!(Date, "date");
as_text!(Timestamp, "date-time");

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// A complete date library is the judge.
        #[test]
        fn days_agree_with_jiff(days in -719_528_i64..=2_932_896) {
            let epoch = jiff::civil::date(1970, 1, 1);
            let expected = epoch.checked_add(jiff::Span::new().days(days)).unwrap();
            let date = Date::from_days(days).unwrap();
            prop_assert_eq!(date.to_string(), expected.to_string());
            prop_assert_eq!(date.days(), days);
            prop_assert_eq!(date.weekday() as i8, expected.weekday().to_monday_zero_offset());
            prop_assert_eq!(date.to_string().parse(), Ok(date));
        }

        #[test]
        fn a_day_exists_when_jiff_has_it(year in 0_i16..=9999, month in -1_i8..=14, day in -1_i8..=33) {
            prop_assert_eq!(Date::new(year, month, day).is_some(), jiff::civil::Date::new(year, month, day).is_ok());
        }

        #[test]
        fn instants_agree_with_jiff(milliseconds in -62_167_219_200_000_i64..=253_402_207_200_000) {
            let expected = jiff::Timestamp::from_millisecond(milliseconds).unwrap();
            let instant = Timestamp::from_millisecond(milliseconds).unwrap();
            let read: jiff::Timestamp = instant.to_string().parse().unwrap();
            prop_assert_eq!(read, expected);
            prop_assert_eq!(instant.to_string().parse(), Ok(instant));
            prop_assert!(expected.to_string().starts_with(&instant.date().to_string()));
        }

        #[test]
        fn whatever_is_read_means_what_jiff_reads(text in "[0-9]{4}-[01][0-9]-[0-3][0-9]T[012][0-9]:[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?(Z|[+-][01][0-9]:[0-5][0-9])") {
            if let Ok(instant) = text.parse::<Timestamp>() {
                let expected: jiff::Timestamp = text.parse().unwrap();
                prop_assert_eq!(instant.as_millisecond(), expected.as_nanosecond().div_euclid(1_000_000) as i64);
            }
        }

        #[test]
        fn nothing_panics(text in "\\PC*") {
            let _ = text.parse::<Date>();
            let _ = text.parse::<Timestamp>();
        }
    }

    #[test]
    fn an_offset_keeps_the_day_it_was_written_on() {
        let (instant, day) = Timestamp::parse_with_date("2025-06-20T23:30:00.250-05:00[America/Chicago]").unwrap();
        assert_eq!(instant.to_string(), "2025-06-21T04:30:00.250Z");
        assert_eq!(day.to_string(), "2025-06-20");
    }

    #[test]
    fn what_is_no_instant_is_refused() {
        for text in [
            "",
            "2025-06-20",
            "2025-06-20T10:00:00",
            "2025-02-30T10:00:00Z",
            "2025-06-20T24:00:00Z",
            "2025-06-20T10:00:00Z!",
        ] {
            assert!(text.parse::<Timestamp>().is_err(), "{text}");
        }
        assert!("2025-6-2".parse::<Date>().is_err());
    }

    #[test]
    fn the_ends_of_the_calendar_hold() {
        assert_eq!(Date::new(9999, 12, 31).and_then(|last| last.add_days(1)), None);
        assert_eq!(Date::new(0, 1, 1).and_then(|first| first.add_days(-1)), None);
        assert_eq!(Date::from_days(i64::MAX), None);
        assert_eq!(Timestamp::from_millisecond(i64::MAX), None);
    }
}
