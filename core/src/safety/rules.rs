//! Which ingredients near each other mean which danger: `prompts/safety/rules.toml`, compiled.

use crate::Map;

use serde::Deserialize;

use super::Tier;
use crate::engine::{LoadError, data};
use crate::image::{Image, Reader, image, image_names};
use crate::text::{Domain, Lexicon};

/// A set of ingredient classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct ClassSet([u64; WORDS]);

const WORDS: usize = 5;

impl ClassSet {
    /// How many classes there may be.
    const CAPACITY: usize = 64 * WORDS;

    fn insert(&mut self, class: usize) {
        if let Some(word) = self.0.get_mut(class / 64) {
            *word |= 1 << (class % 64);
        }
    }

    pub(super) fn meets(self, other: Self) -> bool {
        self.0.iter().zip(other.0).any(|(left, right)| left & right != 0)
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == [0; WORDS]
    }
}

/// As the numbers of its classes: most sets are small.
impl Image for ClassSet {
    fn write(&self, out: &mut Vec<u8>) {
        let has = |class: &usize| self.0.get(class / 64).is_some_and(|word| word >> (class % 64) & 1 == 1);
        let classes: Vec<usize> = (0..Self::CAPACITY).filter(has).collect();
        classes.write(out);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        let mut set = Self::default();
        for _ in 0..from.length() {
            set.insert(usize::read(from));
        }
        set
    }
}

impl std::ops::BitOrAssign for ClassSet {
    fn bitor_assign(&mut self, other: Self) {
        for (word, more) in self.0.iter_mut().zip(other.0) {
            *word |= more;
        }
    }
}

/// The data file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Classes that a rule of grammar, not one rule of danger, needs.
    grammar: Grammar<String>,
    /// Numbers that are ingredients: an age, a score of pain.
    number: Map<String, NumberClass>,
    /// Ingredients made of ingredients, in the order in which they are looked for.
    #[serde(default)]
    compound: Vec<CompoundData>,
    rule: Vec<RuleData>,
    /// What a reply must not do.
    guard: Vec<GuardData>,
    limits: Limits,
}

/// How fast training may grow, and what the first week after a break holds.
#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Limits {
    pub(super) load_percent_low: f64,
    pub(super) load_percent: f64,
    pub(super) volume_percent_beginner: f64,
    pub(super) volume_percent: f64,
    pub(super) first_week_sets: u32,
    pub(super) first_week_repetitions: u32,
}

image!(Limits {
    load_percent_low,
    load_percent,
    volume_percent_beginner,
    volume_percent,
    first_week_sets,
    first_week_repetitions
});

/// Classes of words that decide whether a finding stands.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Grammar<C> {
    /// "what are the signs of": asked about in general.
    pub(super) general: C,
    /// The same when a sentence opens so: "what is".
    pub(super) general_opening: C,
    /// Parts of the body: what a possessive makes one's own.
    pub(super) body: C,
    /// Words that open a question when a sentence begins with them.
    pub(super) opens_question: C,
    /// "is it normal": asked in general words about oneself.
    pub(super) asks_of_self: C,
    /// "my": makes a part of the body one's own.
    pub(super) possessive: C,
    /// People who are not the writer.
    pub(super) person: C,
    /// "I think", "next to me": the writer, but not the one in danger.
    pub(super) hedge: C,
    /// Right now, or just now.
    pub(super) now: C,
    /// "is", "has": the present.
    pub(super) present: C,
    /// "whenever", "as if": what looks like a condition and is none.
    pub(super) habitual: C,
    /// Effort: what stands in a condition that does happen ("if I run my chest hurts").
    pub(super) effort: C,
    /// "can't": makes no danger of its own, and denies none.
    pub(super) inability: C,
    /// Classes whose phrases hold a denial of their own ("can't feel"): it belongs to them and denies nothing else.
    pub(super) denying: C,
    /// Long ago or over.
    pub(super) long_ago: C,
    /// "since": what stands behind it goes on.
    pub(super) since: C,
    /// Verb forms of the first person that look like another language's "he".
    pub(super) first_person: C,
    /// Seen and allowed by a doctor, or healed.
    pub(super) cleared: C,
    /// "leave out": in a reply, what follows is not proposed.
    pub(super) leaves_out: C,
    /// "the doctor cleared me": lifts a clearance.
    pub(super) lifts: C,
    /// "the ambulance is here": says that help has come.
    pub(super) cared_for: C,
}

image!(Grammar<ClassSet> { general, general_opening, body, opens_question, asks_of_self, possessive, person, hedge, now, present, habitual, effort, inability, denying, long_ago, since, first_person, cleared, leaves_out, lifts, cared_for });

/// A number that is an ingredient.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NumberClass {
    low: f64,
    high: f64,
    /// Units that may follow; without any, none may.
    #[serde(default)]
    units: Vec<String>,
}

/// Whether danger to other people counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Others {
    /// Not at all: their conditions are theirs.
    #[default]
    Never,
    /// When it happens right now.
    Now,
    /// Whenever it is said.
    Always,
    /// It is said in the first person ("better off without me"), whoever else the sentence names.
    Mine,
}

image_names!(Others { Never, Now, Always, Mine });

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CompoundData {
    name: String,
    all: Vec<String>,
    #[serde(default = "default_gap")]
    gap: usize,
    #[serde(default)]
    ordered: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleData {
    code: String,
    tier: Tier,
    all: Vec<String>,
    #[serde(default = "default_gap")]
    gap: usize,
    #[serde(default)]
    ordered: bool,
    #[serde(default)]
    with: Vec<String>,
    #[serde(default)]
    unless: String,
    #[serde(default)]
    around: String,
    #[serde(default)]
    long_ago: Option<Tier>,
    #[serde(default)]
    others: Option<Others>,
    #[serde(default)]
    asked: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct GuardData {
    code: String,
    all: Vec<String>,
    #[serde(default = "default_gap")]
    gap: usize,
    #[serde(default)]
    ordered: bool,
    #[serde(default)]
    with: Vec<String>,
    #[serde(default)]
    unless: String,
}

fn default_gap() -> usize {
    4
}

/// Ingredients that stand together.
#[derive(Debug)]
pub(super) struct Pattern {
    /// One ingredient of each, in one sentence, close together; the first is the anchor.
    pub(super) all: Vec<ClassSet>,
    /// How many tokens may lie between the anchor and another ingredient; a clause border counts for four.
    pub(super) gap: usize,
    /// Whether the ingredients must stand in the order of the rule.
    pub(super) ordered: bool,
}

image!(Pattern { all, gap, ordered });

impl Pattern {
    /// Whether the classes present in a message could satisfy it.
    pub(super) fn may_match(&self, present: ClassSet) -> bool {
        self.all.iter().all(|group| group.meets(present))
    }
}

/// One rule.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) code: String,
    pub(super) tier: Tier,
    pub(super) pattern: Pattern,
    /// Further ingredients anywhere in the sentence or its neighbours.
    pub(super) with: Vec<ClassSet>,
    /// Words that speak against it in the sentence.
    pub(super) unless: ClassSet,
    /// Words that speak against it in the sentence or its neighbours.
    pub(super) around: ClassSet,
    /// What it calls for when it is long ago; nothing when left out.
    pub(super) long_ago: Option<Tier>,
    pub(super) others: Others,
    /// Whether being asked about is enough (doses, cuts).
    pub(super) asked: bool,
}

image!(Rule { code, tier, pattern, with, unless, around, long_ago, others, asked });

impl Rule {
    /// Whether the classes present in a message could satisfy it.
    pub(super) fn may_match(&self, present: ClassSet) -> bool {
        self.pattern.may_match(present) && self.with.iter().all(|group| group.meets(present))
    }
}

/// All rules, and which terms belong to which classes.
#[derive(Debug, Default)]
pub(super) struct Rules {
    rules: Vec<Rule>,
    /// Which class a pattern makes.
    compounds: Vec<(ClassSet, Pattern)>,
    guards: Vec<Rule>,
    pub(super) grammar: Grammar<ClassSet>,
    pub(super) limits: Limits,
    /// By domain, then by a term's code.
    classes: Vec<Vec<ClassSet>>,
    numbers: Vec<(ClassSet, [f64; 2], Vec<u16>)>,
}

image!(Rules { rules, compounds, guards, grammar, limits, classes, numbers });

const PATH: &str = "safety/rules.json";

impl Rules {
    pub(super) fn load(lexicon: &Lexicon) -> Result<Self, LoadError> {
        let malformed = |detail: String| LoadError { file: PATH.to_owned(), detail };
        let file: File = data(PATH)?;
        let mut compiler = Compiler { lexicon, file: &file, names: Vec::new() };
        let mut compounds = Vec::with_capacity(file.compound.len());
        for data in &file.compound {
            let made = compiler.set(&data.name).map_err(malformed)?;
            compounds.push((made, compiler.pattern(&data.all, data.gap, data.ordered).map_err(malformed)?));
        }
        let mut rules = Vec::with_capacity(file.rule.len());
        for data in &file.rule {
            rules.push(compiler.rule(data).map_err(malformed)?);
        }
        let mut guards = Vec::with_capacity(file.guard.len());
        for data in &file.guard {
            guards.push(compiler.guard(data).map_err(malformed)?);
        }
        let grammar = compiler.grammar().map_err(malformed)?;
        let classes = compiler.classes();
        let mut numbers = Vec::new();
        for (class, name) in compiler.names.iter().enumerate() {
            let Some(number) = name.strip_prefix("number/").and_then(|name| file.number.get(name)) else { continue };
            let units = places(lexicon, Domain::Unit, |code| number.units.iter().any(|unit| unit == code));
            let mut set = ClassSet::default();
            set.insert(class);
            numbers.push((set, [number.low, number.high], units));
        }
        Ok(Self { rules, compounds, guards, grammar, limits: file.limits, classes, numbers })
    }

    pub(super) fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// What a reply must not do.
    pub(super) fn guards(&self) -> &[Rule] {
        &self.guards
    }

    pub(super) fn compounds(&self) -> &[(ClassSet, Pattern)] {
        &self.compounds
    }

    /// The classes of a term.
    pub(super) fn of(&self, domain: Domain, code: u16) -> ClassSet {
        let codes = self.classes.get(domain as usize);
        codes.and_then(|codes| codes.get(usize::from(code))).copied().unwrap_or_default()
    }

    /// The classes of a number with this unit behind it.
    pub(super) fn of_number(&self, value: f64, unit: Option<u16>) -> ClassSet {
        let mut all = ClassSet::default();
        for (set, [low, high], units) in &self.numbers {
            let fits = match unit {
                Some(unit) => units.contains(&unit),
                None => units.is_empty(),
            };
            if fits && (*low..=*high).contains(&value) {
                all |= *set;
            }
        }
        all
    }
}

/// Whether a term's code stands for this class; one phrase may belong to several: `calf|tendon`.
fn has(codes: &str, class: &str) -> bool {
    codes.split('|').any(|code| code == class)
}

/// The places of a domain's codes that satisfy a condition.
fn places(lexicon: &Lexicon, domain: Domain, wanted: impl Fn(&str) -> bool) -> Vec<u16> {
    let codes = lexicon.codes(domain).into_iter().enumerate();
    codes.filter(|(_, code)| wanted(code)).filter_map(|(place, _)| u16::try_from(place).ok()).collect()
}

struct Compiler<'c> {
    lexicon: &'c Lexicon,
    file: &'c File,
    /// Class names by number.
    names: Vec<String>,
}

impl Compiler<'_> {
    fn rule(&mut self, data: &RuleData) -> Result<Rule, String> {
        let default_others = if data.tier == Tier::Emergency { Others::Now } else { Others::Never };
        Ok(Rule {
            code: data.code.clone(),
            tier: data.tier,
            pattern: self.pattern(&data.all, data.gap, data.ordered)?,
            with: data.with.iter().map(|group| self.set(group)).collect::<Result<_, _>>()?,
            unless: self.set(&data.unless)?,
            around: self.set(&data.around)?,
            long_ago: data.long_ago,
            others: data.others.unwrap_or(default_others),
            asked: data.asked,
        })
    }

    fn guard(&mut self, data: &GuardData) -> Result<Rule, String> {
        Ok(Rule {
            code: data.code.clone(),
            tier: Tier::Care,
            pattern: self.pattern(&data.all, data.gap, data.ordered)?,
            with: data.with.iter().map(|group| self.set(group)).collect::<Result<_, _>>()?,
            unless: self.set(&data.unless)?,
            around: ClassSet::default(),
            long_ago: None,
            others: Others::Never,
            asked: true,
        })
    }

    fn pattern(&mut self, all: &[String], gap: usize, ordered: bool) -> Result<Pattern, String> {
        let all: Vec<ClassSet> = all.iter().map(|group| self.set(group)).collect::<Result<_, _>>()?;
        if all.is_empty() || all.len() > super::hits::MOST_INGREDIENTS {
            return Err(format!("a rule has one to {} ingredients", super::hits::MOST_INGREDIENTS));
        }
        Ok(Pattern { all, gap, ordered })
    }

    fn grammar(&mut self) -> Result<Grammar<ClassSet>, String> {
        let data = &self.file.grammar;
        Ok(Grammar {
            general: self.set(&data.general)?,
            general_opening: self.set(&data.general_opening)?,
            body: self.set(&data.body)?,
            opens_question: self.set(&data.opens_question)?,
            asks_of_self: self.set(&data.asks_of_self)?,
            possessive: self.set(&data.possessive)?,
            person: self.set(&data.person)?,
            hedge: self.set(&data.hedge)?,
            now: self.set(&data.now)?,
            present: self.set(&data.present)?,
            habitual: self.set(&data.habitual)?,
            effort: self.set(&data.effort)?,
            inability: self.set(&data.inability)?,
            denying: self.set(&data.denying)?,
            long_ago: self.set(&data.long_ago)?,
            since: self.set(&data.since)?,
            first_person: self.set(&data.first_person)?,
            cleared: self.set(&data.cleared)?,
            leaves_out: self.set(&data.leaves_out)?,
            lifts: self.set(&data.lifts)?,
            cared_for: self.set(&data.cared_for)?,
        })
    }

    /// `a|site/knee|movement/*|number/age` as a set.
    fn set(&mut self, group: &str) -> Result<ClassSet, String> {
        let mut set = ClassSet::default();
        for name in group.split('|').map(str::trim).filter(|name| !name.is_empty()) {
            self.check(name)?;
            let class = self.names.iter().position(|known| known == name).unwrap_or_else(|| {
                self.names.push(name.to_owned());
                self.names.len() - 1
            });
            if class >= ClassSet::CAPACITY {
                return Err(format!("more than {} classes", ClassSet::CAPACITY));
            }
            set.insert(class);
        }
        Ok(set)
    }

    fn check(&self, name: &str) -> Result<(), String> {
        let known = match name.split_once('/') {
            None => self.known(Domain::Danger, name) || self.file.compound.iter().any(|made| made.name == name),
            Some(("number", number)) => self.file.number.contains_key(number),
            Some((folder, code)) => Domain::ALL
                .into_iter()
                .any(|domain| domain.folder() == folder && (code == "*" || self.known(domain, code))),
        };
        if known { Ok(()) } else { Err(format!("no lexicon has the class `{name}`")) }
    }

    fn known(&self, domain: Domain, code: &str) -> bool {
        self.lexicon.codes(domain).into_iter().any(|known| has(known, code))
    }

    /// For each domain and code the classes it belongs to.
    fn classes(&self) -> Vec<Vec<ClassSet>> {
        let table = |domain: Domain| {
            let codes = self.lexicon.codes(domain);
            let mut sets = vec![ClassSet::default(); codes.len()];
            for (class, name) in self.names.iter().enumerate() {
                let (folder, code) = name.split_once('/').unwrap_or((Domain::Danger.folder(), name));
                if folder == domain.folder() {
                    for (set, _) in sets.iter_mut().zip(&codes).filter(|(_, known)| code == "*" || has(known, code)) {
                        set.insert(class);
                    }
                }
            }
            sets
        };
        Domain::ALL.into_iter().map(table).collect()
    }
}
