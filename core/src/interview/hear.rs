//! What a message does: the words of `prompts/lexicon/move`, and when they count.
//!
//! A plain code (`skip`) counts only when the whole message says nothing else, fillers aside: "already", "before" or "that's
//! all" inside an answer never end or skip anything. A code ending in `_anywhere` counts inside a longer message too,
//! unless it is denied, quoted or somebody else's. Codes `topic_…` name a question's topic, `about_…` what is asked about.

use super::catalogue::Catalogue;
use crate::text::{Domain, Scope, Term, Text, TokenKind};
use crate::{Locale, Span};

/// What the words of a message ask the interview to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Command {
    Restart,
    Pause,
    Finish,
    Back,
    Change,
    Correction,
    Also,
    Summary,
    Skip,
    Unknown,
    Why,
    Clarify,
    Yes,
    Okay,
    No,
    Well,
    Greeting,
    Thanks,
    CaredFor,
    Keep,
    OffTopic,
    Abuse,
    Nonsense,
    Language(Option<Locale>),
}

impl Command {
    fn of(code: &str) -> Option<Self> {
        Some(match code {
            "restart" => Self::Restart,
            "pause" => Self::Pause,
            "finish" => Self::Finish,
            "back" => Self::Back,
            "change" => Self::Change,
            "correction" => Self::Correction,
            "also" => Self::Also,
            "summary" => Self::Summary,
            "skip" => Self::Skip,
            "unknown" => Self::Unknown,
            "why" => Self::Why,
            "clarify" => Self::Clarify,
            "yes" => Self::Yes,
            "okay" => Self::Okay,
            "no" => Self::No,
            "well" => Self::Well,
            "greeting" => Self::Greeting,
            "thanks" => Self::Thanks,
            "cared_for" => Self::CaredFor,
            "keep" => Self::Keep,
            "offtopic" => Self::OffTopic,
            "abuse" => Self::Abuse,
            "nonsense" => Self::Nonsense,
            "language_en" => Self::Language(Some(Locale::En)),
            "language_es" => Self::Language(Some(Locale::Es)),
            "language_fr" => Self::Language(Some(Locale::Fr)),
            "language_other" => Self::Language(None),
            _ => return None,
        })
    }

    /// Whether its own words say nothing about the person: the "not" of "rather not say" is no answer.
    fn says_nothing(self) -> bool {
        !matches!(self, Self::No | Self::Well | Self::Yes | Self::Correction | Self::Change | Self::Also)
    }

    /// Whether it counts as a sentence of its own beside an answer: "4 days. Why?".
    fn stands_beside_an_answer(self) -> bool {
        matches!(self, Self::Why | Self::Clarify | Self::Pause)
    }
}

/// A message, heard.
#[derive(Debug, Default)]
pub(super) struct Heard<'t> {
    commands: Vec<Command>,
    /// What the message opens with: "yes, they are coming".
    opening: Option<Command>,
    /// Words that only steer, from which no fact is read.
    pub(super) steering: Vec<Span>,
    /// The topic named, where one is.
    pub(super) topic: Option<u8>,
    /// What is asked about, where it is something the replies' data knows.
    pub(super) about: Option<&'t str>,
    /// Whether nothing is said but a topic's name, commands and fillers.
    pub(super) only_topic: bool,
    /// Whether there is more than commands and fillers.
    pub(super) has_content: bool,
    /// Whether something is asked.
    pub(super) asks: bool,
    /// Whether nothing is said but what is asked.
    pub(super) only_asks: bool,
    /// Whether nothing in it can be read: no words, or no words of a language.
    pub(super) unreadable: bool,
    /// Whether it is written in letters that no language of the product has.
    pub(super) foreign: bool,
}

impl Heard<'_> {
    pub(super) fn has(&self, command: Command) -> bool {
        self.commands.contains(&command)
    }

    /// Whether the message is this command and nothing else.
    pub(super) fn is(&self, command: Command) -> bool {
        !self.has_content && self.has(command)
    }

    /// Whether the message is this command or opens with it.
    pub(super) fn opens_with(&self, command: Command) -> bool {
        self.is(command) || self.opening == Some(command)
    }

    /// The language asked for; `Some(None)` when it is not one of the product's.
    pub(super) fn language(&self) -> Option<Option<Locale>> {
        self.commands.iter().find_map(|command| match command {
            Command::Language(locale) => Some(*locale),
            _ => None,
        })
    }
}

/// Hears a message.
pub(super) fn hear<'t>(catalogue: &Catalogue, text: &Text<'t>) -> Heard<'t> {
    let mut heard = Heard::default();
    let mut plain = vec![true; text.tokens.len()];
    let mut bare: Vec<(Command, &Term)> = Vec::new();
    for term in text.terms_of(Domain::Move) {
        let code = text.code(term);
        if let Some(topic) = code.strip_prefix("topic_") {
            let question = catalogue.questions.iter().find(|question| question.topic == topic);
            heard.topic = heard.topic.or(question.map(|question| question.id));
            continue;
        }
        if let Some(about) = code.strip_prefix("about_") {
            if text.scope_of(term.first, term.end).any(Scope::QUESTION) {
                heard.about = heard.about.or(Some(about));
            }
            continue;
        }
        let anywhere = code.strip_suffix("_anywhere");
        if let Some(command) = Command::of(anywhere.unwrap_or(code)) {
            if anywhere.is_none() {
                heard.opening = heard.opening.or(Some(command).filter(|_| term.first == 0));
                bare.push((command, term));
            } else if counts_inside(text, term) {
                heard.commands.push(command);
                heard.steering.extend(Some(term.span).filter(|_| command.says_nothing()));
            } else {
                continue;
            }
        }
        for mark in plain.iter_mut().take(term.end).skip(term.first) {
            *mark = false;
        }
    }
    let is_word =
        |at: usize| text.tokens.get(at).is_some_and(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number));
    let content: Vec<usize> = (0..plain.len()).filter(|at| plain.get(*at) == Some(&true) && is_word(*at)).collect();
    let topics = || text.terms_of(Domain::Move).filter(|term| text.code(term).starts_with("topic_"));
    heard.only_topic =
        heard.topic.is_some() && content.iter().all(|at| topics().any(|term| (term.first..term.end).contains(at)));
    let turns_to_topic = |command: &Command| matches!(command, Command::Change | Command::Back);
    let turns_to_topic =
        heard.commands.iter().any(turns_to_topic) || bare.iter().any(|(command, _)| turns_to_topic(command));
    let commands = !heard.commands.is_empty() || !bare.is_empty();
    heard.has_content = !(commands && (content.is_empty() || heard.only_topic && turns_to_topic));
    // "No está bien" denies; "no, está bien" agrees.
    let denied = |command: Command, term: &Term| {
        matches!(command, Command::Okay | Command::Well)
            && bare.iter().any(|(before, no)| *before == Command::No && no.end == term.first)
    };
    let kept: Vec<_> = bare.iter().copied().filter(|(command, term)| !denied(*command, term)).collect();
    for (command, term) in kept {
        let own_sentence = command.stands_beside_an_answer() && alone_in_sentence(text, term, &content);
        if !heard.has_content || own_sentence {
            heard.commands.push(command);
        }
    }
    let asked = |at: &usize| text.scope(*at).any(Scope::QUESTION);
    heard.asks = content.iter().any(asked);
    heard.only_asks = heard.asks && content.iter().all(asked);
    heard.foreign = foreign(text);
    heard.unreadable = !heard.foreign && heard.commands.is_empty() && unreadable(text);
    heard
}

/// Whether a phrase inside a longer message means what it says: not denied, quoted or somebody else's.
fn counts_inside(text: &Text<'_>, term: &Term) -> bool {
    // The phrase itself may hold a negation ("don't ask"); only one before it denies it.
    let clause = text.clause_at(term.first).map_or(0, |clause| clause.first);
    let denied = text
        .terms_of(Domain::Cue)
        .any(|cue| text.code(cue) == "negation" && cue.first >= clause && cue.end <= term.first);
    // Only what stands before it: "s'il te plaît" holds an "il".
    !denied && !text.scope(term.first).any(Scope::QUOTED | Scope::OTHER)
}

fn alone_in_sentence(text: &Text<'_>, term: &Term, content: &[usize]) -> bool {
    let Some(sentence) = text.clause_at(term.first).map(|clause| clause.sentence) else { return false };
    let own = |at: &usize| text.clause_at(*at).is_some_and(|clause| clause.sentence == sentence);
    !content.iter().any(own)
}

/// Whether most words are in letters of another script.
fn foreign(text: &Text<'_>) -> bool {
    let (mut latin, mut other) = (0, 0);
    for (at, token) in text.tokens.iter().enumerate() {
        if token.kind == TokenKind::Word {
            if text.word(at).is_ascii() { latin += 1 } else { other += 1 }
        }
    }
    other > latin
}

/// Whether there are no words and numbers, or only words that no language of the product could have.
fn unreadable(text: &Text<'_>) -> bool {
    for (at, token) in text.tokens.iter().enumerate() {
        match token.kind {
            TokenKind::Number => return false,
            TokenKind::Word => {
                let known = text.terms.iter().any(|term| (term.first..term.end).contains(&at) && !term.corrected);
                if known || pronounceable(text.word(at)) {
                    return false;
                }
            }
            _ => {}
        }
    }
    true
}

/// Whether a folded word has vowels where a word of a Romance or Germanic language has them.
fn pronounceable(word: &str) -> bool {
    let (mut vowels, mut run, mut longest, mut same, mut before) = (0, 0, 0, 1, 0);
    for letter in word.bytes() {
        if matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y') {
            vowels += 1;
            run = 0;
        } else {
            run += 1;
        }
        longest = longest.max(run);
        same = if letter == before { same + 1 } else { 1 };
        if same >= 4 {
            return false;
        }
        before = letter;
    }
    // Abbreviations such as "wk" and "hrs" have no vowel.
    word.len() <= 3 || (vowels > 0 && longest <= 4)
}
