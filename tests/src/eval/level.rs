//! Level, signals and facts: `{"id","lang","text"|"answers","level","mustSignals","trapSignals","extracted"}`, with
//! `acceptable` levels and `unscored` fields where a careful reader could differ.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use anyhow::{Result, anyhow};
use coachwright_core::{Engine, lines};
use serde_json::{Value, json};

use super::{Count, Fault, Report, list_of, share, spans, text_of};

const LEVELS: [&str; 4] = ["BEGINNER", "INTERMEDIATE", "ADVANCED", "UNKNOWN"];

const FIELDS: [&str; 11] = [
    "trainingFrequency",
    "yearsTraining",
    "sessionLengthMinutes",
    "availableDays",
    "equipment",
    "injuries",
    "goals",
    "lifts",
    "bodyweight",
    "age",
    "goalTimeline",
];

/// Words too common to carry a signal alone.
const SMALL: &str = "a an the of in for at on to and or my i ive been have about around with is it years year yrs months month weeks \
    week days day anos ano ans mois jahre jahren monate semanas train training trained lift lifting lifts gym workout exercise \
    experience no not never de la el le les der die das und et y";

/// Words that show that a phrase is not surfaced as the person's own evidence.
const DISOWNED: &str = "never no not none without isnt dont cant cannot whats husband wife hubs brother friend boyfriend partner dad \
    father watch watching watched reading goal target want wants nunca jamais nie kein keine";

/// Upper ends of the bins of the reliability table.
const BINS: [f64; 6] = [0.5, 0.6, 0.7, 0.8, 0.9, 1.0];

/// Accuracy, macro F1, two-step errors, signals, traps, facts and calibration.
///
/// # Errors
/// When a case is malformed.
pub fn measure(engine: &Engine, cases: &[Value]) -> Result<Report> {
    let mut report = Report::default();
    let mut tally = Tally::default();
    for case in cases {
        let id = text_of(case, "id");
        let mut line = json!({"id": id});
        for key in ["text", "answers"] {
            if let (Some(value), Some(line)) = (case.get(key), line.as_object_mut()) {
                line.insert(key.to_owned(), value.clone());
            }
        }
        let answer = lines::detect(engine, &line.to_string()).map_err(|error| anyhow!("{id}: {}", error.error))?;
        let answer: Value = serde_json::from_str(&answer)?;
        let fault = tally.score(case, &answer);
        if !fault.what.is_empty() {
            report.worst.push(fault);
        }
    }
    tally.write(&mut report)?;
    writeln!(report.tables, "{} cases", cases.len())?;
    report.sort();
    Ok(report)
}

#[derive(Debug, Default)]
struct Tally {
    /// Gold and predicted level.
    confusion: BTreeMap<(String, String), usize>,
    lenient: usize,
    two_steps: usize,
    signals: Count,
    traps: Count,
    fields: BTreeMap<&'static str, Count>,
    /// Confidence, and whether the level was right.
    sure: Vec<(f64, bool)>,
    astray: usize,
}

impl Tally {
    fn score(&mut self, case: &Value, answer: &Value) -> Fault {
        let (gold, level) = (text_of(case, "level"), text_of(answer, "level"));
        let mut what = Vec::new();
        let right = gold == level;
        let acceptable = right || list_of(case, "acceptable").contains(&json!(level));
        *self.confusion.entry((gold.clone(), level.clone())).or_default() += 1;
        self.lenient += usize::from(acceptable);
        self.sure.push((answer.get("confidence").and_then(Value::as_f64).unwrap_or_default(), acceptable));
        let rank = |level: &str| LEVELS.iter().take(3).position(|known| *known == level);
        let steps = rank(&gold).zip(rank(&level)).map_or(0, |(gold, level)| gold.abs_diff(level));
        self.two_steps += usize::from(steps == 2);
        if !right {
            what.push(format!("{gold} wanted, {level} read"));
        }
        let signals: Vec<Vec<String>> =
            list_of(answer, "signals").iter().filter_map(Value::as_str).map(words).collect();
        for signal in list_of(case, "mustSignals").iter().filter_map(Value::as_str) {
            let found = signals.iter().any(|said| is_signal(&words(signal), said));
            self.signals += Count::new(usize::from(found), 0, usize::from(!found));
            if !found {
                what.push(format!("signal missed: {signal}"));
            }
        }
        for trap in list_of(case, "trapSignals").iter().filter_map(Value::as_str) {
            let fell = signals.iter().any(|said| is_trapped(&words(trap), said));
            self.traps += Count::new(usize::from(!fell), usize::from(fell), 0);
            if fell {
                what.push(format!("trap: {trap}"));
            }
        }
        self.facts(case, answer, &mut what);
        let text = match case.get("answers").and_then(Value::as_object) {
            Some(answers) => answers.values().filter_map(Value::as_str).collect::<Vec<_>>().join(" | "),
            None => text_of(case, "text"),
        };
        // Answers are separate messages; only one text can be checked against its spans.
        let stray = if case.get("answers").is_some() { Vec::new() } else { spans::astray(answer, &text) };
        self.astray += usize::from(!stray.is_empty());
        what.extend(stray.into_iter().map(|span| format!("span astray: {span}")));
        let weight = (steps * 100) as f64 + if acceptable { 0.0 } else { 50.0 } + what.len() as f64;
        Fault { weight, id: text_of(case, "id"), text, what }
    }

    fn facts(&mut self, case: &Value, answer: &Value, what: &mut Vec<String>) {
        let unscored = list_of(case, "unscored");
        let of = |record: &Value, field: &str| record.get("extracted").and_then(|all| all.get(field)).cloned();
        for field in FIELDS.into_iter().filter(|field| !unscored.contains(&json!(field))) {
            let (gold, found) = (of(case, field), of(answer, field));
            let count = compare(field, gold.as_ref(), found.as_ref());
            if count.extra + count.missed > 0 {
                let shown =
                    |value: Option<Value>| value.map_or_else(|| "nothing".to_owned(), |value| value.to_string());
                what.push(format!("{field}: {} wanted, {} read", shown(gold), shown(found)));
            }
            *self.fields.entry(field).or_default() += count;
        }
    }

    fn of_level(&self, level: &str) -> Count {
        let mut count = Count::default();
        for ((gold, found), number) in &self.confusion {
            match (gold == level, found == level) {
                (true, true) => count.right += number,
                (true, false) => count.missed += number,
                (false, true) => count.extra += number,
                (false, false) => {}
            }
        }
        count
    }

    fn write(&self, report: &mut Report) -> Result<()> {
        let all = self.sure.len();
        let right: usize = LEVELS.iter().map(|level| self.of_level(level).right).sum();
        let macro_f1 = LEVELS.iter().map(|level| self.of_level(level).f1()).sum::<f64>() / LEVELS.len() as f64;
        let facts: Count = self.fields.values().copied().sum();
        writeln!(report.tables, "{:<22}{:>8}{:>8}{:>8}", "level", "P", "R", "F1")?;
        for level in LEVELS {
            let count = self.of_level(level);
            let (p, r, f1) = (count.precision(), count.recall(), count.f1());
            writeln!(report.tables, "{level:<22}{p:>8.3}{r:>8.3}{f1:>8.3}")?;
        }
        writeln!(report.tables, "{:<22}{:>8}{:>8}{:>8}", "fact", "P", "R", "F1")?;
        for (field, count) in &self.fields {
            let (p, r, f1) = (count.precision(), count.recall(), count.f1());
            writeln!(report.tables, "{field:<22}{p:>8.3}{r:>8.3}{f1:>8.3}")?;
        }
        let error = self.reliability(&mut report.tables)?;
        for (name, value) in [
            ("accuracy", share(right, all)),
            ("lenientAccuracy", share(self.lenient, all)),
            ("macroF1", macro_f1),
            ("noTwoStepErrors", share(all - self.two_steps, all)),
            ("signalRecall", self.signals.recall()),
            ("trapsAvoided", share(self.traps.right, self.traps.right + self.traps.extra)),
            ("factsMicroF1", facts.f1()),
            ("calibration", 1.0 - error),
            ("spansInText", share(all - self.astray, all)),
        ] {
            writeln!(report.tables, "{name:<26}{value:.3}")?;
            report.figure(name, value);
        }
        Ok(())
    }

    /// The reliability table; gives the expected calibration error.
    fn reliability(&self, tables: &mut String) -> Result<f64> {
        writeln!(tables, "{:<22}{:>8}{:>8}{:>8}", "confidence", "cases", "mean", "right")?;
        let mut error = 0.0;
        let mut low = -1.0;
        for high in BINS {
            let bin: Vec<_> = self.sure.iter().filter(|(sure, _)| *sure > low && *sure <= high).collect();
            if !bin.is_empty() {
                let size = bin.len() as f64;
                let mean = bin.iter().map(|(sure, _)| sure).sum::<f64>() / size;
                let right = bin.iter().filter(|(_, right)| *right).count() as f64 / size;
                error += (mean - right).abs() * size / self.sure.len() as f64;
                writeln!(tables, "{:<22}{:>8}{mean:>8.2}{right:>8.2}", format!("up to {high}"), bin.len())?;
            }
            low = high;
        }
        Ok(error)
    }
}

/// The words of a phrase: lower case, without accents and punctuation.
fn words(phrase: &str) -> Vec<String> {
    let plain: String =
        phrase.to_lowercase().chars().map(fold).filter(|letter| *letter != '\'' && *letter != '’').collect();
    let parts = plain.split(|letter: char| !letter.is_alphanumeric() && !"%@+/.".contains(letter));
    parts.map(|word| word.trim_matches('.').to_owned()).filter(|word| !word.is_empty()).collect()
}

fn fold(letter: char) -> char {
    match letter {
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' => 'o',
        'ù'..='ü' => 'u',
        other => other,
    }
}

fn holds(phrase: &[String], part: &[String]) -> bool {
    !part.is_empty() && phrase.windows(part.len()).any(|run| run == part)
}

fn carries(phrase: &[String]) -> bool {
    let small: BTreeSet<&str> = SMALL.split_whitespace().collect();
    phrase.iter().any(|word| !small.contains(word.as_str()) && !word.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A phrase finds a signal when it holds it, or is a run of at least half of it with a word that carries meaning; phrases of
/// more than twelve words find nothing.
fn is_signal(gold: &[String], said: &[String]) -> bool {
    let part = holds(gold, said) && 2 * said.len() >= gold.len() && carries(said);
    said.len() <= 12 && (holds(said, gold) || part)
}

fn is_trapped(trap: &[String], said: &[String]) -> bool {
    let disowned: BTreeSet<&str> = DISOWNED.split_whitespace().collect();
    !said.iter().any(|word| disowned.contains(word.as_str())) && is_signal(trap, said)
}

fn compare(field: &str, gold: Option<&Value>, found: Option<&Value>) -> Count {
    match field {
        "availableDays" | "equipment" | "injuries" | "goals" => {
            let (gold, found) = (codes(gold), codes(found));
            let right = gold.intersection(&found).count();
            Count::new(right, found.len() - right, gold.len() - right)
        }
        "lifts" => {
            let entries = |value: Option<&Value>| value.and_then(Value::as_object).cloned().unwrap_or_default();
            let (gold, found) = (entries(gold), entries(found));
            let same = |(name, lift): (&String, &Value)| {
                found.get(name).is_some_and(|other| same_quantity(lift, other, 0.015))
            };
            let right = gold.iter().filter(|(name, lift)| same((name, lift))).count();
            Count::new(right, found.len() - right, gold.len() - right)
        }
        _ => {
            let said = |value: &&Value| !value.is_null() && **value != json!("") && **value != json!([]);
            let right = |gold: &Value, found: &Value| match field {
                "bodyweight" => same_quantity(gold, found, 0.02),
                "goalTimeline" => gold == found,
                _ => same_number(field, gold, found),
            };
            match (gold.filter(said), found.filter(said)) {
                (None, None) => Count::default(),
                (Some(gold), Some(found)) if right(gold, found) => Count::new(1, 0, 0),
                (gold, found) => Count::new(0, usize::from(found.is_some()), usize::from(gold.is_some())),
            }
        }
    }
}

fn codes(value: Option<&Value>) -> BTreeSet<String> {
    let items = value.and_then(Value::as_array).into_iter().flatten();
    items.filter_map(Value::as_str).map(str::to_owned).collect()
}

fn range(value: &Value) -> Option<(f64, f64)> {
    match value.as_array() {
        Some(ends) => Some((ends.first()?.as_f64()?, ends.last()?.as_f64()?)),
        None => value.as_f64().map(|number| (number, number)),
    }
}

fn same_number(field: &str, gold: &Value, found: &Value) -> bool {
    let (Some(gold), Some(found)) = (range(gold), range(found)) else { return false };
    let tolerance = match field {
        "trainingFrequency" | "age" => 0.0,
        "sessionLengthMinutes" => 5.0,
        _ => (0.2 * gold.1).max(0.1),
    };
    let no_wider = found.1 - found.0 <= gold.1 - gold.0 + (2.0 * tolerance).max(2.0);
    found.0 <= gold.1 + tolerance && found.1 >= gold.0 - tolerance && no_wider
}

fn same_quantity(gold: &Value, found: &Value, tolerance: f64) -> bool {
    let value = |quantity: &Value| quantity.get("value").and_then(range).map(|(_, high)| high);
    let (Some(left), Some(right)) = (value(gold), value(found)) else { return false };
    let (gold_unit, unit) = (text_of(gold, "unit"), text_of(found, "unit"));
    let right = match (gold_unit.as_str(), unit.as_str()) {
        (own, other) if own == other || other.is_empty() => right,
        ("kg", "lb") => right * 0.453_592_37,
        ("lb", "kg") => right / 0.453_592_37,
        _ => return false,
    };
    (left - right).abs() <= tolerance * left.abs() + 1e-9
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signals_are_found_whole_or_by_half() {
        let gold = words("squat 2x bodyweight");
        assert!(is_signal(&gold, &words("I squat 2x bodyweight now")));
        assert!(is_signal(&gold, &words("Squat 2x")) && !is_signal(&gold, &words("2x")));
        assert!(!is_signal(&words("five years"), &words("years")));
        assert!(is_trapped(&words("muscle-up"), &words("muscle up")));
        assert!(!is_trapped(&words("bench 300"), &words("husband bench 300")));
    }

    #[test]
    fn facts_are_compared_by_their_kind() {
        let one = Count::new(1, 0, 0);
        assert_eq!(compare("trainingFrequency", Some(&json!([3, 4])), Some(&json!(4))), one);
        assert_eq!(compare("yearsTraining", Some(&json!(5)), Some(&json!(6))), one);
        assert_eq!(compare("age", Some(&json!(30)), Some(&json!(31))), Count::new(0, 1, 1));
        assert_eq!(compare("injuries", Some(&json!([])), None), Count::default());
        let (kg, lb) = (json!({"squat": {"value": 100, "unit": "kg"}}), json!({"squat": {"value": 220, "unit": "lb"}}));
        assert_eq!(compare("lifts", Some(&kg), Some(&lb)), one);
    }
}
