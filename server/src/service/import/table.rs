//! Tables of workouts as other apps export them, one row a set.
//!
//! A workout's rows become a readable text, and every value points at its words there.

mod cells;
mod columns;
mod page;

use std::collections::BTreeMap;

use coachwright_core::text::{Domain, Text};
use coachwright_core::workout::{Exercise, Format, Found, LoadUnit, Workout, WorkoutType};
use coachwright_core::{Context, Date, Engine, Span, Units};
use csv::{ReaderBuilder, Trim};

use self::cells::{cut, day_of, minutes, plain};
use self::columns::{Columns, Row, row};
use self::page::Page;

use super::{ImportFormat, Plan, Unit, id_of};
use crate::service::workouts::Entry;
use crate::service::{Service, ServiceError};

/// Most sets of one workout.
const SETS: usize = 500;

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
