//! What stands in one cell: days, clocks, durations, numbers.

use coachwright_core::text::{Text, date};
use coachwright_core::{Context, Date, Engine};
use csv::StringRecord;

use super::columns::Columns;

/// Most characters of one cell that are kept.
const CELL: usize = 500;

/// A number without needless decimals.
pub(super) fn plain(value: f64) -> String {
    let rounded = (value * 1_000.0).round() / 1_000.0;
    rounded.to_string()
}

/// A cell without control characters and blanks around it.
pub(super) fn cut(cell: &str) -> String {
    let clean = cell.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    clean.take(CELL).collect::<String>().trim().to_owned()
}

/// The day that a cell begins with, in the languages of the engine.
pub(super) fn day_of(engine: &Engine, cell: &str, context: &Context) -> Option<Date> {
    // `2026-09-18T17:30`, and months with a full stop: `18 sept. 2026`.
    let day = cell.split_once('T').map_or(cell, |(day, _)| if day.len() == 10 { day } else { cell });
    let day = day.replace('.', " ");
    let text = Text::read(&engine.lexicon, &day);
    date::at(&text, 0, context).map(|found| found.date)
}

/// Minutes of a workout: told, or between its begin and its end on one day.
pub(super) fn minutes(
    engine: &Engine,
    columns: &Columns,
    record: &StringRecord,
    begin: &str,
    context: &Context,
) -> Option<f64> {
    let cell = |at: Option<usize>| at.and_then(|at| record.get(at)).unwrap_or_default().trim();
    let told = cell(columns.duration);
    let seconds = match told.parse::<f64>() {
        Ok(seconds) => Some(seconds),
        Err(_) => hours_and_minutes(told),
    };
    let end = cell(columns.end);
    let between = || {
        let days = day_of(engine, end, context)?.days() - day_of(engine, begin, context)?.days();
        Some(clock(end)? - clock(begin)? + days as f64 * 86_400.0)
    };
    let seconds = seconds.or_else(between).filter(|seconds| (60.0..=86_400.0).contains(seconds))?;
    Some((seconds / 60.0).round())
}

/// Seconds of `1h 5m`, `45m`, `30s`.
fn hours_and_minutes(text: &str) -> Option<f64> {
    let mut seconds = 0.0;
    for part in text.split_whitespace() {
        let unit = part.chars().last()?;
        let value: f64 = part.strip_suffix(unit)?.parse().ok()?;
        seconds += value
            * match unit {
                'h' => 3_600.0,
                'm' => 60.0,
                's' => 1.0,
                _ => return None,
            };
    }
    (seconds > 0.0).then_some(seconds)
}

/// Seconds since midnight of the last `17:29`, `17:29:10` or `5:29 PM` of a cell.
fn clock(cell: &str) -> Option<f64> {
    let words: Vec<&str> = cell
        .split(|letter: char| letter.is_whitespace() || matches!(letter, 'T' | ','))
        .filter(|word| !word.is_empty())
        .collect();
    let at = words.iter().rposition(|word| word.contains(':'))?;
    let mut parts = words.get(at)?.split(':').map(str::parse::<f64>);
    let hour = parts.next()?.ok()?;
    let minute = parts.next()?.ok()?;
    let second = parts.next().and_then(Result::ok).unwrap_or(0.0);
    let half = words.get(at + 1).map(|word| word.to_lowercase());
    let hour = match half.as_deref() {
        Some("pm") if hour < 12.0 => hour + 12.0,
        Some("am") if hour >= 12.0 => 0.0,
        _ => hour,
    };
    Some(hour * 3_600.0 + minute * 60.0 + second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_the_forms_that_apps_write() {
        let engine = Engine::load().unwrap();
        let context = Context::at("2026-10-01T00:00:00Z".parse().unwrap());
        for (cell, wanted) in [
            ("2025-03-27 18:03:21", "2025-03-27"),
            ("2026-09-18T17:30:00+02:00", "2026-09-18"),
            ("28 Mar 2025, 17:29", "2025-03-28"),
            ("Mar 28, 2025, 5:29 PM", "2025-03-28"),
            ("18 sept. 2026, 17:31", "2026-09-18"),
            ("5 ene 2025, 10:00", "2025-01-05"),
            ("12 août 2025, 10:00", "2025-08-12"),
        ] {
            let day = day_of(&engine, cell, &context).map(|day| day.to_string());
            assert_eq!(day.as_deref(), Some(wanted), "{cell}");
        }
        assert_eq!(day_of(&engine, "soon", &context), None);
    }

    #[test]
    fn clocks_and_durations() {
        for (cell, wanted) in [
            ("28 Mar 2025, 17:29", Some(62_940.0)),
            ("2025-03-28 17:29:10", Some(62_950.0)),
            ("Mar 28, 2025, 5:29 PM", Some(62_940.0)),
            ("Mar 28, 2025, 12:05 AM", Some(300.0)),
            ("2026-03-01 6:05:00\u{202f}PM", Some(65_100.0)),
            ("2026-09-18T17:30:00+02:00", Some(63_000.0)),
            ("28 Mar 2025", None),
        ] {
            assert_eq!(clock(cell), wanted, "{cell}");
        }
        for (cell, wanted) in [("1h 5m", Some(3_900.0)), ("45m", Some(2_700.0)), ("", None), ("soon", None)] {
            assert_eq!(hours_and_minutes(cell), wanted, "{cell}");
        }
    }
}
