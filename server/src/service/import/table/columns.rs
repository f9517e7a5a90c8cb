//! What each column of a table means, and what a row tells.

use coachwright_core::workout::{Distance, DistanceUnit, Load, LoadUnit};
use csv::StringRecord;

use super::cells::cut;
use crate::service::import::ImportFormat;

/// Where each value is, by the number of its column.
#[derive(Debug, Default)]
pub(super) struct Columns {
    pub(super) begin: usize,
    pub(super) end: Option<usize>,
    pub(super) duration: Option<usize>,
    pub(super) title: usize,
    pub(super) notes: Option<usize>,
    pub(super) exercise: usize,
    pub(super) exercise_notes: Option<usize>,
    pub(super) set: Option<usize>,
    pub(super) weight: Option<(usize, Option<LoadUnit>)>,
    pub(super) weight_unit: Option<usize>,
    pub(super) reps: Option<usize>,
    pub(super) distance: Option<(usize, Option<DistanceUnit>)>,
    pub(super) distance_unit: Option<usize>,
    pub(super) seconds: Option<usize>,
    pub(super) rpe: Option<usize>,
}

impl Columns {
    /// The columns that a header names; none when it is of no known app.
    ///
    /// Strong has changed its columns several times and Hevy names units in them, so each value is looked up by its names.
    pub(super) fn of(header: &StringRecord) -> Option<(ImportFormat, Self)> {
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
pub(super) struct Row {
    pub(super) exercise: String,
    pub(super) notes: String,
    pub(super) warm_up: bool,
    pub(super) weight: Option<Load>,
    pub(super) reps: Option<u32>,
    pub(super) distance: Option<Distance>,
    pub(super) seconds: Option<f64>,
    pub(super) rpe: Option<f64>,
}

/// The set that a row tells of; none for timers, notes and rows without a set.
///
/// # Errors
/// Says what is wrong with the row.
pub(super) fn row(columns: &Columns, record: &StringRecord) -> Result<Option<Row>, String> {
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
    let unit = |at: Option<usize>| cell(at).trim_end_matches('.').to_lowercase();
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
