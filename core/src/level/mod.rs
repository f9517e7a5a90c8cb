//! How trained a person is: evidence, not vocabulary.

use serde::{Deserialize, Serialize};

use crate::{Context, Engine, Span, facts::Fact, text::Text};

/// A level of training experience.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "UPPERCASE")]
pub enum Level {
    /// Nothing said yet tells.
    #[default]
    Unknown,
    /// Under about a year of consistent training.
    Beginner,
    /// About one to four consistent years.
    Intermediate,
    /// Several kinds of evidence for more.
    Advanced,
}

/// The kind of evidence a signal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SignalKind {
    /// Years or months of training.
    Experience,
    /// What the person lifts or can do.
    Performance,
    /// Words of loading, planning and structure used about one's own training.
    Vocabulary,
    /// Named programmes that were run.
    Programme,
    /// Competitions entered.
    Competition,
    /// Coaching others for a living.
    Coaching,
    /// What the person says of their own level.
    SelfLabel,
    /// First steps, no experience.
    Novelty,
    /// Time away.
    LayOff,
}

/// One piece of evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Signal {
    /// What kind of evidence.
    pub kind: SignalKind,
    /// The level it speaks for.
    pub level: Level,
    /// How strongly, in thousandths.
    pub weight: i32,
    /// The person's words, folded to lower case: what `detectedSignals` stores.
    pub phrase: String,
    /// Where they stand in the message.
    pub span: Span,
}

/// The level that a body of evidence supports.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Assessment {
    /// The level.
    pub level: Level,
    /// The share of such answers that is right, 0 to 1, two decimals.
    pub confidence: f64,
    /// One sentence a person understands.
    pub explanation: String,
}

/// Reads the signals of one message. Negated, asked, planned, quoted or somebody else's words give none.
#[must_use]
pub fn read(_engine: &Engine, _text: &Text<'_>, _asked: Option<u8>, _context: &Context) -> Vec<Signal> {
    Vec::new()
}

/// Weighs all the evidence of a session.
#[must_use]
pub fn assess(_engine: &Engine, _signals: &[Signal], _facts: &[Fact]) -> Assessment {
    Assessment { level: Level::Unknown, confidence: 0.0, explanation: String::new() }
}

/// A signal with the message it came from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
    /// The question the message answers, where known.
    pub question: Option<u8>,
    /// The signal.
    #[serde(flatten)]
    pub signal: Signal,
}

/// What a whole self-description shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Detection {
    /// The level.
    pub assessment: Assessment,
    /// The phrases it rests on, in the order they were said, each once.
    pub phrases: Vec<String>,
    /// The signals with their spans.
    pub evidence: Vec<Evidence>,
    /// The facts stated, later ones having replaced earlier ones of the same slot.
    pub facts: Vec<Fact>,
}

/// Reads messages, each with the number of the question it answers, and weighs them together.
#[must_use]
pub fn detect(engine: &Engine, messages: &[(Option<u8>, &str)], context: &Context) -> Detection {
    let (mut evidence, mut facts) = (Vec::new(), Vec::new());
    for &(question, message) in messages {
        let text = Text::read(&engine.lexicon, message);
        let signals = read(engine, &text, question, context);
        evidence.extend(signals.into_iter().map(|signal| Evidence { question, signal }));
        facts.extend(crate::facts::read(engine, &text, question, context));
    }
    let signals: Vec<Signal> = evidence.iter().map(|evidence| evidence.signal.clone()).collect();
    let assessment = assess(engine, &signals, &facts);
    let mut phrases: Vec<String> = Vec::new();
    for signal in signals {
        if !phrases.contains(&signal.phrase) {
            phrases.push(signal.phrase);
        }
    }
    Detection { assessment, phrases, evidence, facts }
}
