//! From roles to sets.

use super::{Reader, Role, value};
use crate::Span;
use crate::workout::item::Measure;
use crate::workout::log::{Ambiguity, AmbiguityKind, Distance, DistanceUnit, Found, Load, LoadUnit, Set};
use crate::workout::notation::{Group, List, Part, PartMeasure, Value};

/// Most sets that one notation may stand for.
const SET_LIMIT: usize = 60;

impl Reader<'_> {
    pub(super) fn find(&self, role: Role) -> Option<&Part> {
        let index = self.roles.iter().position(|known| *known == role)?;
        self.part(index)
    }

    pub(super) fn build(&mut self, group: &Group) -> Vec<Set> {
        let counted = self.find(Role::Sets).map(value);
        let mut reps = self.values(Role::Reps);
        let range = self.find(Role::Reps).and_then(|part| range(part, counted));
        if let Some(span) = range {
            self.ambiguities.push(Ambiguity { kind: AmbiguityKind::Range, span });
            reps.clear();
        }
        let loads = self.values(Role::Load);
        let load_unit = self.find(Role::Load).and_then(|part| match part.measure {
            PartMeasure::Of(Measure::Load(unit)) => Some(unit),
            _ => None,
        });
        let distances = self.values(Role::Distance);
        let distance_unit = self.find(Role::Distance).and_then(|part| match part.measure {
            PartMeasure::Of(Measure::Distance(unit)) => Some(unit),
            _ => None,
        });
        let times = self.values(Role::Time);
        let calories = self.values(Role::Calories);
        let percents = self.values(Role::Percent);
        let ratings = self.values(Role::Rpe);
        let reserves = self.values(Role::Rir);
        let tempo = self.find(Role::Tempo).and_then(|part| part.values.first()).copied();
        let bodyweight = self.find(Role::Bodyweight).and_then(|part| part.values.first()).map(|value| value.span);

        let lists = [&reps, &loads, &distances, &times, &calories, &percents, &ratings];
        let longest = lists.iter().map(|list| list.len()).max().unwrap_or(0);
        let stated = counted.filter(|count| count.fract() == 0.0 && *count >= 1.0);
        // A whole number from 1 to 60, so the cast is exact.
        let count = stated.filter(|count| *count <= SET_LIMIT as f64).map(|count| count as usize);
        if longest == 0 && bodyweight.is_none() {
            return Vec::new();
        }
        let total = match count {
            // `2 x 10-8-6`: the whole list each time.
            Some(count) if longest > 1 && longest != count => (count * longest).min(SET_LIMIT),
            Some(count) => count,
            None => longest.max(1),
        };
        let pick = |list: &[Value], set: usize| match list.len() {
            0 => None,
            1 => list.first().copied(),
            length => list.get(set % length).copied(),
        };
        let whole = |value: Value| {
            let fits = value.value >= 0.0 && value.value <= 100_000.0 && value.value.fract() == 0.0;
            // Whole and small, so the cast is exact.
            fits.then(|| Found::new(value.value as u32, value.span))
        };
        let plain = |value: Value| Found::new(value.value, value.span);
        let set = |number: usize| Set {
            span: group.span,
            reps: pick(&reps, number).and_then(whole),
            weight: pick(&loads, number).map(|value| weight(value, load_unit)),
            distance: pick(&distances, number).map(|value| length(value, distance_unit)),
            duration_seconds: pick(&times, number).map(plain),
            calories: pick(&calories, number).map(plain),
            rpe: pick(&ratings, number).filter(|value| (1.0..=10.0).contains(&value.value)).map(plain),
            rir: pick(&reserves, number).map(plain),
            percent: pick(&percents, number).map(plain),
            bodyweight,
            warm_up: group.warm_up,
            tempo: tempo.map(|tempo| Found::new(format!("{:04}", tempo.value), tempo.span)),
            ..Set::default()
        };
        let mut sets: Vec<Set> = (0..total).map(set).collect();
        for set in &mut sets {
            // `85/0`
            if let Some(reps) = set.reps.filter(|reps| reps.value == 0) {
                set.failed = Some(reps.span);
                set.reps = None;
            }
        }
        if let (Some(failed), Some(last)) = (group.failed, sets.last_mut()) {
            last.failed = Some(failed);
        }
        sets
    }

    pub(super) fn values(&self, role: Role) -> Vec<Value> {
        self.find(role).map(|part| part.values.clone()).unwrap_or_default()
    }
}

fn weight(value: Value, unit: Option<LoadUnit>) -> Found<Load> {
    Found::new(Load { value: value.value, unit }, value.span)
}

fn length(value: Value, unit: Option<DistanceUnit>) -> Found<Distance> {
    Found::new(Distance { value: value.value, unit }, value.span)
}

/// `8-10` is a range, what was done is not said; `10-8` and `21-15-9` are lists.
fn range(part: &Part, sets: Option<f64>) -> Option<Span> {
    let [low, high] = part.values.as_slice() else { return None };
    let ascending = low.value < high.value && high.value - low.value <= 5.0 && high.value <= 30.0;
    (part.list == List::Dash && ascending && sets != Some(2.0)).then(|| low.span.join(high.span))
}
