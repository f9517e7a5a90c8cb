//! What terms stand for.

use super::Domain;
use crate::image::{Image, Reader};

/// A code, with the only language it counts in, where its phrase is an ordinary word of another one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Code {
    /// Its name; where a phrase has several meanings at once, all of them: `style.direct|opinion.like`.
    pub(super) name: String,
    pub(super) language: Option<u8>,
}

impl Code {
    /// Whether this name is its own or one of those joined in it.
    pub(super) fn has(&self, name: &str) -> bool {
        self.name == name || self.names().any(|own| own == name)
    }

    /// Whether it stands for several meanings.
    pub(super) fn is_joined(&self) -> bool {
        self.name.contains('|')
    }

    /// The names joined in its own.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.name.split('|')
    }
}

/// The codes of all domains, by domain; within one, those of several names come last.
#[derive(Debug, Default)]
pub(super) struct Codes {
    list: Vec<Code>,
    /// The domain of each.
    domains: Vec<Domain>,
    /// The number of each domain's first code, and the number after the last one's.
    firsts: Vec<u16>,
}

impl Codes {
    /// Adds the codes of the next domain.
    pub(super) fn push(&mut self, domain: Domain, codes: impl IntoIterator<Item = Code>) {
        if self.firsts.is_empty() {
            self.firsts.push(0);
        }
        self.list.extend(codes);
        self.domains.resize(self.list.len(), domain);
        self.firsts.push(u16::try_from(self.list.len()).unwrap_or(u16::MAX));
    }

    /// The codes of a domain.
    pub(super) fn of(&self, domain: Domain) -> &[Code] {
        let first = |domain: usize| self.firsts.get(domain).map_or(0, |first| usize::from(*first));
        self.list.get(first(domain as usize)..first(domain as usize + 1)).unwrap_or_default()
    }

    /// The number of a domain's first code.
    pub(super) fn first(&self, domain: Domain) -> u16 {
        self.firsts.get(domain as usize).copied().unwrap_or(0)
    }

    /// The code of a number, with its domain and its place in it.
    pub(super) fn get(&self, number: u16) -> Option<(Domain, u16, &Code)> {
        let domain = *self.domains.get(usize::from(number))?;
        Some((domain, number - self.first(domain), self.list.get(usize::from(number))?))
    }
}

/// The place of a name among codes.
fn place(codes: &[Code], name: &str) -> usize {
    codes.iter().position(|code| code.name == name).unwrap_or(0)
}

/// For each domain the codes of one name, then the others as the places of their names.
impl Image for Codes {
    fn write(&self, out: &mut Vec<u8>) {
        for domain in Domain::ALL {
            let codes = self.of(domain);
            let single = codes.iter().take_while(|code| !code.is_joined()).count();
            (single, codes.len() - single).write(out);
            for (at, code) in codes.iter().enumerate() {
                code.language.map_or(0, |language| language + 1).write(out);
                if at < single {
                    code.name.write(out);
                } else {
                    let places: Vec<usize> = code.names().map(|name| place(codes, name)).collect();
                    places.write(out);
                }
            }
        }
    }

    fn read(from: &mut Reader<'_>) -> Self {
        let mut all = Self::default();
        for domain in Domain::ALL {
            let (single, joined) = (from.length(), from.length());
            let mut codes: Vec<Code> = Vec::with_capacity(single + joined);
            for at in 0..single + joined {
                let language = u8::read(from).checked_sub(1);
                let name = if at < single {
                    String::read(from)
                } else {
                    let mut name = String::new();
                    for place in Vec::<usize>::read(from) {
                        if !name.is_empty() {
                            name.push('|');
                        }
                        name.push_str(codes.get(place).map_or("", |code| code.name.as_str()));
                    }
                    name
                };
                codes.push(Code { name, language });
            }
            all.push(domain, codes);
        }
        all
    }
}
