//! Dates against the reader's day: `yesterday`, `last Thursday`, `1/11`, `2025-06-20`, `Oct 9, 2014`, `il y a deux jours`.

use super::{Domain, Text, TokenKind};
use crate::time::{Date, Weekday};
use crate::{Context, Locale, Span};

/// A date.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DateMention {
    /// The calendar day.
    pub date: Date,
    /// The token after its last.
    pub end: usize,
    /// Where it stands.
    pub span: Span,
}

/// The date that begins at token `index`. Days without a year are the nearest past one (or today).
#[must_use]
pub fn at(text: &Text<'_>, index: usize, context: &Context) -> Option<DateMention> {
    let reader = Reader { text, context };
    let (date, end) = reader
        .year_first(index)
        .or_else(|| reader.slashed(index))
        .or_else(|| reader.day_month(index))
        .or_else(|| reader.month_day(index))
        .or_else(|| reader.relative(index))?;
    Some(DateMention { date, end, span: text.span(index, end) })
}

struct Reader<'r, 't> {
    text: &'r Text<'t>,
    context: &'r Context,
}

impl Reader<'_, '_> {
    fn digits(&self, index: usize, lengths: std::ops::RangeInclusive<usize>) -> Option<i16> {
        let token = self.text.tokens.get(index).filter(|token| token.kind == TokenKind::Number)?;
        let word = self.text.word(index);
        let length = (token.span.end - token.span.start) as usize;
        (lengths.contains(&length) && word.bytes().all(|byte| byte.is_ascii_digit())).then(|| word.parse().ok())?
    }

    fn separator(&self, index: usize, marks: &[char]) -> Option<char> {
        let token = self.text.tokens.get(index).filter(|token| token.glued)?;
        marks.iter().copied().find(|mark| token.is(*mark))
    }

    fn glued_number(&self, index: usize, lengths: std::ops::RangeInclusive<usize>) -> Option<i16> {
        self.text.tokens.get(index).filter(|token| token.glued)?;
        self.digits(index, lengths)
    }

    fn calendar(&self, index: usize) -> Option<(&str, usize)> {
        let term = self.text.term_at(index, Domain::Calendar)?;
        Some((self.text.code(term), term.end))
    }

    fn date(year: i16, month: i16, day: i16) -> Option<Date> {
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
    }

    fn ago(&self, days: i64) -> Option<Date> {
        self.context.today.add_days(-days)
    }

    /// `2025-06-20`, `2016/03/28`, `2025.06.20`, with or without a time behind it.
    fn year_first(&self, index: usize) -> Option<(Date, usize)> {
        let year = self.digits(index, 4..=4).filter(|year| (1900..2200).contains(year))?;
        let mark = self.separator(index + 1, &['-', '/', '.'])?;
        let month = self.glued_number(index + 2, 1..=2)?;
        self.separator(index + 3, &[mark])?;
        let day = self.glued_number(index + 4, 1..=2)?;
        Some((Self::date(year, month, day)?, index + 5))
    }

    /// `20/06/2025`, `6/20/25`, `20.06.2025`, `1/11`: order by region and language, unless only one order fits.
    fn slashed(&self, index: usize) -> Option<(Date, usize)> {
        let first = self.digits(index, 1..=2)?;
        let mark = self.separator(index + 1, &['/', '.', '-'])?;
        let second = self.glued_number(index + 2, 1..=2)?;
        let year = self.separator(index + 3, &[mark]).and_then(|_| {
            let long = self.glued_number(index + 4, 4..=4);
            long.or_else(|| self.glued_number(index + 4, 2..=2).map(|short| 2000 + short))
        });
        let month_first = match self.context.region {
            Some(region) => matches!(&region, b"US" | b"CA" | b"PH"),
            None => self.context.locale == Locale::En,
        };
        let (month, day) = match (first > 12, second > 12) {
            (true, true) => return None,
            (true, false) => (second, first),
            (false, true) => (first, second),
            (false, false) if month_first => (first, second),
            (false, false) => (second, first),
        };
        match year {
            Some(year) => Some((Self::date(year, month, day)?, index + 5)),
            None if mark == '/' => Some((self.nearest_past(month, day)?, index + 3)),
            None => None,
        }
    }

    fn nearest_past(&self, month: i16, day: i16) -> Option<Date> {
        let year = self.context.today.year();
        let this_year = Self::date(year, month, day);
        this_year.filter(|date| *date <= self.context.today).or_else(|| Self::date(year - 1, month, day))
    }

    fn month(&self, index: usize) -> Option<(i16, usize)> {
        let (code, end) = self.calendar(index)?;
        let month = code.strip_prefix("month_")?.parse().ok()?;
        // "may" and "march" are also ordinary words: a day must stand beside them, which the callers check.
        let end = end + usize::from(self.text.tokens.get(end).is_some_and(|token| token.glued && token.is('.')));
        Some((month, end))
    }

    fn day(&self, index: usize) -> Option<(i16, usize)> {
        let number = self.text.number_at(index).filter(|number| !number.in_words)?;
        let plain = number.value.fract() == 0.0 && (1.0..=31.0).contains(&number.value);
        // Whole and at most 31, so the cast is exact.
        plain.then_some((number.value as i16, number.end))
    }

    fn year_behind(&self, mut index: usize) -> Option<(i16, usize)> {
        if self.text.tokens.get(index).is_some_and(|token| token.is(','))
            || matches!(self.text.word(index), "de" | "del" | "of")
        {
            index += 1;
        }
        let year = self.digits(index, 4..=4).filter(|year| (1900..2200).contains(year))?;
        Some((year, index + 1))
    }

    fn with_year(&self, month: i16, day: i16, end: usize) -> Option<(Date, usize)> {
        match self.year_behind(end) {
            Some((year, end)) => Some((Self::date(year, month, day)?, end)),
            None => Some((self.nearest_past(month, day)?, end)),
        }
    }

    /// `9 Oct 2014`, `9 de octubre`, `le 9 octobre`.
    fn day_month(&self, index: usize) -> Option<(Date, usize)> {
        let (day, end) = self.day(index)?;
        let end = end + usize::from(matches!(self.text.word(end), "de" | "of"));
        let (month, end) = self.month(end)?;
        self.with_year(month, day, end)
    }

    /// `Oct 9, 2014`, `October 9th`.
    fn month_day(&self, index: usize) -> Option<(Date, usize)> {
        let (month, end) = self.month(index)?;
        let (day, end) = self.day(end)?;
        self.with_year(month, day, end)
    }

    /// `yesterday`, `last Thursday`, `3 days ago`, `hace dos días`, `il y a deux jours`.
    fn relative(&self, index: usize) -> Option<(Date, usize)> {
        if let Some((code, end)) = self.calendar(index) {
            return match code {
                "today" => Some((self.context.today, end)),
                "yesterday" => Some((self.ago(1)?, end)),
                "day_before_yesterday" => Some((self.ago(2)?, end)),
                "tomorrow" => Some((self.ago(-1)?, end)),
                "last" => {
                    let (weekday, end) = self.weekday(end)?;
                    Some((self.past_weekday(weekday, true)?, end))
                }
                "ago_before" => {
                    let (days, end) = self.days(end)?;
                    Some((self.ago(days)?, end))
                }
                _ => {
                    let (weekday, end) = self.weekday(index)?;
                    let last = self.calendar(end).filter(|(code, _)| matches!(*code, "last" | "last_behind"));
                    let (strict, end) = last.map_or((false, end), |(_, end)| (true, end));
                    Some((self.past_weekday(weekday, strict)?, end))
                }
            };
        }
        let (days, end) = self.days(index)?;
        let (_, end) = self.calendar(end).filter(|(code, _)| *code == "ago_after")?;
        Some((self.ago(days)?, end))
    }

    fn days(&self, index: usize) -> Option<(i64, usize)> {
        let (count, end) = match self.text.number_at(index) {
            Some(number) if number.value.fract() == 0.0 && (0.0..=999.0).contains(&number.value) => {
                (number.value as i64, number.end)
            }
            Some(_) => return None,
            None if matches!(self.text.word(index), "a" | "one" | "un" | "una" | "une") => (1, index + 1),
            None => return None,
        };
        let unit = self.text.term_at(end, Domain::Unit)?;
        let factor = match self.text.code(unit) {
            "day" => 1,
            "week" => 7,
            _ => return None,
        };
        Some((count * factor, unit.end))
    }

    fn weekday(&self, index: usize) -> Option<(Weekday, usize)> {
        let (code, end) = self.calendar(index)?;
        let weekday = match code {
            "monday" => Weekday::Monday,
            "tuesday" => Weekday::Tuesday,
            "wednesday" => Weekday::Wednesday,
            "thursday" => Weekday::Thursday,
            "friday" => Weekday::Friday,
            "saturday" => Weekday::Saturday,
            "sunday" => Weekday::Sunday,
            _ => return None,
        };
        Some((weekday, end))
    }

    fn past_weekday(&self, weekday: Weekday, strict: bool) -> Option<Date> {
        let back = self.context.today.weekday().since(weekday);
        self.ago(if back == 0 && strict { 7 } else { back })
    }
}
