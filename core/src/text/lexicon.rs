//! Known terms: a trie over folded words, filled from the data files of `prompts/lexicon`.
//!
//! Matching is by whole words, longest first within a domain, tolerant of plurals and hyphens
//! (`pull-up`, `pull ups`), and forgives one typing error in a long word, two in a very long one.

mod languages;
mod table;
mod typo;

use std::collections::BTreeMap;

use serde::Deserialize;

pub(crate) use self::languages::Languages;
use self::table::{End, Trie, Words};
use super::token::{self, Token, TokenKind};
use crate::{Span, engine::LoadError};

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

    /// Whether a misspelling of its words is forgiven.
    fn forgives(self) -> bool {
        matches!(self, Self::Movement | Self::Calendar | Self::BodyPart | Self::Danger | Self::NumberWord)
    }

    /// Whether a phrase may stand for several codes at once.
    fn is_shared(self) -> bool {
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
    fn overlaps(self) -> bool {
        matches!(self, Self::Danger)
    }

    /// Whether two words are also known written as one: `push up`, `pushup`.
    fn joins(self) -> bool {
        matches!(self, Self::Movement)
    }
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
    pub span: Span,
    /// Whether a typing error was forgiven.
    pub corrected: bool,
}

/// What a data file holds under a key: phrases, or a table of codes.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Entry {
    Phrases(Vec<String>),
    Table(BTreeMap<String, Vec<String>>),
}

impl Entry {
    fn flatten(self, key: String) -> Vec<(String, Vec<String>)> {
        match self {
            Self::Phrases(phrases) => vec![(key, phrases)],
            Self::Table(table) => table.into_iter().map(|(code, phrases)| (format!("{key}.{code}"), phrases)).collect(),
        }
    }
}

/// All known terms.
#[derive(Debug, Default)]
pub struct Lexicon {
    words: Words,
    trie: Trie,
    codes: Vec<Vec<Code>>,
    /// Numbers of codes while loading; empty afterwards.
    numbers: BTreeMap<(Domain, Code), u16>,
}

/// A code, with the only language it counts in, where its phrase is an ordinary word of another one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Code {
    name: String,
    language: Option<&'static str>,
}

impl Code {
    /// Whether this name is its own or one of those joined in it.
    fn has(&self, name: &str) -> bool {
        self.name == name || self.name.split('|').any(|own| own == name)
    }
}

impl Lexicon {
    /// Loads the embedded lexicons.
    ///
    /// # Errors
    /// When a data file is malformed.
    pub fn load() -> Result<Self, LoadError> {
        let mut lexicon = Self { codes: vec![Vec::new(); Domain::ALL.len()], ..Self::default() };
        for domain in Domain::ALL {
            let folder = format!("lexicon/{}/", domain.folder());
            for (file, json) in coachwright_prompts::files_in(&folder) {
                let malformed = |detail: String| LoadError { file: file.to_owned(), detail };
                let entries: BTreeMap<String, Entry> =
                    serde_json::from_str(json).map_err(|error| malformed(error.to_string()))?;
                let coded = entries.into_iter().flat_map(|(code, entry)| entry.flatten(code));
                for (name, phrases) in coded {
                    for phrase in phrases {
                        let (phrase, language) = split_language(&phrase);
                        let code = lexicon.intern(domain, Code { name: name.clone(), language });
                        lexicon.add(domain, code.ok_or_else(|| malformed("too many codes".to_owned()))?, phrase);
                    }
                }
            }
        }
        for (file, json) in coachwright_prompts::files_in("lexicon/spelling/") {
            let spellings: BTreeMap<String, Vec<String>> =
                serde_json::from_str(json).map_err(|error| LoadError::new(file, error))?;
            for (word, spellings) in &spellings {
                spellings.iter().for_each(|spelling| lexicon.words.spell(word, spelling));
            }
        }
        lexicon.words.finish();
        lexicon.numbers.clear();
        Ok(lexicon)
    }

    /// The code of a term's number.
    pub(crate) fn code(&self, domain: Domain, code: u16) -> &str {
        self.entry(domain, code).map_or("", |code| code.name.as_str())
    }

    /// The names of all codes of a domain; a term's `code` is a place in it. A code with phrases of one language only has a
    /// place for them alone, under the same name.
    pub(crate) fn codes(&self, domain: Domain) -> Vec<&str> {
        self.codes.get(domain as usize).into_iter().flatten().map(|code| code.name.as_str()).collect()
    }

    fn entry(&self, domain: Domain, code: u16) -> Option<&Code> {
        self.codes.get(domain as usize)?.get(usize::from(code))
    }

    fn intern(&mut self, domain: Domain, code: Code) -> Option<u16> {
        let key = (domain, code);
        if let Some(number) = self.numbers.get(&key) {
            return Some(*number);
        }
        let codes = self.codes.get_mut(domain as usize)?;
        let number = u16::try_from(codes.len()).ok()?;
        codes.push(key.1.clone());
        self.numbers.insert(key, number);
        Some(number)
    }

    fn add(&mut self, domain: Domain, code: u16, phrase: &str) {
        let (tokens, folded) = token::scan(phrase);
        let words: Vec<&str> =
            tokens.iter().filter(|token| !is_hyphen(token)).map(|token| token.fold(&folded)).collect();
        self.insert(domain, code, &words);
        if let (true, [first, second]) = (domain.joins(), words.as_slice()) {
            let joined = format!("{first}{second}");
            if joined.len() >= 6 && joined.bytes().all(|byte| byte.is_ascii_alphabetic()) {
                self.insert(domain, code, &[&joined]);
            }
        }
    }

    /// Lets a phrase end in a code. A phrase may have several: shared domains join them into one
    /// (`style.direct|opinion.like`), and each language may have its own.
    fn insert(&mut self, domain: Domain, code: u16, words: &[&str]) {
        let mut node = Trie::ROOT;
        for word in words {
            let word = self.words.add(word, domain.forgives());
            node = self.trie.child_or_new(node, word);
        }
        let Some(new) = self.entry(domain, code).cloned().filter(|_| node != Trie::ROOT) else { return };
        let known: Vec<End> = self.trie.ends(node).filter(|end| end.domain == domain).collect();
        let named = |end: &&End| self.entry(domain, end.code).is_some_and(|known| known.has(&new.name));
        if let Some(same) = known.iter().find(named) {
            // The same meaning in two languages needs no guard.
            let whole = self.entry(domain, same.code).is_some_and(|known| known.name == new.name);
            if whole && same.language.is_some() && same.language != guard(new.language) {
                let unguarded = self.intern(domain, Code { language: None, ..new });
                self.trie.replace(node, *same, unguarded.map(|code| End { domain, code, language: None }));
            }
            return;
        }
        let beside = known.iter().find(|end| end.language == guard(new.language)).copied();
        match beside {
            Some(beside) if domain.is_shared() => {
                let Some(known) = self.entry(domain, beside.code) else { return };
                let both = Code { name: format!("{}|{}", known.name, new.name), language: new.language };
                let both = self.intern(domain, both).map(|code| End { code, ..beside });
                self.trie.replace(node, beside, both);
            }
            // The first one stands.
            Some(_) => {}
            None => self.trie.end_here(node, End { domain, code, language: guard(new.language) }),
        }
    }

    /// All terms of a message, in order of their first token, leftmost-longest within each domain.
    pub(crate) fn find(&self, tokens: &[Token], folded: &str) -> (Vec<Term>, Languages) {
        let readings: Vec<Reading> = tokens.iter().map(|token| self.reading(token, folded)).collect();
        let languages = self.languages(&readings);
        let mut terms = Vec::new();
        let mut taken = [0_usize; Domain::ALL.len()];
        let mut found = Found { languages, ..Found::default() };
        for first in 0..readings.len() {
            found.best = [None; Domain::ALL.len()];
            self.walk(Trie::ROOT, tokens, &readings, first, false, &mut found);
            let mut push = |domain: Domain, (code, end, corrected): Ended| {
                if let (Some(start), Some(last)) = (tokens.get(first), tokens.get(end - 1)) {
                    let span = start.span.join(last.span);
                    terms.push(Term { domain, code, first, end, span, corrected });
                }
            };
            for (domain, slot) in Domain::ALL.into_iter().zip(found.best) {
                if let (Some(ended), Some(taken)) = (slot, taken.get_mut(domain as usize))
                    && first >= *taken
                {
                    *taken = ended.1;
                    push(domain, ended);
                }
            }
            for (domain, ended) in found.overlapping.drain(..) {
                push(domain, ended);
            }
        }
        (terms, languages)
    }

    fn walk(&self, node: u32, tokens: &[Token], readings: &[Reading], at: usize, corrected: bool, found: &mut Found) {
        // A hyphen inside a term counts for nothing: `pull-up`.
        let at = match tokens.get(at) {
            Some(token) if node != Trie::ROOT && is_hyphen(token) && token.glued => at + 1,
            _ => at,
        };
        let Some(reading) = readings.get(at) else { return };
        for (word, corrects) in reading.words() {
            let Some(next) = self.trie.child(node, word) else { continue };
            let corrected = corrected || corrects;
            for End { domain, code, language } in self.trie.ends(next) {
                let ended = (code, at + 1, corrected);
                if language.is_some_and(|language| !found.languages.allow(language)) {
                    continue;
                }
                if domain.overlaps() {
                    found.overlapping.push((domain, ended));
                } else if let Some(slot) = found.best.get_mut(domain as usize)
                    && slot.is_none_or(|(_, end, _)| end <= at)
                {
                    *slot = Some(ended);
                }
            }
            self.walk(next, tokens, readings, at + 1, corrected, found);
        }
    }

    /// How many small words of each language there are.
    fn languages(&self, readings: &[Reading]) -> Languages {
        let mut languages = Languages::default();
        for word in readings.iter().filter_map(|reading| reading.exact) {
            let Some(node) = self.trie.child(Trie::ROOT, word) else { continue };
            for end in self.trie.ends(node).filter(|end| end.domain == Domain::Language) {
                // Languages share many small words: `de`, `la`, `en`.
                self.code(Domain::Language, end.code).split('|').for_each(|code| languages.count(code));
            }
        }
        languages
    }

    /// The known words that a token may stand for: itself, its singular, or what it misspells.
    fn reading(&self, token: &Token, folded: &str) -> Reading {
        if token.kind == TokenKind::Newline {
            return Reading::default();
        }
        let word = token.fold(folded);
        let exact = self.words.id(word);
        let singulars = if token.kind == TokenKind::Word { self.singulars(word) } else { [None, None] };
        let misspelt = match (exact, singulars) {
            (None, [None, None]) if token.kind == TokenKind::Word => typo::nearest(&self.words, word),
            _ => None,
        };
        let spelled = exact.and_then(|word| self.words.spelled(word));
        Reading { exact, spelled, singulars, misspelt }
    }

    /// The code of a phrase, read word by word as in a message.
    pub(crate) fn lookup<'w>(&self, domain: Domain, words: impl Iterator<Item = &'w str>) -> Option<u16> {
        let mut nodes = vec![Trie::ROOT];
        for word in words {
            let known = self.words.id(word).into_iter().chain(self.singulars(word).into_iter().flatten());
            let known: Vec<u32> = known.collect();
            nodes =
                nodes.iter().flat_map(|node| known.iter().filter_map(|word| self.trie.child(*node, *word))).collect();
        }
        nodes.into_iter().find_map(|node| self.trie.ends(node).find(|end| end.domain == domain).map(|end| end.code))
    }

    /// What a plural may be of: "presses" of "presse" and of "press".
    fn singulars(&self, word: &str) -> [Option<u32>; 2] {
        let bare = word.strip_suffix("'s").or_else(|| word.strip_suffix('s').filter(|stem| stem.len() >= 2));
        let shorter = bare.and_then(|bare| bare.strip_suffix('e')).filter(|stem| stem.len() >= 3);
        [bare, shorter].map(|stem| stem.and_then(|stem| self.words.id(stem)))
    }
}

/// A code that ends: its number, the token after, whether a typing error was forgiven.
type Ended = (u16, usize, bool);

/// What begins at one token: the longest term of each domain, and every term of domains whose terms overlap.
#[derive(Debug, Default)]
struct Found {
    languages: Languages,
    best: [Option<Ended>; Domain::ALL.len()],
    overlapping: Vec<(Domain, Ended)>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Reading {
    exact: Option<u32>,
    spelled: Option<u32>,
    singulars: [Option<u32>; 2],
    misspelt: Option<u32>,
}

impl Reading {
    fn words(self) -> impl Iterator<Item = (u32, bool)> {
        let known = self
            .exact
            .into_iter()
            .chain(self.spelled)
            .chain(self.singulars.into_iter().flatten())
            .map(|word| (word, false));
        known.chain(self.misspelt.map(|word| (word, true)))
    }
}

/// The number of a language.
fn guard(language: Option<&str>) -> Option<u8> {
    languages::number(language?)
}

/// `dos@fr` is the phrase `dos` and the language `fr`.
fn split_language(phrase: &str) -> (&str, Option<&'static str>) {
    let split = phrase.rsplit_once('@');
    let known = split.and_then(|(phrase, code)| Some((phrase, languages::named(code)?)));
    known.map_or((phrase, None), |(phrase, language)| (phrase, Some(language)))
}

fn is_hyphen(token: &Token) -> bool {
    token.kind == TokenKind::Punct('-')
}
