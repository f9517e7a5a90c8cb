//! Workout extraction: `{"id","text","today","gold":{flat form}}`, with `accept`, `altSets`, `optionalSets`,
//! `optionalExercises`, `roundBased` and `looseRpe` where a text allows several readings.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Result, anyhow};
use coachwright_core::{Engine, lines};
use serde_json::{Map, Value, json};

use super::{Count, Fault, Report, list_of, share, spans, text_of};

const SCALARS: [&str; 15] = [
    "workoutName",
    "workoutType",
    "format",
    "duration",
    "resultSeconds",
    "timeCapSeconds",
    "rounds",
    "reps",
    "perceivedExertion",
    "intensity",
    "environment",
    "weather",
    "scaled",
    "bodyweight",
    "date",
];

const LISTS: [&str; 2] = ["achievements", "concerns"];

/// What one case scored, by field.
type Scores = BTreeMap<&'static str, Count>;

/// Field table, micro and macro F1, and how often "nothing was trained" is told right.
///
/// # Errors
/// When a case is malformed.
pub fn measure(engine: &Engine, cases: &[Value]) -> Result<Report> {
    let mut report = Report::default();
    let mut fields = Scores::new();
    let (mut clean, mut told, mut astray) = (0, 0, 0);
    for case in cases {
        let (id, text) = (text_of(case, "id"), text_of(case, "text"));
        let line = json!({"id": id, "text": text, "today": case.get("today")}).to_string();
        let answer = lines::extract(engine, &line).map_err(|error| anyhow!("{id}: {}", error.error))?;
        let answer: Value = serde_json::from_str(&answer)?;
        let found = answer.get("pred").cloned().unwrap_or_default();
        let mut scoring = Scoring { case, scores: Scores::new(), what: Vec::new() };
        scoring.score(&found);
        let stray = spans::astray(&answer, &text);
        astray += usize::from(!stray.is_empty());
        let Scoring { scores, mut what, .. } = scoring;
        what.extend(stray.into_iter().map(|span| format!("span astray: {span}")));
        clean += usize::from(what.is_empty());
        told += usize::from(trained_nothing(case.get("gold")) == trained_nothing(Some(&found)));
        let total: Count = scores.values().copied().sum();
        for (field, count) in scores {
            *fields.entry(field).or_default() += count;
        }
        if !what.is_empty() {
            let weight = 1.0 - total.f1() + 0.001 * (total.extra + total.missed) as f64;
            report.worst.push(Fault { weight, id, text, what });
        }
    }
    let total: Count = fields.values().copied().sum();
    let without_sets: Count = fields.iter().filter(|(field, _)| **field != "sets").map(|(_, count)| *count).sum();
    let judged: Vec<f64> =
        fields.values().filter(|count| count.right + count.missed > 0).map(|count| count.f1()).collect();
    let macro_f1 = judged.iter().sum::<f64>() / judged.len().max(1) as f64;
    let header = ["right", "extra", "missed", "P", "R", "F1"];
    let [right, extra, missed, p, r, f1] = header;
    writeln!(report.tables, "{:<20}{right:>7}{extra:>7}{missed:>8}{p:>8}{r:>8}{f1:>8}", "field")?;
    for (field, count) in &fields {
        let Count { right, extra, missed } = count;
        let (p, r, f1) = (count.precision(), count.recall(), count.f1());
        writeln!(report.tables, "{field:<20}{right:>7}{extra:>7}{missed:>8}{p:>8.3}{r:>8.3}{f1:>8.3}")?;
    }
    let nothing = fields.get("notWorkout").copied().unwrap_or_default();
    for (name, value) in [
        ("microF1", total.f1()),
        ("microF1WithoutSets", without_sets.f1()),
        ("macroF1", macro_f1),
        ("notWorkoutF1", nothing.f1()),
        ("notWorkoutAccuracy", share(told, cases.len())),
        ("cleanCases", share(clean, cases.len())),
        ("spansInText", share(cases.len() - astray, cases.len())),
    ] {
        writeln!(report.tables, "{name:<26}{value:.3}")?;
        report.figure(name, value);
    }
    writeln!(report.tables, "{} cases", cases.len())?;
    report.sort();
    Ok(report)
}

fn trained_nothing(record: Option<&Value>) -> bool {
    record.and_then(|record| record.get("notWorkout")) == Some(&Value::Bool(true))
}

struct Scoring<'c> {
    case: &'c Value,
    scores: Scores,
    what: Vec<String>,
}

impl Scoring<'_> {
    fn count(&mut self, field: &'static str, count: Count) {
        *self.scores.entry(field).or_default() += count;
    }

    fn score(&mut self, found: &Value) {
        let empty = Value::Object(Map::new());
        let gold = self.case.get("gold").unwrap_or(&empty);
        match (trained_nothing(Some(gold)), trained_nothing(Some(found))) {
            (true, true) => self.count("notWorkout", Count::new(1, 0, 0)),
            (true, false) => {
                self.count("notWorkout", Count::new(0, 0, 1));
                self.what.push("nothing was trained, but a workout was read".to_owned());
                self.fields(&empty, found);
            }
            (false, true) => {
                self.count("notWorkout", Count::new(0, 1, 0));
                self.what.push("a workout was taken for none".to_owned());
                self.fields(gold, &empty);
            }
            (false, false) => self.fields(gold, found),
        }
    }

    fn fields(&mut self, gold: &Value, found: &Value) {
        for field in SCALARS {
            self.scalar(field, value_of(gold, field), value_of(found, field));
        }
        for field in LISTS {
            self.list(field, gold, found);
        }
        self.exercises(gold, found);
    }

    fn accepted(&self, field: &str) -> &[Value] {
        self.case.get("accept").map_or(&[], |accept| list_of(accept, field))
    }

    fn scalar(&mut self, field: &'static str, gold: Option<&Value>, found: Option<&Value>) {
        let today = self.case.get("today");
        let is_today = |value: Option<&Value>| field == "date" && value.is_some() && value == today;
        if let Some(found) = found
            && self.accepted(field).iter().any(|other| same_scalar(field, other, found))
        {
            if gold.is_some() {
                self.count(field, Count::new(1, 0, 0));
            }
            return;
        }
        let count = match (gold, found) {
            (None, None) => return,
            (None, Some(_)) if is_today(found) => return,
            (Some(_), None) if is_today(gold) => return,
            (Some(gold), Some(found)) if same_scalar(field, gold, found) => Count::new(1, 0, 0),
            (gold, found) => Count::new(0, usize::from(found.is_some()), usize::from(gold.is_some())),
        };
        if count.right == 0 {
            self.what.push(format!("{field}: {} wanted, {} read", shown(gold), shown(found)));
        }
        self.count(field, count);
    }

    fn list(&mut self, field: &'static str, gold: &Value, found: &Value) {
        let (gold, found) = (list_of(gold, field), list_of(found, field));
        for item in gold {
            let right = found.contains(item);
            self.count(field, Count::new(usize::from(right), 0, usize::from(!right)));
            if !right {
                self.what.push(format!("{field}: {item} missed"));
            }
        }
        let extra = found.iter().filter(|item| !gold.contains(item) && !self.accepted(field).contains(item));
        for item in extra.cloned().collect::<Vec<_>>() {
            self.count(field, Count::new(0, 1, 0));
            self.what.push(format!("{field}: {item} read"));
        }
    }

    fn exercises(&mut self, gold: &Value, found: &Value) {
        let (gold, found) = (merged(gold), merged(found));
        let names = |key: &str| -> Vec<String> {
            list_of(self.case, key).iter().filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let optional = names("optionalExercises");
        let accepted: Vec<String> =
            self.accepted("exercises").iter().filter_map(Value::as_str).map(str::to_owned).collect();
        let mut used: Vec<&str> = Vec::new();
        for (name, sets) in &gold {
            // An accepted name stands in for a gold one with which it shares a word.
            let stands_in = |other: &&String| {
                accepted.contains(other)
                    && !gold.contains_key(*other)
                    && other.split('_').any(|word| name.split('_').any(|own| own == word))
            };
            let pair = found.get_key_value(name).or_else(|| {
                found
                    .keys()
                    .filter(|other| !used.contains(&other.as_str()))
                    .find(stands_in)
                    .and_then(|other| found.get_key_value(other))
            });
            match pair {
                Some((other, read)) => {
                    used.push(other);
                    self.count("exercises", Count::new(1, 0, 0));
                    self.sets(name, other, sets, read);
                }
                None if optional.contains(name) => {}
                None => {
                    self.count("exercises", Count::new(0, 0, 1));
                    let alternatives = self.alternatives(name);
                    let fewest = alternatives.iter().map(|sets| self.comparable(sets).len()).min();
                    let missed = fewest.unwrap_or(usize::MAX).min(self.comparable(sets).len());
                    self.count("sets", Count::new(0, 0, missed));
                    self.what.push(format!("exercise {name} missed"));
                }
            }
        }
        for (name, sets) in &found {
            let free = accepted.contains(name) || optional.contains(name) || self.any_sets(name);
            if !used.contains(&name.as_str()) && !free {
                self.count("exercises", Count::new(0, 1, 0));
                self.count("sets", Count::new(0, self.comparable(sets).len(), 0));
                self.what.push(format!("exercise {name} read"));
            }
        }
    }

    fn any_sets(&self, name: &str) -> bool {
        self.case.get("optionalSets").and_then(|sets| sets.get(name)) == Some(&json!("any"))
    }

    fn alternatives(&self, name: &str) -> Vec<Vec<Value>> {
        let lists = self.case.get("altSets").map_or(&[][..], |sets| list_of(sets, name));
        lists.iter().filter_map(Value::as_array).cloned().collect()
    }

    /// Sets as they are compared: without repeats where one round stands for all.
    fn comparable(&self, sets: &[Value]) -> Vec<Value> {
        if !self.flag("roundBased") {
            return sets.to_vec();
        }
        let mut distinct: Vec<Value> = Vec::new();
        for set in sets {
            if !distinct.iter().any(|known| self.same_set(known, set)) {
                distinct.push(set.clone());
            }
        }
        distinct
    }

    fn flag(&self, key: &str) -> bool {
        self.case.get(key) == Some(&Value::Bool(true))
    }

    fn sets(&mut self, name: &str, other: &str, gold: &[Value], found: &[Value]) {
        let optional = self.case.get("optionalSets");
        let optional = optional.and_then(|sets| sets.get(name).or_else(|| sets.get(other))).cloned();
        if optional == Some(json!("any")) {
            let missed = self.missing_facts(gold, found);
            self.count("sets", Count::new(gold.len() - missed, 0, missed));
            if missed > 0 {
                self.what.push(format!("sets of {name}: {missed} missed"));
            }
            return;
        }
        let optional: Vec<Value> = optional.and_then(|sets| sets.as_array().cloned()).unwrap_or_default();
        let mut candidates = vec![gold.to_vec()];
        candidates.extend(self.alternatives(name));
        let counts = candidates.iter().map(|candidate| self.matched(candidate, found, &optional));
        let best = counts.max_by(|left, right| {
            left.f1().total_cmp(&right.f1()).then((right.extra + right.missed).cmp(&(left.extra + left.missed)))
        });
        let best = best.unwrap_or_default();
        if best.extra + best.missed > 0 {
            self.what.push(format!("sets of {name}: {} missed, {} extra: {}", best.missed, best.extra, json!(found)));
        }
        self.count("sets", best);
    }

    /// Gold sets are the least that must be there: every attribute of them, whatever else is said.
    fn missing_facts(&self, gold: &[Value], found: &[Value]) -> usize {
        let mut left: Vec<&Value> = found.iter().collect();
        let mut gold: Vec<&Value> = gold.iter().collect();
        gold.sort_by_key(|set| std::cmp::Reverse(set.as_object().map_or(0, Map::len)));
        let mut missing = 0;
        for set in gold {
            let keys = set.as_object();
            let covers = |other: &&Value| {
                let kept = other.as_object().into_iter().flatten();
                let kept: Map<String, Value> = kept
                    .filter(|(key, _)| keys.is_some_and(|keys| keys.contains_key(*key)))
                    .map(|(key, value)| (key.clone(), value.clone()))
                    .collect();
                self.same_set(set, &Value::Object(kept))
            };
            match left.iter().position(covers) {
                Some(at) => drop(left.remove(at)),
                None => missing += 1,
            }
        }
        missing
    }

    fn matched(&self, gold: &[Value], found: &[Value], optional: &[Value]) -> Count {
        let (mut gold, mut left) = (self.comparable(gold), self.comparable(found));
        // Sets whose unit is stated are matched first: a set without one would take their place.
        let stated = |set: &Value| {
            let unit = |key: &str| set.get(key).and_then(|quantity| quantity.get("unit")).is_some();
            unit("weight") || unit("distance")
        };
        gold.sort_by_key(|set| !stated(set));
        let mut count = Count::default();
        for set in &gold {
            match left.iter().position(|other| self.same_set(set, other)) {
                Some(at) => {
                    left.remove(at);
                    count.right += 1;
                }
                None => count.missed += 1,
            }
        }
        count.extra = left.iter().filter(|set| !optional.iter().any(|other| self.same_set(other, set))).count();
        count
    }

    fn same_set(&self, gold: &Value, found: &Value) -> bool {
        let failed = |set: &Value| set.get("failed") == Some(&Value::Bool(true)) || number(set, "reps") == Some(0.0);
        let (gold_failed, found_failed) = (failed(gold), failed(found));
        let same = |key: &str, tolerance: f64| match (number(gold, key), number(found, key)) {
            (None, None) => true,
            (Some(left), Some(right)) => (left - right).abs() <= tolerance,
            _ => false,
        };
        gold_failed == found_failed
            && (gold_failed || same("reps", 1e-6))
            && same("calories", 1e-6)
            && same("durationSeconds", 1.01)
            && (self.flag("looseRpe") || same("rpe", 0.01))
            && same_quantity(load(gold), load(found))
            && same_quantity(gold.get("distance"), found.get("distance"))
    }
}

fn load(set: &Value) -> Option<&Value> {
    set.get("weight").filter(|weight| number(weight, "value") != Some(0.0))
}

fn value_of<'v>(record: &'v Value, field: &str) -> Option<&'v Value> {
    record.get(field).filter(|value| !value.is_null() && *value != &json!("") && *value != &json!([]))
}

fn number(value: &Value, key: &str) -> Option<f64> {
    value.get(key).and_then(Value::as_f64)
}

fn shown(value: Option<&Value>) -> String {
    value.map_or_else(|| "nothing".to_owned(), Value::to_string)
}

/// The exercises of a record with the sets of equal names together.
fn merged(record: &Value) -> BTreeMap<String, Vec<Value>> {
    let mut all: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for exercise in list_of(record, "exercises") {
        let sets = all.entry(text_of(exercise, "name")).or_default();
        sets.extend(
            list_of(exercise, "sets").iter().filter(|set| set.as_object().is_some_and(|set| !set.is_empty())).cloned(),
        );
    }
    all
}

fn same_scalar(field: &str, gold: &Value, found: &Value) -> bool {
    let near = |tolerance: f64| match (gold.as_f64(), found.as_f64()) {
        (Some(left), Some(right)) => Some((left - right).abs() <= tolerance),
        _ => None,
    };
    match field {
        "bodyweight" => same_quantity(Some(gold), Some(found)),
        "duration" => near(0.51).unwrap_or(false),
        "resultSeconds" | "timeCapSeconds" => near(1.01).unwrap_or(false),
        _ => match (gold.as_str(), found.as_str()) {
            (Some(left), Some(right)) => left.to_lowercase() == right.to_lowercase(),
            _ => near(1e-6).unwrap_or(gold == found),
        },
    }
}

fn same_quantity(gold: Option<&Value>, found: Option<&Value>) -> bool {
    let (Some(gold), Some(found)) = (gold, found) else { return gold.is_none() && found.is_none() };
    let (Some(left), Some(right)) = (number(gold, "value"), number(found, "value")) else { return gold == found };
    let close = |left: f64, right: f64| (left - right).abs() <= (0.01 * left.abs()).max(0.01);
    let unit = |quantity: &Value| text_of(quantity, "unit");
    match (factor(&unit(gold)), factor(&unit(found))) {
        // Without a unit in the text, the unit that is read is not judged.
        (None, _) if unit(gold).is_empty() => close(left, right),
        (Some(own), Some(other)) => close(left * own, right * other),
        _ => unit(gold) == unit(found) && close(left, right),
    }
}

/// In kilograms or metres.
fn factor(unit: &str) -> Option<f64> {
    Some(match unit {
        "kg" | "m" => 1.0,
        "lb" => 0.453_592_37,
        "pood" => 16.0,
        "km" => 1000.0,
        "mi" => 1609.344,
        "ft" => 0.3048,
        "yd" => 0.9144,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(case: &Value, found: &Value) -> (Count, Vec<String>) {
        let mut scoring = Scoring { case, scores: Scores::new(), what: Vec::new() };
        scoring.score(found);
        (scoring.scores.values().copied().sum(), scoring.what)
    }

    fn fran(sets: &Value) -> Value {
        json!({"format": "for_time", "exercises": [{"name": "thruster", "sets": sets}]})
    }

    #[test]
    fn a_wrong_value_is_extra_and_missed() {
        let set = json!([{"reps": 21, "weight": {"value": 95, "unit": "lb"}}]);
        let case = json!({"gold": fran(&set), "today": "2025-06-20"});
        assert_eq!(scores(&case, &fran(&set)).0, Count::new(3, 0, 0));
        let wrong = fran(&json!([{"reps": 21, "weight": {"value": 105, "unit": "lb"}}]));
        assert_eq!(scores(&case, &wrong).0, Count::new(2, 1, 1));
        let converted = fran(&json!([{"reps": 21, "weight": {"value": 43.09, "unit": "kg"}}]));
        assert_eq!(scores(&case, &converted).0, Count::new(3, 0, 0));
        assert_eq!(scores(&case, &json!({"notWorkout": true})).0, Count::new(0, 1, 3));
    }

    #[test]
    fn other_readings_count_where_the_case_allows_them() {
        let case = json!({"gold": {"duration": 20}, "accept": {"duration": [18], "format": ["amrap"]}});
        assert_eq!(scores(&case, &json!({"duration": 18, "format": "amrap"})).0, Count::new(1, 0, 0));
        let rounds = json!({"gold": fran(&json!([{"reps": 5}])), "roundBased": true});
        assert_eq!(scores(&rounds, &fran(&json!([{"reps": 5}, {"reps": 5}]))).0, Count::new(3, 0, 0));
    }
}
