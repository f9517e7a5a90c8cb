//! JSON Schema to TypeScript, as far as the schemas of this project go.

use std::fmt::Write as _;

use anyhow::{Context as _, Result, bail};
use serde_json::{Map, Value};

/// One exported declaration for each definition, in order of their names.
pub(crate) fn module(definitions: &Map<String, Value>) -> Result<String> {
    let mut text = String::from("// Written by `cargo xtask wasm` from the Rust types; do not edit.\n");
    for (name, schema) in definitions {
        let declared = declaration(schema).with_context(|| format!("cannot describe the type `{name}`"))?;
        text.push('\n');
        text.push_str(&comment(schema, ""));
        if schema.get("properties").is_some() && !is_union(schema) {
            writeln!(text, "export interface {name} {declared}")?;
        } else {
            writeln!(text, "export type {name} = {declared};")?;
        }
    }
    Ok(text)
}

fn is_union(schema: &Value) -> bool {
    ["oneOf", "anyOf", "allOf"].iter().any(|key| schema.get(key).is_some())
}

fn declaration(schema: &Value) -> Result<String> {
    type_of(schema, "")
}

/// The type of a schema; `indent` is that of the line it stands on.
fn type_of(schema: &Value, indent: &str) -> Result<String> {
    let object = match schema {
        Value::Bool(_) => return Ok("unknown".to_owned()),
        Value::Object(object) => object,
        other => bail!("not a schema: {other}"),
    };
    let mut parts = Vec::new();
    for key in ["oneOf", "anyOf"] {
        if let Some(Value::Array(choices)) = object.get(key) {
            let choices: Result<Vec<String>> = choices.iter().map(|choice| type_of(choice, indent)).collect();
            parts.push(union(choices?));
        }
    }
    if let Some(Value::Array(all)) = object.get("allOf") {
        for schema in all {
            parts.push(type_of(schema, indent)?);
        }
    }
    if let Some(reference) = object.get("$ref").and_then(Value::as_str) {
        parts.push(reference.rsplit('/').next().unwrap_or(reference).to_owned());
    }
    if let Some(only) = object.get("const") {
        parts.push(only.to_string());
    } else if let Some(Value::Array(values)) = object.get("enum") {
        parts.push(union(values.iter().map(Value::to_string).collect()));
    } else {
        match object.get("type") {
            Some(Value::String(name)) => parts.push(named(name, object, indent)?),
            Some(Value::Array(names)) => {
                let names: Result<Vec<String>> =
                    names.iter().filter_map(Value::as_str).map(|name| named(name, object, indent)).collect();
                parts.push(union(names?));
            }
            _ if object.contains_key("properties") => parts.push(fields(object, indent)?),
            _ => {}
        }
    }
    match parts.len() {
        0 => Ok("unknown".to_owned()),
        1 => Ok(parts.remove(0)),
        _ => Ok(parts
            .iter()
            .filter(|part| *part != "Record<string, unknown>")
            .map(|part| if part.contains(" | ") && !part.starts_with('{') { format!("({part})") } else { part.clone() })
            .collect::<Vec<_>>()
            .join(" & ")),
    }
}

fn union(mut choices: Vec<String>) -> String {
    choices.dedup();
    choices.join(" | ")
}

fn named(name: &str, object: &Map<String, Value>, indent: &str) -> Result<String> {
    Ok(match name {
        "string" => "string".to_owned(),
        "integer" | "number" => "number".to_owned(),
        "boolean" => "boolean".to_owned(),
        "null" => "null".to_owned(),
        "array" => list(object, indent)?,
        "object" => fields(object, indent)?,
        other => bail!("there is no type `{other}` in TypeScript"),
    })
}

fn list(object: &Map<String, Value>, indent: &str) -> Result<String> {
    if let Some(Value::Array(items)) = object.get("prefixItems") {
        let items: Result<Vec<String>> = items.iter().map(|item| type_of(item, indent)).collect();
        return Ok(format!("[{}]", items?.join(", ")));
    }
    let item = type_of(object.get("items").unwrap_or(&Value::Bool(true)), indent)?;
    let length = |key: &str| object.get(key).and_then(Value::as_u64);
    if let (Some(most), Some(least)) = (length("maxItems"), length("minItems"))
        && most == least
        && let Ok(count) = usize::try_from(most)
    {
        return Ok(format!("[{}]", vec![item; count].join(", ")));
    }
    Ok(if item.contains(' ') { format!("({item})[]") } else { format!("{item}[]") })
}

fn fields(object: &Map<String, Value>, indent: &str) -> Result<String> {
    let Some(Value::Object(properties)) = object.get("properties") else {
        let value = match object.get("additionalProperties") {
            Some(Value::Bool(_)) | None => "unknown".to_owned(),
            Some(schema) => type_of(schema, indent)?,
        };
        return Ok(format!("Record<string, {value}>"));
    };
    let required = |name: &str| {
        let names = object.get("required").and_then(Value::as_array);
        names.is_some_and(|names| names.iter().any(|known| known == name))
    };
    let inner = format!("{indent}  ");
    let mut text = String::from("{\n");
    for (name, schema) in properties {
        text.push_str(&comment(schema, &inner));
        let mark = if required(name) { "" } else { "?" };
        let plain = name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
        let name = if plain { name.clone() } else { format!("'{name}'") };
        writeln!(text, "{inner}{name}{mark}: {};", type_of(schema, &inner)?)?;
    }
    write!(text, "{indent}}}")?;
    Ok(text)
}

fn comment(schema: &Value, indent: &str) -> String {
    let Some(text) = schema.get("description").and_then(Value::as_str) else { return String::new() };
    let lines: Vec<&str> = text.lines().collect();
    match lines.as_slice() {
        [line] => format!("{indent}/** {line} */\n"),
        lines => format!("{indent}/**\n{indent} * {}\n{indent} */\n", lines.join(&format!("\n{indent} * "))),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn schemas_become_types() {
        let Value::Object(definitions) = json!({
            "Span": { "type": "array", "prefixItems": [{ "type": "integer" }, { "type": "integer" }], "maxItems": 2 },
            "Tier": { "description": "How grave.", "oneOf": [{ "const": "care" }, { "const": "urgent" }] },
            "Flag": {
                "type": "object",
                "properties": {
                    "tier": { "$ref": "#/$defs/Tier", "description": "What it calls for." },
                    "note": { "type": ["string", "null"] },
                    "by-day": { "type": "object", "additionalProperties": { "type": "array", "items": { "anyOf": [{ "$ref": "#/$defs/Tier" }, { "type": "null" }] } } },
                },
                "required": ["tier"],
            },
        }) else {
            panic!("a map of definitions")
        };
        let expected = "// Written by `cargo xtask wasm` from the Rust types; do not edit.

export interface Flag {
  'by-day'?: Record<string, (Tier | null)[]>;
  note?: string | null;
  /** What it calls for. */
  tier: Tier;
}

export type Span = [number, number];

/** How grave. */
export type Tier = \"care\" | \"urgent\";
";
        assert_eq!(module(&definitions).unwrap(), expected);
    }
}
