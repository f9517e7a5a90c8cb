use crate::Map;

use crate::order::sort_by_number;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{BadLine, Read, read, to_line};
use crate::facts::Topic;
use crate::level::{self, Level};
use crate::{Engine, facts};

#[derive(Debug, Deserialize)]
struct Line {
    text: Option<String>,
    answers: Option<Map<String, String>>,
}

/// What a self-description shows.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Detection {
    /// The id of the line, where it had one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Value>,
    /// The level.
    pub level: Level,
    /// How sure it is, 0 to 1.
    pub confidence: f64,
    /// The phrases it rests on, in the order they were said, each once.
    pub signals: Vec<String>,
    /// Plain values by field; absent where nothing was stated.
    pub extracted: Value,
    /// The signals with their spans.
    pub evidence: Vec<level::Evidence>,
    /// Why, in one sentence.
    pub explanation: String,
}

/// Rates a self-description: `{"id","text"}` or `{"id","answers":{"1":"…"}}` to
/// `{"id","level","confidence","signals","extracted","evidence"}`.
///
/// # Errors
/// When the line is not such an object.
pub fn detect(engine: &Engine, line: &str) -> Result<String, BadLine> {
    let Read { id, context, line } = read::<Line>(line)?;
    let messages: Vec<(Option<u8>, &str)> = match (&line.text, &line.answers) {
        (Some(text), _) => vec![(None, text.as_str())],
        (None, Some(answers)) => {
            let mut numbered: Vec<_> = answers.iter().map(|(number, text)| (topic_of(number), text.as_str())).collect();
            sort_by_number(&mut numbered, |(number, _)| number.map_or(0, |number| u64::from(number) + 1));
            numbered
        }
        (None, None) => {
            return Err(BadLine { id, error: "the line has neither `text` nor `answers`".to_owned() });
        }
    };
    let detection = level::detect(engine, &messages, &context);
    Ok(to_line(&Detection {
        id,
        level: detection.assessment.level,
        confidence: detection.assessment.confidence,
        signals: detection.phrases,
        extracted: facts::flat(engine, &detection.facts),
        evidence: detection.evidence,
        explanation: detection.assessment.explanation,
    }))
}

/// The topic that an intake form's question is about, as [`Topic`] numbers it: 1 goals, 2 background, 3 days, 4 injuries,
/// 5 equipment, 6 lifts, 7 session length, 8 timeline, 9 age and body; 10 is anything else.
fn topic_of(number: &str) -> Option<u8> {
    let topic = match number.trim().parse::<u8>().ok()? {
        1 => Topic::Goals,
        2 => Topic::Experience,
        3 => Topic::Frequency,
        4 => Topic::Injuries,
        5 => Topic::Equipment,
        6 => Topic::Lifts,
        7 => Topic::Time,
        8 => Topic::Timeline,
        9 => Topic::Body,
        _ => return None,
    };
    Some(topic.number())
}
