//! Known terms: a trie over folded words, filled from the data files of `prompts/lexicon`.
//!
//! Matching is by whole words, longest first within a domain, tolerant of plurals and hyphens
//! (`pull-up`, `pull ups`), and forgives one typing error in a long word, two in a very long one.

mod build;
mod codes;
mod domain;
mod languages;
mod trie;
mod typo;
mod words;

use self::build::Builder;
use self::codes::{Code, Codes};
pub use self::domain::Domain;
pub(crate) use self::languages::Languages;
use self::trie::Trie;
use self::typo::Forgiving;
use self::words::Words;
use super::token::{Token, TokenKind};
use crate::Span;
use crate::engine::{Extent, LoadError};
use crate::image::{Image, Reader};

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

/// All known terms.
#[derive(Debug, Default)]
pub struct Lexicon {
    words: Words,
    /// Words with what they are another spelling of, by number.
    spelled: Vec<(u16, u16)>,
    trie: Trie,
    codes: Codes,
    forgiving: Forgiving,
}

impl Lexicon {
    /// Loads the embedded lexicons of all languages.
    ///
    /// # Errors
    /// When a data file is malformed.
    pub fn load() -> Result<Self, LoadError> {
        Self::load_in(Extent::Everything)
    }

    /// Loads the embedded lexicons of some languages.
    ///
    /// # Errors
    /// When a data file is malformed.
    pub fn load_in(extent: Extent) -> Result<Self, LoadError> {
        Ok(Builder::load(extent)?.finish())
    }

    fn new(words: Words, spelled: Vec<(u16, u16)>, mut trie: Trie, codes: Codes) -> Self {
        trie.finish(words.len());
        let forgiven = trie.words_of(|code| codes.get(code).is_some_and(|(domain, _, _)| domain.forgives()));
        let forgiving = Forgiving::of(&words, &forgiven);
        Self { words, spelled, trie, codes, forgiving }
    }

    /// The code of a term's number.
    pub(crate) fn code(&self, domain: Domain, code: u16) -> &str {
        self.codes.of(domain).get(usize::from(code)).map_or("", |code| code.name.as_str())
    }

    /// The names of all codes of a domain; a term's `code` is a place in it. A code with phrases of one language only has a
    /// place for them alone, under the same name.
    pub(crate) fn codes(&self, domain: Domain) -> Vec<&str> {
        self.codes.of(domain).iter().map(|code| code.name.as_str()).collect()
    }

    /// What ends at a node.
    fn ends(&self, node: u32) -> impl Iterator<Item = (Domain, u16, &Code)> {
        self.trie.ends(node).iter().filter_map(|code| self.codes.get(*code))
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
            for (domain, code, Code { language, .. }) in self.ends(next) {
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
            for (_, _, code) in self.ends(node).filter(|(domain, ..)| *domain == Domain::Language) {
                // Languages share many small words: `de`, `la`, `en`.
                code.names().for_each(|code| languages.count(code));
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
            (None, [None, None]) if token.kind == TokenKind::Word => self.forgiving.nearest(&self.words, word),
            _ => None,
        };
        let spelled = exact.and_then(|word| self.spelled(word));
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
        nodes.into_iter().find_map(|node| self.ends(node).find(|end| end.0 == domain).map(|(_, code, _)| code))
    }

    /// The word that a word is a spelling of.
    fn spelled(&self, word: u32) -> Option<u32> {
        let place = self.spelled.binary_search_by_key(&word, |(spelling, _)| u32::from(*spelling)).ok()?;
        self.spelled.get(place).map(|(_, word)| u32::from(*word))
    }

    /// What a plural may be of: "presses" of "presse" and of "press".
    fn singulars(&self, word: &str) -> [Option<u32>; 2] {
        let bare = word.strip_suffix("'s").or_else(|| word.strip_suffix('s').filter(|stem| stem.len() >= 2));
        let shorter = bare.and_then(|bare| bare.strip_suffix('e')).filter(|stem| stem.len() >= 3);
        [bare, shorter].map(|stem| stem.and_then(|stem| self.words.id(stem)))
    }
}

impl Image for Lexicon {
    fn write(&self, out: &mut Vec<u8>) {
        self.words.write(out);
        self.spelled.write(out);
        self.trie.write(out);
        self.codes.write(out);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        let (words, spelled) = (Words::read(from), Vec::read(from));
        Self::new(words, spelled, Trie::read(from), Codes::read(from))
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

fn is_hyphen(token: &Token) -> bool {
    token.kind == TokenKind::Punct('-')
}
