//! Tables of workouts as other apps export them, one row a set.
//!
//! A workout's rows become a readable text, and every value points at its words there.
//! Columns as Strong (<https://help.strongapp.io/article/235-export-workout-data>) and Hevy
//! (<https://help.hevyapp.com/hc/en-us/articles/35687878672663>) write them.

use std::collections::BTreeMap;

use ::csv::{ReaderBuilder, StringRecord, Trim};
use coachwright_core::text::{Domain, Text, date};
use coachwright_core::workout::{
    Distance, DistanceUnit, Exercise, Format, Found, Load, LoadUnit, Set, Workout, WorkoutType,
};
use coachwright_core::{Context, Date, Engine, Span, Units};

use super::{ImportFormat, Plan, Unit, id_of};
use crate::service::workouts::Entry;
use crate::service::{Service, ServiceError};

/// Most sets of one workout.
const SETS: usize = 500;

/// Most characters of one cell that are kept.
const CELL: usize = 500;

/// Where each value is, by the number of its column.
#[derive(Debug, Default)]
struct Columns {
    begin: usize,
    end: Option<usize>,
    duration: Option<usize>,
    title: usize,
    notes: Option<usize>,
    exercise: usize,
    exercise_notes: Option<usize>,
    set: Option<usize>,
    weight: Option<(usize, Option<LoadUnit>)>,
    weight_unit: Option<usize>,
    reps: Option<usize>,
    distance: Option<(usize, Option<DistanceUnit>)>,
    distance_unit: Option<usize>,
    seconds: Option<usize>,
    rpe: Option<usize>,
}

impl Columns {
    fn of(header: &StringRecord) -> Option<(ImportFormat, Self)> {
        let names: Vec<String> = header.iter().map(|name| name.trim_start_matches('\u{feff}').to_lowercase()).collect();
        let at = |name: &str| names.iter().position(|known| known == name);
        let mass = |known: &[(&str, Option<LoadUnit>)]| known.iter().find_map(|(name, unit)| Some((at(name)?, *unit)));
        let far =
            |known: &[(&str, Option<DistanceUnit>)]| known.iter().find_map(|(name, unit)| Some((at(name)?, *unit)));
        if let (Some(begin), Some(exercise)) = (at("start_time"), at("exercise_title")) {
            let columns = Self {
                begin,
                end: at("end_time"),
                title: at("title")?,
                notes: at("description"),
                exercise,
                exercise_notes: at("exercise_notes"),
                set: at("set_type"),
                weight: mass(&[("weight_kg", Some(LoadUnit::Kg)), ("weight_lbs", Some(LoadUnit::Lb))]),
                reps: at("reps"),
                distance: far(&[
                    ("distance_km", Some(DistanceUnit::Km)),
                    ("distance_miles", Some(DistanceUnit::Mi)),
                    ("distance_meters", Some(DistanceUnit::M)),
                ]),
                seconds: at("duration_seconds"),
                rpe: at("rpe"),
                ..Self::default()
            };
            return Some((ImportFormat::Hevy, columns));
        }
        let columns = Self {
            begin: at("date")?,
            duration: at("duration (sec)").or_else(|| at("duration")).or_else(|| at("workout duration")),
            title: at("workout name")?,
            notes: at("workout notes"),
            exercise: at("exercise name")?,
            exercise_notes: at("notes"),
            set: at("set order"),
            weight: mass(&[
                ("weight (kg)", Some(LoadUnit::Kg)),
                ("weight (lbs)", Some(LoadUnit::Lb)),
                ("weight", None),
            ]),
            weight_unit: at("weight unit"),
            reps: at("reps"),
            distance: far(&[
                ("distance (meters)", Some(DistanceUnit::M)),
                ("distance (km)", Some(DistanceUnit::Km)),
                ("distance (miles)", Some(DistanceUnit::Mi)),
                ("distance", None),
            ]),
            distance_unit: at("distance unit"),
            seconds: at("seconds"),
            rpe: at("rpe"),
            ..Self::default()
        };
        Some((ImportFormat::Strong, columns))
    }
}

/// One row, as far as it tells of a set.
#[derive(Debug)]
struct Row {
    exercise: String,
    notes: String,
    warm_up: bool,
    weight: Option<Load>,
    reps: Option<u32>,
    distance: Option<Distance>,
    seconds: Option<f64>,
    rpe: Option<f64>,
}

/// The rows of one workout.
#[derive(Debug)]
struct Rows {
    date: Date,
    begin: String,
    title: String,
    notes: String,
    minutes: Option<f64>,
    rows: Vec<Row>,
}

impl Service {
    pub(super) fn read_table(
        &self,
        user: &str,
        text: &str,
        units: Option<Units>,
    ) -> Result<(ImportFormat, Plan), ServiceError> {
        let unknown = || {
            let detail = "it is neither an export of this product nor a table that Strong or Hevy exported";
            ServiceError::field("/content", detail)
        };
        let first = text.lines().next().unwrap_or_default();
        let delimiter = if first.matches(';').count() > first.matches(',').count() { b';' } else { b',' };
        let mut reader =
            ReaderBuilder::new().delimiter(delimiter).flexible(true).trim(Trim::All).from_reader(text.as_bytes());
        let header = reader.headers().map_err(|_| unknown())?.clone();
        let (format, columns) = Columns::of(&header).ok_or_else(unknown)?;
        let mut plan = Plan::default();
        let mut order: Vec<(String, String)> = Vec::new();
        let mut workouts: BTreeMap<(String, String), Rows> = BTreeMap::new();
        let context = Context::at(self.clock.now());
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    plan.problem("the table", format!("a row cannot be read: {error}"));
                    continue;
                }
            };
            let place = record.position().map_or_else(String::new, |position| format!("line {}", position.line()));
            let cell = |at: usize| cut(record.get(at).unwrap_or_default());
            let (begin, title) = (cell(columns.begin), cell(columns.title));
            let key = (begin.clone(), title.clone());
            if !workouts.contains_key(&key) {
                let Some(date) = day_of(&self.engine, &begin, &context) else {
                    plan.problem(place, "it names no day");
                    continue;
                };
                let rows = Rows {
                    date,
                    minutes: minutes(&self.engine, &columns, &record, &begin, &context),
                    notes: columns.notes.map(cell).unwrap_or_default(),
                    begin,
                    title,
                    rows: Vec::new(),
                };
                order.push(key.clone());
                workouts.insert(key.clone(), rows);
            }
            let Some(rows) = workouts.get_mut(&key) else { continue };
            match row(&columns, &record) {
                Ok(Some(row)) if rows.rows.len() < SETS => rows.rows.push(row),
                Ok(Some(_)) => plan.problem(place, format!("a workout holds at most {SETS} sets")),
                Ok(None) => {}
                Err(detail) => plan.problem(place, detail),
            }
        }
        let now = self.clock.now();
        for key in order {
            let Some(rows) = workouts.remove(&key).filter(|rows| !rows.rows.is_empty()) else { continue };
            let (text, workout) = self.written(&rows);
            let source = if format == ImportFormat::Hevy { "hevy" } else { "strong" };
            let entry = Entry {
                user: user.to_owned(),
                session_id: id_of(&[source, &rows.begin, &rows.title]),
                date: rows.date,
                coach_id: None,
                text,
                workout: with_units(workout, units),
                is_completed: true,
                needs_follow_up: false,
                user_feedback: None,
                created_at: now.to_string(),
            };
            let item = entry.item(&self.settings.store.bucket, now)?;
            let document = (entry.path()?, entry.document(now)?);
            plan.units.push(Unit { items: vec![item], documents: vec![document] });
        }
        Ok((format, plan))
    }

    /// A workout's text, and the workout that points into it.
    fn written(&self, rows: &Rows) -> (String, Workout) {
        let mut page = Page::default();
        let name = page.put(&rows.title);
        page.put(", ");
        let day = page.put(&rows.date.to_string());
        let duration = rows.minutes.map(|minutes| {
            page.put(", ");
            let span = page.put(&format!("{} min", plain(minutes)));
            Found::new(minutes, span)
        });
        if !rows.notes.is_empty() {
            page.put(&format!("\n{}", rows.notes));
        }
        let mut exercises: Vec<Exercise> = Vec::new();
        let mut open = "";
        for row in &rows.rows {
            let code = movement(&self.engine, &row.exercise);
            if open != row.exercise {
                open = &row.exercise;
                page.put("\n");
                let span = page.put(&row.exercise);
                if !row.notes.is_empty() {
                    page.put(&format!(" ({})", row.notes));
                }
                page.put(":");
                if !exercises.iter().any(|known| known.name.value == code) {
                    exercises.push(Exercise { name: Found::new(code.clone(), span), sets: Vec::new() });
                }
            } else {
                page.put(";");
            }
            let set = page.set(row);
            if let Some(exercise) = exercises.iter_mut().find(|known| known.name.value == code) {
                exercise.sets.push(set);
            }
        }
        let whole = Span::new(0, page.0.len());
        let lifted = rows.rows.iter().any(|row| row.weight.is_some() || row.reps.is_some());
        let kind = if lifted { WorkoutType::Strength } else { WorkoutType::Endurance };
        let workout = Workout {
            span: whole,
            date: Some(Found::new(rows.date, day)),
            name: Some(Found::new(rows.title.clone(), name)).filter(|name| !name.value.is_empty()),
            benchmark: None,
            workout_type: Some(Found::new(kind, whole)),
            format: lifted.then(|| Found::new(Format::Sets, whole)),
            duration,
            result_seconds: None,
            time_cap_seconds: None,
            rounds: None,
            reps: None,
            perceived_exertion: None,
            intensity: None,
            exercises,
            achievements: Vec::new(),
            concerns: Vec::new(),
            environment: None,
            weather: None,
            scaled: None,
            bodyweight: None,
            is_completed: Found::new(true, whole),
            completeness: 1.0,
            ambiguities: Vec::new(),
        };
        (page.0, workout)
    }
}

/// A text that says where its parts stand.
#[derive(Debug, Default)]
struct Page(String);

impl Page {
    fn put(&mut self, text: &str) -> Span {
        let start = self.0.len();
        self.0.push_str(text);
        Span::new(start, self.0.len())
    }

    fn set(&mut self, row: &Row) -> Set {
        self.put(" ");
        let start = self.0.len();
        let mut set = Set::default();
        if row.warm_up {
            set.warm_up = Some(self.put("warm-up "));
        }
        let mut parts = 0;
        let mut between = |page: &mut Self, text: &str| {
            if parts > 0 {
                page.put(text);
            }
            parts += 1;
        };
        if let Some(load) = row.weight {
            between(self, ", ");
            let unit = load.unit.map_or_else(String::new, |unit| format!(" {}", unit.code()));
            set.weight = Some(Found::new(load, self.put(&format!("{}{unit}", plain(load.value)))));
        }
        if let Some(reps) = row.reps {
            between(self, " x ");
            let span = self.put(&if row.weight.is_some() { reps.to_string() } else { format!("{reps} reps") });
            set.reps = Some(Found::new(reps, span));
        }
        if let Some(distance) = row.distance {
            between(self, ", ");
            let unit = distance.unit.and_then(|unit| serde_json::to_value(unit).ok());
            let unit = unit.and_then(|unit| unit.as_str().map(|unit| format!(" {unit}"))).unwrap_or_default();
            set.distance = Some(Found::new(distance, self.put(&format!("{}{unit}", plain(distance.value)))));
        }
        if let Some(seconds) = row.seconds {
            between(self, ", ");
            set.duration_seconds = Some(Found::new(seconds, self.put(&format!("{} s", plain(seconds)))));
        }
        if let Some(rpe) = row.rpe {
            between(self, ", ");
            set.rpe = Some(Found::new(rpe, self.put(&format!("RPE {}", plain(rpe)))));
        }
        set.span = Span::new(start, self.0.len());
        set
    }
}

/// A number without needless decimals.
fn plain(value: f64) -> String {
    let rounded = (value * 1_000.0).round() / 1_000.0;
    rounded.to_string()
}

fn cut(cell: &str) -> String {
    let clean = cell.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    clean.take(CELL).collect::<String>().trim().to_owned()
}

fn row(columns: &Columns, record: &StringRecord) -> Result<Option<Row>, String> {
    let cell = |at: Option<usize>| at.and_then(|at| record.get(at)).unwrap_or_default();
    let number = |at: Option<usize>, what: &str, most: f64| {
        let text = cell(at);
        if text.is_empty() {
            return Ok(None);
        }
        let value: f64 = text.replace(',', ".").parse().map_err(|_| format!("`{}` is no {what}", cut(text)))?;
        match value {
            0.0 => Ok(None),
            value if value.is_finite() && (0.0..=most).contains(&value) => Ok(Some(value)),
            _ => Err(format!("a {what} of {value} is out of range")),
        }
    };
    let mark = cell(columns.set).to_lowercase();
    if mark.contains("rest") || mark == "note" {
        return Ok(None);
    }
    let exercise = cut(record.get(columns.exercise).unwrap_or_default());
    if exercise.is_empty() {
        return Err("it names no exercise".to_owned());
    }
    let unit = |at: Option<usize>| cell(at).to_lowercase();
    let load_unit = columns.weight.and_then(|(_, unit)| unit).or_else(|| match unit(columns.weight_unit).as_str() {
        "kg" | "kgs" => Some(LoadUnit::Kg),
        "lb" | "lbs" => Some(LoadUnit::Lb),
        _ => None,
    });
    let far_unit = columns.distance.and_then(|(_, unit)| unit).or_else(|| match unit(columns.distance_unit).as_str() {
        "m" | "meter" | "meters" => Some(DistanceUnit::M),
        "km" => Some(DistanceUnit::Km),
        "mi" | "mile" | "miles" => Some(DistanceUnit::Mi),
        "yd" => Some(DistanceUnit::Yd),
        "ft" => Some(DistanceUnit::Ft),
        _ => None,
    });
    let reps = number(columns.reps, "number of repetitions", 10_000.0)?;
    let row = Row {
        exercise,
        notes: cut(cell(columns.exercise_notes)),
        // A set to failure counts like any other: it was done.
        warm_up: mark == "w" || mark.starts_with("warm"),
        weight: number(columns.weight.map(|(at, _)| at), "weight", 2_000.0)?
            .map(|value| Load { value, unit: load_unit }),
        reps: reps.map(|reps| reps.round() as u32),
        distance: number(columns.distance.map(|(at, _)| at), "distance", 1_000_000.0)?
            .map(|value| Distance { value, unit: far_unit }),
        seconds: number(columns.seconds, "duration", 604_800.0)?,
        rpe: number(columns.rpe, "RPE", 10.0)?,
    };
    let tells = row.reps.is_some() || row.distance.is_some() || row.seconds.is_some();
    Ok(Some(row).filter(|_| tells))
}

/// The day that a cell begins with, in the languages of the engine.
fn day_of(engine: &Engine, cell: &str, context: &Context) -> Option<Date> {
    let text = Text::read(&engine.lexicon, cell);
    date::at(&text, 0, context).map(|found| found.date)
}

/// Minutes of a workout: told, or between its begin and its end on one day.
fn minutes(engine: &Engine, columns: &Columns, record: &StringRecord, begin: &str, context: &Context) -> Option<f64> {
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
    let words: Vec<&str> = cell.split([' ', 'T', ',']).filter(|word| !word.is_empty()).collect();
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

/// The canonical movement of a title such as `Bench Press (Barbell)`; the title as a code where none is known.
fn movement(engine: &Engine, title: &str) -> String {
    let (name, implement) = match title.split_once('(') {
        Some((name, rest)) => (name.trim(), rest.trim_end_matches(')').trim()),
        None => (title, ""),
    };
    for candidate in [format!("{implement} {name}"), name.to_owned()] {
        let text = Text::read(&engine.lexicon, &candidate);
        let longest = text.terms_of(Domain::Movement).max_by_key(|term| term.end - term.first);
        if let Some(term) = longest.filter(|term| term.end == text.tokens.len()) {
            return text.code(term).to_owned();
        }
    }
    let code: String =
        title.to_lowercase().chars().map(|letter| if letter.is_alphanumeric() { letter } else { '_' }).collect();
    code.split('_').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("_")
}

/// Loads without a unit are in the person's.
fn with_units(mut workout: Workout, units: Option<Units>) -> Workout {
    let unit = match units {
        Some(Units::Metric) => LoadUnit::Kg,
        Some(Units::Imperial) => LoadUnit::Lb,
        None => return workout,
    };
    for set in workout.exercises.iter_mut().flat_map(|exercise| &mut exercise.sets) {
        if let Some(weight) = &mut set.weight {
            weight.value.unit = weight.value.unit.or(Some(unit));
        }
    }
    workout
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_and_durations() {
        for (cell, wanted) in [
            ("28 Mar 2025, 17:29", Some(62_940.0)),
            ("2025-03-28 17:29:10", Some(62_950.0)),
            ("Mar 28, 2025, 5:29 PM", Some(62_940.0)),
            ("Mar 28, 2025, 12:05 AM", Some(300.0)),
            ("28 Mar 2025", None),
        ] {
            assert_eq!(clock(cell), wanted, "{cell}");
        }
        for (cell, wanted) in [("1h 5m", Some(3_900.0)), ("45m", Some(2_700.0)), ("", None), ("soon", None)] {
            assert_eq!(hours_and_minutes(cell), wanted, "{cell}");
        }
    }

    #[test]
    fn titles_become_movements() {
        let engine = Engine::load().unwrap();
        for (title, code) in [
            ("Bench Press (Barbell)", "bench_press"),
            ("Squat (Barbell)", "squat"),
            ("Deadlift (Barbell)", "deadlift"),
            ("Pull Up", "pull_up"),
            ("Iso-Lateral Chest Thing (Machine)", "iso_lateral_chest_thing_machine"),
        ] {
            assert_eq!(movement(&engine, title), code, "{title}");
        }
    }
}
