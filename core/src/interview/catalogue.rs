//! The catalogue: which questions there are, and how they and the replies are worded. All of it is data.

use crate::Map;

use serde::Deserialize;

use crate::Locale;
use crate::engine::{Extent, LoadError, codes, data};
use crate::facts::SlotId;
use crate::image::image;
use crate::level::Level;
use crate::model::CreationType;

/// The questions and their wordings in every language.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// The questions, by number.
    pub questions: Vec<Question>,
    /// The groups of the recap, in order.
    pub groups: Vec<Group>,
    /// Answers needed before a person may finish early.
    pub minimum_answers: u8,
    /// Codes of red flags that no doctor's word on training answers.
    pub without_clearance: Vec<String>,
    languages: Map<Locale, Language>,
}

image!(Catalogue { questions, groups, minimum_answers, without_clearance, languages });

/// A question, apart from its wording.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its number, 1 to 18.
    pub id: u8,
    /// Its topic.
    pub topic: String,
    /// The slots it fills.
    pub slots: Vec<SlotId>,
    /// Sets of slots: when all of one set are known with confidence, the question need not be asked.
    pub known_by: Vec<Vec<SlotId>>,
    /// The level it is not asked at.
    #[serde(default)]
    pub skipped_at: Option<Level>,
    /// Whether any answer will do; otherwise an answer without one of its slots is asked for again, once.
    #[serde(default)]
    pub open: bool,
    /// Whether a plain "no" answers it.
    #[serde(default)]
    pub takes_no: bool,
    /// Whether it screens for danger: a skip is asked back once, and finishing early waits for it.
    #[serde(default)]
    pub screening: bool,
    /// Whether it is about something that may change in an existing coach.
    #[serde(default)]
    pub changeable: bool,
}

image!(Question { id, topic, slots, known_by, skipped_at, open, takes_no, screening, changeable });

impl Question {
    /// Whether a person of this level is asked it in this kind of interview.
    #[must_use]
    pub fn applies(&self, level: Level, creation: CreationType) -> bool {
        match creation {
            CreationType::Modification => self.changeable,
            CreationType::Initial | CreationType::Recreation => self.skipped_at != Some(level),
        }
    }
}

/// A group of the recap.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its name in the replies' data.
    pub name: String,
    /// The slots it shows.
    pub slots: Vec<SlotId>,
}

image!(Group { name, slots });

/// The wordings of one question in one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// What the topic is called: in the recap, and in "change my …".
    pub label: String,
    /// The question, by level.
    pub unknown: String,
    /// For beginners.
    pub beginner: String,
    /// For intermediates.
    pub intermediate: String,
    /// For the advanced.
    pub advanced: String,
    /// The question again in plainer words with an example.
    pub plainer: String,
    /// The question when part of it is known; `{known}` is that part.
    #[serde(default)]
    pub known: Option<String>,
    /// The question when it is known that part of it is nothing.
    #[serde(default)]
    pub known_none: Option<String>,
    /// Why it is asked.
    pub why: String,
    /// Answers to tap.
    pub quick_replies: Vec<String>,
}

image!(Wording { label, unknown, beginner, intermediate, advanced, plainer, known, known_none, why, quick_replies });

impl Wording {
    /// The question for a level.
    #[must_use]
    pub fn at(&self, level: Level) -> &str {
        match level {
            Level::Unknown => &self.unknown,
            Level::Beginner => &self.beginner,
            Level::Intermediate => &self.intermediate,
            Level::Advanced => &self.advanced,
        }
    }
}

/// Everything said in one language.
#[derive(Debug)]
pub struct Language {
    /// The questions, by topic.
    pub questions: Map<String, Wording>,
    /// The replies.
    pub replies: Replies,
}

image!(Language { questions, replies });

/// The replies of the interview, apart from its questions.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Replies {
    /// Whole sentences by the occasion they are said at; several are taken in turn.
    pub say: Map<String, Vec<String>>,
    /// What is said when a slot was filled; `{value}` is the value.
    pub noted: Map<SlotId, Vec<String>>,
    /// Lines of the recap; `{value}` is the value.
    pub recap: Map<SlotId, String>,
    /// Headings of the recap's groups.
    pub group: Map<String, String>,
    /// What codes are called; from `prompts/codes`.
    #[serde(skip)]
    pub code: Map<String, String>,
    /// Words for what is counted: one, and several.
    pub unit: Map<String, [String; 2]>,
    /// The decimal point.
    pub decimal: String,
    /// Answers to questions, by what is asked about.
    pub answer: Map<String, String>,
    /// Answers to tap, by the occasion.
    pub quick: Map<String, Vec<String>>,
}

image!(Replies { say, noted, recap, group, code, unit, decimal, answer, quick });

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Structure {
    minimum_answers: u8,
    without_clearance: Vec<String>,
    question: Vec<Question>,
    group: Vec<Group>,
}

impl Catalogue {
    /// Loads the embedded catalogue.
    ///
    /// # Errors
    /// When a data file is missing or malformed, or a question has no wording.
    pub fn load(extent: Extent) -> Result<Self, LoadError> {
        let Structure { minimum_answers, without_clearance, question, group } = data("questions/catalogue.json")?;
        let mut languages = Map::new();
        for &locale in extent.locales() {
            let file = format!("questions/{}.json", locale.code());
            let questions: Map<String, Wording> = data(&file)?;
            if let Some(missing) = question.iter().find(|question| !questions.contains_key(&question.topic)) {
                return Err(LoadError { file, detail: format!("no wording of `{}`", missing.topic) });
            }
            let mut replies: Replies = data(&format!("replies/interview/{}.json", locale.code()))?;
            replies.code = codes(locale)?;
            languages.insert(locale, Language { questions, replies });
        }
        Ok(Self { questions: question, groups: group, minimum_answers, without_clearance, languages })
    }

    /// The question with this number.
    #[must_use]
    pub fn question(&self, id: u8) -> Option<&Question> {
        self.questions.get(usize::from(id).checked_sub(1)?)
    }

    /// The topic of a question.
    #[must_use]
    pub fn topic(&self, id: u8) -> Option<&str> {
        self.question(id).map(|question| question.topic.as_str())
    }

    /// What is said in a language, or in English where it is not built in.
    #[must_use]
    pub fn language(&self, locale: Locale) -> Option<&Language> {
        self.languages.get(&locale).or_else(|| self.languages.get(&Locale::En))
    }

    /// The languages built in.
    pub fn locales(&self) -> impl Iterator<Item = Locale> {
        self.languages.keys().copied()
    }

    /// The wording of a question.
    #[must_use]
    pub fn wording(&self, id: u8, locale: Locale) -> Option<&Wording> {
        self.language(locale)?.questions.get(self.topic(id)?)
    }
}
