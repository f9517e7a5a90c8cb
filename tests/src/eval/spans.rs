//! Every value points at words: the spans of an answer lie in its text.

use serde_json::Value;

/// The spans of an answer that do not hold words of `text`: empty, outside, or cutting a character.
#[must_use]
pub fn astray(answer: &Value, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    walk(answer, text, "", &mut found);
    found
}

fn walk(value: &Value, text: &str, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                let path = format!("{path}/{name}");
                match (name.as_str(), span(field)) {
                    ("span", Some((start, end))) if start >= end || text.get(start..end).is_none() => {
                        found.push(format!("{path} {start}..{end}"));
                    }
                    _ => walk(field, text, &path, found),
                }
            }
        }
        Value::Array(items) => {
            for (number, item) in items.iter().enumerate() {
                walk(item, text, &format!("{path}/{number}"), found);
            }
        }
        _ => {}
    }
}

fn span(value: &Value) -> Option<(usize, usize)> {
    match value.as_array()?.as_slice() {
        [start, end] => Some((usize::try_from(start.as_u64()?).ok()?, usize::try_from(end.as_u64()?).ok()?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn finds_spans_outside_empty_or_inside_a_character() {
        let answer = json!({"a": [{"span": [0, 2]}, {"span": [2, 2]}], "b": {"span": [1, 9]}, "c": {"span": [0, 4]}});
        assert_eq!(astray(&answer, "héllo"), ["/a/0/span 0..2", "/a/1/span 2..2", "/b/span 1..9"]);
    }
}
