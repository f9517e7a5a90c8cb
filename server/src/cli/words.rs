//! Answers for people: each value with the words it was read from.

use std::fmt::Write as _;

use serde_json::Value;

/// The values of an answer in order, a row each: where it belongs, the value, its words. Equal rows are one.
pub(super) fn table(answer: &Value, text: &str) -> String {
    let mut rows: Vec<(Row, usize)> = Vec::new();
    walk(answer, text, "", &mut |row| match rows.iter_mut().find(|(known, _)| *known == row) {
        Some((_, times)) => *times += 1,
        None => rows.push((row, 1)),
    });
    let width = |column: fn(&Row) -> &str| rows.iter().map(|(row, _)| column(row).chars().count()).max().unwrap_or(0);
    let (fields, values) = (width(|row| &row.field), width(|row| &row.value));
    let mut table = String::new();
    for (Row { field, value, words }, times) in &rows {
        let times = if *times > 1 { format!("  ×{times}") } else { String::new() };
        // Writing to a string never fails.
        let _ = writeln!(table, "  {field:fields$}  {value:values$}  “{words}”{times}");
    }
    table
}

#[derive(Debug, PartialEq, Eq)]
struct Row {
    field: String,
    value: String,
    words: String,
}

fn walk(value: &Value, text: &str, field: &str, found: &mut impl FnMut(Row)) {
    match value {
        Value::Object(fields) => {
            if let (Some(value), Some(words)) =
                (fields.get("value"), fields.get("span").and_then(|span| cut(text, span)))
            {
                return found(Row { field: field.to_owned(), value: plain(value), words: words.to_owned() });
            }
            for (name, value) in fields {
                let path = if field.is_empty() { name.clone() } else { format!("{field}.{name}") };
                walk(value, text, &path, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| walk(item, text, field, found)),
        _ => {}
    }
}

/// A value in one line: `225 lb`, `true`, `back_squat`.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Object(fields) => match (fields.get("value"), fields.get("unit")) {
            (Some(value), Some(unit)) => format!("{} {}", plain(value), plain(unit)),
            _ => fields.values().map(plain).collect::<Vec<_>>().join(" "),
        },
        Value::Number(number) => number.as_f64().map_or_else(|| number.to_string(), |number| number.to_string()),
        other => other.to_string(),
    }
}

/// The words under a span.
pub(super) fn cut<'t>(text: &'t str, span: &Value) -> Option<&'t str> {
    let at = |place: usize| usize::try_from(span.get(place)?.as_u64()?).ok();
    text.get(at(0)?..at(1)?)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn shows_each_value_with_its_words() {
        let set = json!({"reps": {"value": 5, "span": [6, 7]}, "weight": {"value": {"value": 80.0, "unit": "kg"}, "span": [10, 15]}});
        let answer = json!({"name": {"value": "back_squat", "span": [0, 5]}, "sets": [set, set], "completeness": 1.0});
        let rows = table(&answer, "squat 5 @ 80 kg");
        assert_eq!(
            rows.lines().next().unwrap().split_whitespace().collect::<Vec<_>>(),
            ["name", "back_squat", "“squat”"]
        );
        assert!(rows.contains("80 kg"), "{rows}");
        assert_eq!((rows.lines().count(), rows.matches("×2").count()), (3, 2), "{rows}");
    }
}
