//! The text that a workout's rows become.

use coachwright_core::Span;
use coachwright_core::workout::{Found, Set};

use super::cells::plain;
use super::columns::Row;

/// A text that says where its parts stand.
#[derive(Debug, Default)]
pub(super) struct Page(pub(super) String);

impl Page {
    pub(super) fn put(&mut self, text: &str) -> Span {
        let start = self.0.len();
        self.0.push_str(text);
        Span::new(start, self.0.len())
    }

    /// Writes a set.
    pub(super) fn set(&mut self, row: &Row) -> Set {
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
