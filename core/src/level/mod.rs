//! How trained a person is: evidence, not vocabulary.

use serde::{Deserialize, Serialize};

mod assess;
mod evolve;
mod hints;
mod phrase;
mod read;
mod rules;
mod strength;

pub use evolve::{Standing, evolve};
pub use rules::Rules;

use crate::facts::reader::Reader;
use crate::facts::{self, Fact, SlotId, Topic};
use crate::text::scope::is_kind;
use crate::text::{Domain, Term, Text, token};
use crate::{Context, Engine, Locale, Span};

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

crate::image::image_names!(Level { Unknown, Beginner, Intermediate, Advanced });

/// The kind of evidence a signal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum SignalKind {
    /// Years or months of training.
    Experience,
    /// What the person lifts.
    Performance,
    /// What the person can do: skills and benchmarks.
    Skill,
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

crate::image::image_names!(SignalKind {
    Experience,
    Performance,
    Skill,
    Vocabulary,
    Programme,
    Competition,
    Coaching,
    SelfLabel,
    Novelty,
    LayOff
});

/// One piece of evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    /// Years, where the evidence is a stretch of time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub years: Option<f64>,
    /// Years of endurance sport: they count only for those who want endurance coached.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub endurance: bool,
}

/// The level that a body of evidence supports.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Assessment {
    /// The level.
    pub level: Level,
    /// The level that caps loads: never above `level`, lower where words alone speak for it or after time away.
    pub safety: Level,
    /// The share of such answers that is right, 0 to 1, two decimals.
    pub confidence: f64,
    /// One sentence a person understands.
    pub explanation: String,
}

/// Reads the signals of one message. Negated, asked, planned, quoted or somebody else's words give none.
///
/// `asked` numbers the question being answered, as [`facts::read`] does.
#[must_use]
pub fn read(engine: &Engine, text: &Text<'_>, asked: Option<u8>, context: &Context) -> Vec<Signal> {
    let reader = Reader::new(text, asked.and_then(Topic::of), context);
    let spells = facts::spell::find(&reader);
    let facts = facts::lifts(engine, &reader, &spells);
    listen(engine, &reader, &spells, &facts)
}

fn listen(engine: &Engine, reader: &Reader<'_, '_>, spells: &[facts::spell::Spell], facts: &[Fact]) -> Vec<Signal> {
    let mut listener = read::Listener::new(reader, &engine.level, spells, facts);
    listener.listen(spells, facts);
    listener.signals
}

/// Leaves out what only repeats the coach: words of `signals` that `said`, the coach's last message, brought up first.
///
/// Years, lifts and competitions are the person's own whatever was asked; vocabulary and programmes are not.
#[must_use]
pub fn without_echo(signals: Vec<Signal>, said: &str) -> Vec<Signal> {
    let borrowed =
        |signal: &Signal| matches!(signal.kind, SignalKind::Vocabulary | SignalKind::Programme | SignalKind::Skill);
    if !signals.iter().any(borrowed) {
        return signals;
    }
    let said = token::scan(said);
    let echoes = |signal: &Signal| {
        let (tokens, folded) = token::scan(&signal.phrase);
        let said = |word: &str| said.0.iter().any(|token| token.fold(&said.1) == word);
        borrowed(signal) && tokens.iter().all(|token| said(token.fold(&folded)))
    };
    signals.into_iter().filter(|signal| !echoes(signal)).collect()
}

/// Whether facts of this slot bear on the level; [`assess()`] looks at no others.
#[must_use]
pub fn weighs(slot: SlotId) -> bool {
    matches!(
        slot,
        SlotId::Goals | SlotId::Lifts | SlotId::BodyWeight | SlotId::Gender | SlotId::Age | SlotId::YearsTraining
    )
}

/// Weighs all the evidence of a session; the explanation is in the language of `locale`.
#[must_use]
pub fn assess(engine: &Engine, signals: &[Signal], facts: &[Fact], locale: Locale) -> Assessment {
    assess::assess(&engine.level, signals, facts, locale)
}

/// A signal with the message it came from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    let (mut evidence, mut facts): (Vec<Evidence>, Vec<Fact>) = (Vec::new(), Vec::new());
    for &(question, message) in messages {
        let mut text = Text::read(&engine.lexicon, message);
        // "2-3 years, maybe?" answers, whatever its mark.
        let opens = |term: &Term| is_kind(text.code(term), "question_start");
        if question.is_some() && !text.terms_of(Domain::Cue).any(opens) {
            text = text.as_statement();
        }
        let reader = Reader::new(&text, question.and_then(Topic::of), context);
        let spells = facts::spell::find(&reader);
        let found = facts::gather(engine, &reader, &spells);
        let signals = listen(engine, &reader, &spells, &found);
        evidence.extend(signals.into_iter().map(|signal| Evidence { question, signal }));
        facts.extend(found);
    }
    let signals: Vec<Signal> = evidence.iter().map(|evidence| evidence.signal.clone()).collect();
    let assessment = assess(engine, &signals, &facts, context.locale);
    let endurance = assess::wants_endurance(&facts);
    let mut phrases: Vec<String> = Vec::new();
    // Short stretches and small numbers do not speak for a level two steps above them.
    let overruled = |signal: &Signal| {
        assessment.level == Level::Advanced
            && signal.level == Level::Beginner
            && matches!(signal.kind, SignalKind::Experience | SignalKind::Performance)
    };
    let speaks = |signal: &Signal| (!signal.endurance || endurance) && !overruled(signal);
    for signal in signals.into_iter().filter(speaks) {
        if !phrases.contains(&signal.phrase) {
            phrases.push(signal.phrase);
        }
    }
    Detection { assessment, phrases, evidence, facts }
}
