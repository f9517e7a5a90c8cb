//! The lexicon from its data files.

use std::collections::{BTreeMap, VecDeque};

use serde::Deserialize;

use super::codes::{Code, Codes};
use super::trie::Trie;
use super::words::Words;
use super::{Domain, Lexicon, is_hyphen, languages};
use crate::engine::{Extent, LoadError};
use crate::json;
use crate::text::token;

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

/// A code that ends at a node, with the only language it counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct End {
    domain: Domain,
    code: u16,
    language: Option<u8>,
}

/// A lexicon that grows. Words, nodes and codes are numbered as they come.
#[derive(Debug, Default)]
pub(super) struct Builder {
    words: Words,
    /// Words with what they are another spelling of.
    spelled: Vec<(u32, u32)>,
    edges: BTreeMap<(u32, u32), u32>,
    ends: Vec<Vec<End>>,
    codes: [Vec<Code>; Domain::ALL.len()],
    numbers: BTreeMap<(Domain, Code), u16>,
}

const ROOT: u32 = 0;

impl Builder {
    /// Reads the data files of these languages.
    pub(super) fn load(extent: Extent) -> Result<Self, LoadError> {
        let mut builder = Self { ends: vec![Vec::new()], ..Self::default() };
        for domain in Domain::ALL {
            let folder = format!("lexicon/{}/", domain.folder());
            for (file, text) in coachwright_prompts::files_in(&folder) {
                if domain.is_vital() || extent.has(file) {
                    builder.read(domain, file, text)?;
                }
            }
        }
        for (file, text) in coachwright_prompts::files_in("lexicon/spelling/").filter(|(file, _)| extent.has(file)) {
            let spellings: BTreeMap<String, Vec<String>> =
                json::read_strict(text).map_err(|error| LoadError::new(file, error))?;
            for (word, spellings) in &spellings {
                spellings.iter().for_each(|spelling| builder.spell(word, spelling));
            }
        }
        Ok(builder)
    }

    fn read(&mut self, domain: Domain, file: &str, text: &str) -> Result<(), LoadError> {
        let entries: BTreeMap<String, Entry> =
            serde_json::from_str(text).map_err(|error| LoadError::new(file, error))?;
        for (name, phrases) in entries.into_iter().flat_map(|(code, entry)| entry.flatten(code)) {
            for phrase in phrases {
                let (phrase, language) = split_language(&phrase);
                let code = self.intern(domain, Code { name: name.clone(), language });
                self.add(domain, code.ok_or_else(|| LoadError::new(file, "too many codes"))?, phrase);
            }
        }
        Ok(())
    }

    /// Makes `spelling` another spelling of a known word; other words are left alone.
    fn spell(&mut self, word: &str, spelling: &str) {
        let Some(word) = self.words.id(word) else { return };
        let spelling = self.words.add(spelling);
        self.spelled.retain(|(known, _)| *known != spelling);
        self.spelled.push((spelling, word));
    }

    fn entry(&self, end: End) -> Option<&Code> {
        self.codes.get(end.domain as usize)?.get(usize::from(end.code))
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
        let mut node = ROOT;
        for word in words {
            let word = self.words.add(word);
            let new = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
            node = *self.edges.entry((node, word)).or_insert(new);
            if node == new {
                self.ends.push(Vec::new());
            }
        }
        let new = End { domain, code, language: None };
        let Some(code) = self.entry(new).cloned().filter(|_| node != ROOT) else { return };
        let new = End { language: code.language, ..new };
        let ends = self.ends.get(node as usize).map_or(&[][..], Vec::as_slice);
        let known = || ends.iter().copied().filter(|end| end.domain == domain);
        let named = known().find(|end| self.entry(*end).is_some_and(|known| known.has(&code.name)));
        if let Some(same) = named {
            // The same meaning in two languages needs no guard.
            let whole = self.entry(same).is_some_and(|known| known.name == code.name);
            if whole && same.language.is_some() && same.language != new.language {
                let unguarded = self.intern(domain, Code { language: None, ..code });
                self.replace(node, same, unguarded.map(|code| End { domain, code, language: None }));
            }
            return;
        }
        match known().find(|end| end.language == new.language) {
            Some(beside) if domain.is_shared() => {
                let Some(known) = self.entry(beside) else { return };
                let both = Code { name: format!("{}|{}", known.name, code.name), ..code };
                let both = self.intern(domain, both).map(|code| End { code, ..beside });
                self.replace(node, beside, both);
            }
            // The first one stands.
            Some(_) => {}
            None => {
                // What counts in one language only comes before what counts in all.
                if let Some(ends) = self.ends.get_mut(node as usize) {
                    ends.insert(if new.language.is_some() { 0 } else { ends.len() }, new);
                }
            }
        }
    }

    /// Puts one end in the place of another.
    fn replace(&mut self, node: u32, old: End, new: Option<End>) {
        let known = self.ends.get_mut(node as usize).and_then(|ends| ends.iter_mut().find(|end| **end == old));
        if let (Some(known), Some(new)) = (known, new) {
            *known = new;
        }
    }

    /// The lexicon in its final numbers.
    pub(super) fn finish(self) -> Lexicon {
        let (words, numbers) = self.ordered_words();
        let number = |word: u32| numbers.get(word as usize).copied().unwrap_or(0);
        let mut spelled: Vec<(u16, u16)> =
            self.spelled.iter().map(|(spelling, word)| (number(*spelling), number(*word))).collect();
        spelled.sort_unstable();
        let (codes, places) = self.ordered_codes();
        let mut children: Vec<Vec<(u16, u32)>> = vec![Vec::new(); self.ends.len()];
        for ((node, word), child) in &self.edges {
            children.get_mut(*node as usize).into_iter().for_each(|list| list.push((number(*word), *child)));
        }
        let mut trie = Trie::default();
        let mut waiting = VecDeque::from([(0, ROOT)]);
        while let Some((word, node)) = waiting.pop_front() {
            let mut below = children.get_mut(node as usize).map(std::mem::take).unwrap_or_default();
            below.sort_unstable();
            let ends = self.ends.get(node as usize).into_iter().flatten();
            let ends: Vec<u16> = ends.filter_map(|end| places.get(&(end.domain, end.code)).copied()).collect();
            trie.push(word, below.len(), &ends);
            waiting.extend(below);
        }
        Lexicon::new(words, spelled, trie, codes)
    }

    /// The words with those first that most often go on a phrase, which have short numbers in an image, and the new number
    /// of each word.
    fn ordered_words(&self) -> (Words, Vec<u16>) {
        let mut uses: Vec<(u32, &str, u32)> = self.words.ids().map(|id| (0, self.words.word(id), id)).collect();
        for (_, word) in self.edges.keys().filter(|(node, _)| *node != ROOT) {
            uses.get_mut(*word as usize).into_iter().for_each(|(count, _, _)| *count += 1);
        }
        uses.sort_unstable_by_key(|(count, word, _)| (std::cmp::Reverse(*count), *word));
        let often = uses.len().min(OFTEN);
        let (often, others) = uses.split_at_mut(often);
        [often, others].into_iter().for_each(|words| words.sort_unstable_by_key(|(_, word, _)| *word));
        let (mut words, mut numbers) = (Words::default(), vec![0; self.words.len()]);
        for (_, word, id) in uses {
            let number = u16::try_from(words.push(word)).unwrap_or(u16::MAX);
            numbers.get_mut(id as usize).into_iter().for_each(|known| *known = number);
        }
        (words, numbers)
    }

    /// The codes that stand alone or that something ends in, and the new number of each.
    fn ordered_codes(&self) -> (Codes, BTreeMap<(Domain, u16), u16>) {
        let used: std::collections::BTreeSet<(Domain, u16)> =
            self.ends.iter().flatten().map(|end| (end.domain, end.code)).collect();
        let (mut codes, mut places, mut place) = (Codes::default(), BTreeMap::new(), 0);
        for (domain, own) in Domain::ALL.into_iter().zip(&self.codes) {
            let numbered = || own.iter().zip(0_u16..);
            let single = numbered().filter(|(code, _)| !code.is_joined());
            let joined = numbered().filter(|(code, number)| code.is_joined() && used.contains(&(domain, *number)));
            let ordered: Vec<(&Code, u16)> = single.chain(joined).collect();
            for (_, number) in &ordered {
                places.insert((domain, *number), place);
                place += 1;
            }
            codes.push(domain, ordered.into_iter().map(|(code, _)| code.clone()));
        }
        (codes, places)
    }
}

/// How many numbers fit into one byte of an image.
const OFTEN: usize = 128;

/// `dos@fr` is the phrase `dos` and the number of the language `fr`.
fn split_language(phrase: &str) -> (&str, Option<u8>) {
    let split = phrase.rsplit_once('@');
    let known = split.and_then(|(phrase, code)| Some((phrase, languages::number(code)?)));
    known.map_or((phrase, None), |(phrase, language)| (phrase, Some(language)))
}
