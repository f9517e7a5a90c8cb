//! The families of known terms.

/// A family of terms. Each is one folder of data files: `prompts/lexicon/<domain>/<language>.toml`,
/// where every entry is `code = ["phrase", "phrase"]`; a code inside a table is `table.code`. A phrase that is also an
/// ordinary word of another language names its own: `dos@fr` is a back in French messages only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Domain {
    /// Movements: `back_squat` …
    Movement,
    /// Named benchmark workouts: `fran` …
    Benchmark,
    /// Units: `kg`, `lb`, `minute`, `rep`, `set`, `round` …
    Unit,
    /// Number words: `seven`, `media`, `couple`; the code is the value (`7`, `0.5`) or an ordinal (`3rd`).
    NumberWord,
    /// Days, months, `yesterday`.
    Calendar,
    /// Cues of scope: negation, question, plan, other person …
    Cue,
    /// Parts of the body.
    BodyPart,
    /// Words of training that are none of the others: formats, scores, effort, places, weather.
    Training,
    /// Words that join a movement to make its fuller name: `dumbbell`, `seated`.
    Modifier,
    /// How it felt: complaints and their absence.
    Feeling,
    /// Movement words that are also everyday words.
    Everyday,
    /// Where it hurts, as training logs name it: `back`, `knee`.
    Site,
    /// Evidence of level.
    Signal,
    /// Preferences and ways of life; the code begins with its family: `style.direct`.
    Fact,
    /// Complaints, injuries, conditions and how they are; the code begins with its family: `condition.acl_tear`.
    Health,
    /// Goals, cues that something is wanted, deadlines.
    Goal,
    /// Words around one's own weight and age.
    Body,
    /// Equipment and places to train.
    Equipment,
    /// Kinds of training and sport; the code is `<modality>.<activity>`.
    Activity,
    /// Words around stretches of time: `started`, `on and off`, `layoff`, `a few`.
    Spell,
    /// Lifts as people speak of their numbers: `benched`, `pull`, `OHP`.
    Lift,
    /// Small words by what they do beside numbers and names: `to`, `about`, `my`.
    Particle,
    /// Red flags and their ingredients.
    Danger,
    /// Idioms and gym language that must not alarm.
    Idiom,
    /// Moves of the interview: skip, back, why, pause …
    Move,
    /// Small words that tell a language; the code is the language (`en`, `es`, `fr`, `de`).
    Language,
    /// Ordinary words that must not be taken for a misspelt term.
    Common,
}

impl Domain {
    /// All domains, in the order of their declaration.
    pub const ALL: [Self; 27] = [
        Self::Movement,
        Self::Benchmark,
        Self::Unit,
        Self::NumberWord,
        Self::Calendar,
        Self::Cue,
        Self::BodyPart,
        Self::Training,
        Self::Modifier,
        Self::Feeling,
        Self::Everyday,
        Self::Site,
        Self::Signal,
        Self::Fact,
        Self::Health,
        Self::Goal,
        Self::Body,
        Self::Equipment,
        Self::Activity,
        Self::Spell,
        Self::Lift,
        Self::Particle,
        Self::Danger,
        Self::Idiom,
        Self::Move,
        Self::Language,
        Self::Common,
    ];

    /// The name of its data folder.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Self::Movement => "movement",
            Self::Benchmark => "benchmark",
            Self::Unit => "unit",
            Self::NumberWord => "number_word",
            Self::Calendar => "calendar",
            Self::Cue => "cue",
            Self::BodyPart => "body_part",
            Self::Training => "training",
            Self::Modifier => "modifier",
            Self::Feeling => "feeling",
            Self::Everyday => "everyday",
            Self::Site => "site",
            Self::Signal => "signal",
            Self::Fact => "fact",
            Self::Health => "health",
            Self::Goal => "goal",
            Self::Body => "body",
            Self::Equipment => "equipment",
            Self::Activity => "activity",
            Self::Spell => "spell",
            Self::Lift => "lift",
            Self::Particle => "particle",
            Self::Danger => "danger",
            Self::Idiom => "idiom",
            Self::Move => "move",
            Self::Language => "language",
            Self::Common => "common",
        }
    }

    /// Whether its words count in every language from the start, for danger to be recognised: no download is waited for.
    pub(super) fn is_vital(self) -> bool {
        matches!(self, Self::Danger | Self::Idiom | Self::Cue | Self::NumberWord | Self::BodyPart | Self::Language)
    }

    /// Whether a misspelling of its words is forgiven.
    pub(super) fn forgives(self) -> bool {
        matches!(self, Self::Movement | Self::Calendar | Self::BodyPart | Self::Danger | Self::NumberWord)
    }

    /// Whether a phrase may stand for several codes at once.
    pub(super) fn is_shared(self) -> bool {
        matches!(
            self,
            Self::Fact
                | Self::Health
                | Self::Goal
                | Self::Body
                | Self::Signal
                | Self::Spell
                | Self::Particle
                | Self::Language
                | Self::Danger
        )
    }

    /// Whether its terms are ingredients that are all found, also inside each other.
    pub(super) fn overlaps(self) -> bool {
        matches!(self, Self::Danger)
    }

    /// Whether two words are also known written as one: `push up`, `pushup`.
    pub(super) fn joins(self) -> bool {
        matches!(self, Self::Movement)
    }
}
