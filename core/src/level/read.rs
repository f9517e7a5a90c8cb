//! One message to signals.

use super::phrase;
use super::rules::Rules;
use super::{Signal, SignalKind};
use crate::facts::reader::{Reader, any_of};
use crate::facts::spell::{Meaning, Modality, Spell, modality};
use crate::facts::{Fact, Lift, SlotId, SlotValue, Topic};
use crate::level::Level;
use crate::order::sort_by_number;
use crate::text::scope::is_kind;
use crate::text::{Domain, Scope, Term};

/// Years away that are assumed where none are said.
const AWAY: f64 = 2.0;

/// Words that come before a programme or a term in second-hand talk stand at most this far away.
const SECOND_HAND: usize = 6;

pub(super) struct Listener<'l, 'r, 't> {
    pub(super) reader: &'l Reader<'r, 't>,
    rules: &'l Rules,
    pub(super) signals: Vec<Signal>,
    /// Whether the writer says how long they train or what they lift: who only talks of training does neither.
    pub(super) practises: bool,
    /// Whether the writer gives numbers of their own lifts.
    lifts: bool,
    /// Words of training that are not the writer's own evidence; no phrase reaches over them.
    pub(super) refused: Vec<(usize, usize)>,
}

impl<'l, 'r, 't> Listener<'l, 'r, 't> {
    pub(super) fn new(reader: &'l Reader<'r, 't>, rules: &'l Rules, spells: &[Spell], facts: &[Fact]) -> Self {
        let lifts = facts.iter().any(|fact| fact.slot == SlotId::Lifts);
        let trained = |spell: &Spell| {
            spell.meaning == Meaning::Training && matches!(spell.modality, Modality::Strength | Modality::General)
        };
        let practises = lifts || spells.iter().any(trained);
        let mut listener = Self { reader, rules, signals: Vec::new(), practises, lifts, refused: Vec::new() };
        let words = reader.terms(Domain::Signal).filter(|(term, codes)| listener.refuses(term, codes));
        let skills = reader.terms(Domain::Movement).filter(|(term, code)| listener.refuses_movement(term, code));
        let mut refused: Vec<_> = words.chain(skills).map(|(term, _)| (term.first, term.end)).collect();
        // Years of classes are not years of training.
        refused.extend(spells.iter().filter(|spell| is_light(spell)).map(|spell| (spell.first, spell.end)));
        listener.refused = refused;
        listener
    }
}

impl Listener<'_, '_, '_> {
    pub(super) fn listen(&mut self, spells: &[Spell], lifts: &[Fact]) {
        if self.reader.terms(Domain::Signal).any(|(_, codes)| any_of(codes, "demand.instruction")) {
            // Instructions to the system say nothing of the person, nor does what stands beside them.
            return;
        }
        for spell in spells {
            self.spell(spell);
        }
        self.terms();
        self.denied_training(spells);
        self.on_off();
        self.denied_strength();
        self.few_sessions();
        self.answers_about_the_past(spells);
        for fact in lifts {
            if let SlotValue::Lifts { lifts } = &fact.value {
                for lift in lifts {
                    self.lift(lift);
                }
            }
        }
        self.benchmarks();
        self.movements();
        self.athletes();
        self.denied_competition();
        self.unable();
        self.light_activities();
        self.fears();
        self.practice();
        sort_by_number(&mut self.signals, |signal| signal.span.start.into());
    }

    pub(super) fn push(&mut self, code: &str, first: usize, end: usize) -> Option<&mut Signal> {
        let weight = *self.rules.weights.get(code)?;
        let (span, phrase) = phrase::around(self.reader, first, end, &self.refused);
        self.signals.push(Signal {
            kind: weight.kind,
            level: weight.level,
            weight: weight.weight,
            phrase,
            span,
            years: None,
            endurance: false,
        });
        self.signals.last_mut()
    }

    fn spell(&mut self, spell: &Spell) {
        let years = (spell.low + spell.high) / 2.0;
        match (spell.meaning, spell.modality) {
            (Meaning::LayOff, _) => {
                if let Some(signal) = self.push("lay_off", spell.first, spell.end) {
                    signal.years = Some(spell.low.max(if spell.vague { 2.0 } else { 0.0 }));
                }
            }
            // Years of classes, cardio or sport are no evidence; months of them are, of a beginning.
            (Meaning::Training, Modality::Light) if years < 1.0 => self.experience(spell, years, "experience.beginner"),
            (Meaning::Training, Modality::Light) => self.light(spell),
            // How long a programme was run is not how long was trained.
            (Meaning::Training, _) if spell.programme => {
                self.push("run", spell.first, spell.end);
            }
            (Meaning::Training, Modality::Strength | Modality::General | Modality::Endurance) => {
                let thresholds = &self.rules.years;
                let code = match years {
                    years if years < thresholds.intermediate => "experience.beginner",
                    years if years < thresholds.advanced || spell.on_off => "experience.intermediate",
                    _ => "experience.advanced",
                };
                self.experience(spell, years, code);
            }
            _ => {}
        }
    }

    /// Years of classes, machines or cardio: what was done counts, not for how long.
    fn light(&mut self, spell: &Spell) {
        let reader = self.reader;
        let (first, end) = reader.clause(spell.first);
        let done = reader
            .terms_in(first, end.max(spell.end), Domain::Activity)
            .filter(|(_, code)| modality(code) == Modality::Light)
            .min_by_key(|(term, _)| term.first.abs_diff(spell.first));
        if let Some((term, _)) = done {
            self.push("light", term.first, term.end);
        }
    }

    fn experience(&mut self, spell: &Spell, years: f64, code: &str) {
        let alone = self.rules.years.alone;
        let named = spell.named || self.reader.about(Topic::Experience);
        let Some(signal) = self.push(code, spell.first, spell.end) else { return };
        signal.years = Some(years);
        signal.endurance = spell.modality == Modality::Endurance;
        if years >= alone && named && !spell.on_off && !spell.vague {
            signal.weight = 1000;
        }
        if spell.on_off || spell.vague {
            signal.weight = signal.weight * 3 / 5;
        }
        // Begun anew: what came before is another stretch.
        if spell.again {
            signal.level = Level::Beginner;
            signal.weight = 200;
            signal.years = None;
        }
    }

    /// Phrases of the signal lexicon, where they are the writer's own.
    fn terms(&mut self) {
        let reader = self.reader;
        for (term, codes) in reader.terms(Domain::Signal) {
            for code in codes.split('|') {
                if self.counts(term, code) {
                    let away = code == "away.plain";
                    let endurance = matches!(family(code), "competition" | "vocabulary" | "beside")
                        && !self.practises
                        && self.modality_beside(term) == Some(Modality::Endurance);
                    if let Some(signal) = self.push(code, term.first, term.end) {
                        signal.years = away.then_some(AWAY);
                        signal.endurance = endurance;
                    }
                }
            }
        }
    }

    fn counts(&self, term: &Term, code: &str) -> bool {
        let reader = self.reader;
        let scope = reader.text.scope_of(term.first, term.end);
        let family = family(code);
        let others = scope.any(Scope::OTHER | Scope::QUOTED | Scope::RETRACTED);
        let negated = scope.any(Scope::NEGATED) && !self.negates_itself(term);
        let wished = scope.any(Scope::PLANNED | Scope::CONDITIONAL);
        let asked = scope.any(Scope::QUESTION);
        if others || negated || reader.inside(term.first, term.end, Domain::Equipment) {
            return false;
        }
        // What is named among goals is wanted, not done.
        if self.among_goals() && (matches!(family, "skill" | "programme") || code == "competition.novice") {
            return false;
        }
        let denied =
            || self.excepted(term) || self.denied_behind(term) || (family == "skill" && self.denied_after(term));
        if matches!(family, "skill" | "programme" | "vocabulary" | "competition" | "identity") && denied() {
            return false;
        }
        match family {
            "away" => !wished && !asked,
            "lack" => !asked || self.about_me(term),
            "novelty" if code == "novelty.prescribed" => !asked,
            "novelty" => !asked || self.about_me(term),
            "label" => self.own_label(term, code) && (!asked || self.about_me(term) || self.introduced(term)),
            "beside" if code == "beside.contest" => {
                !wished && !asked && !self.second_hand(term) && (self.lifts || self.beside_training(term))
            }
            "beside" => !wished && !asked && !self.second_hand(term) && self.beside_training(term),
            "coaching" if code == "coaching.trade" => !wished && !asked && self.claimed(term),
            "programme" | "vocabulary" => !wished && !asked && !self.second_hand(term) && !self.only_talks(),
            "identity" => !wished && !asked && !self.second_hand(term),
            "competition" | "coaching" | "skill" => !wished && !asked && !self.second_hand(term),
            _ => false,
        }
    }

    /// Whether words of training are named, but not as the writer's own: asked about, planned, somebody else's, denied.
    fn refuses(&self, term: &Term, codes: &str) -> bool {
        let telling =
            |code: &str| matches!(family(code), "programme" | "vocabulary" | "competition" | "coaching" | "skill");
        let mut codes = codes.split('|').filter(|code| telling(code)).peekable();
        codes.peek().is_some() && !codes.any(|code| self.counts(term, code))
    }

    pub(super) fn among_goals(&self) -> bool {
        self.reader.about(Topic::Goals) || self.reader.about(Topic::Timeline)
    }

    /// "All movements Rx except muscle-ups": what is left out; "nothing except" leaves it in.
    pub(super) fn excepted(&self, term: &Term) -> bool {
        let reader = self.reader;
        let (from, _) = reader.sentence(term.first);
        let (first, _) = reader.clause(term.first);
        let exception = reader
            .terms_in(first, term.first, Domain::Signal)
            .find(|(_, codes)| any_of(codes, "except.plain"))
            .map(|(exception, _)| exception.first);
        exception.is_some_and(|at| !reader.terms_in(from, at, Domain::Cue).any(|(_, code)| code == "negation"))
    }

    /// "Pull-ups: zero", "muscle-ups (none yet)": a denial alone behind a mark.
    fn denied_behind(&self, term: &Term) -> bool {
        let reader = self.reader;
        let marked = [':', '-', '(', ','].into_iter().any(|mark| reader.is(term.end, mark));
        let at = term.end + 1;
        let denial = reader
            .term(at, Domain::Signal)
            .filter(|(_, codes)| codes.split('|').any(|code| matches!(code, "denial.answer" | "denial.plain")));
        marked && denial.is_some_and(|(denial, _)| !reader.is_word(denial.end))
    }

    /// "Muscle-ups I can't do yet", "Muscle-ups kann ich noch nicht": the denial follows in the clause that they open.
    fn denied_after(&self, term: &Term) -> bool {
        let reader = self.reader;
        let (first, end) = reader.clause(term.first);
        let opens = (first..term.first).filter(|at| reader.is_word(*at)).count() <= 1;
        opens
            && reader
                .terms_in(term.end, end.min(term.end + 6), Domain::Cue)
                .any(|(_, code)| matches!(code, "negation" | "negation_after"))
    }

    /// Whether the message has read or heard about training and says nothing of doing it.
    fn only_talks(&self) -> bool {
        let second_hand = |(term, codes): (&Term, &str)| {
            any_of(codes, "second_hand.plain") && !self.reader.text.scope(term.first).any(Scope::OTHER)
        };
        !self.practises && self.reader.terms(Domain::Signal).any(second_hand)
    }

    /// The kind of training that the sentence is about, as far as it is not denied; strength before all others.
    fn modality_beside(&self, term: &Term) -> Option<Modality> {
        let (first, end) = self.reader.sentence(term.first);
        let done = self.reader.terms_in(first, end, Domain::Activity).filter(|(other, _)| {
            !self.reader.negated(other.first, other.end)
                && !self
                    .reader
                    .terms_in(other.first.saturating_sub(2), other.first, Domain::Signal)
                    .any(|(_, codes)| any_of(codes, "denial.plain"))
        });
        done.map(|(_, code)| modality(code)).filter(|modality| *modality != Modality::General).min()
    }

    /// Whether a movement that tells of training is named, but not as something the writer does.
    fn refuses_movement(&self, term: &Term, code: &str) -> bool {
        self.rules.telling.iter().any(|telling| telling == code)
            && (self.among_goals()
                || self.excepted(term)
                || self.denied_behind(term)
                || self.denied_after(term)
                || self.second_hand(term)
                || self.only_talks()
                || !self.reader.stated(term.first, term.end))
    }

    /// Whether the phrase brings its own "no", so that being negated is what it says.
    fn negates_itself(&self, term: &Term) -> bool {
        self.reader.terms_in(term.first, term.end, Domain::Cue).any(|(_, code)| code == "negation")
    }

    /// A question that tells of the one who asks: "where do I start?".
    fn about_me(&self, term: &Term) -> bool {
        let (first, end) = self.reader.clause(term.first);
        self.reader.terms_in(first, end.max(term.end), Domain::Cue).any(|(_, code)| is_kind(code, "self"))
    }

    /// "Read about", "watched", "heard of", "what is": not done.
    pub(super) fn second_hand(&self, term: &Term) -> bool {
        let (first, _) = self.reader.clause(term.first);
        let from = term.first.saturating_sub(SECOND_HAND).max(first);
        self.reader.terms_in(from, term.first, Domain::Signal).any(|(_, codes)| any_of(codes, "second_hand.plain"))
    }

    /// A self-label is claimed, not demanded and not somebody's name for a class or a plan.
    fn own_label(&self, term: &Term, code: &str) -> bool {
        let reader = self.reader;
        let (first, end) = reader.sentence(term.first);
        let demanded = reader.terms_in(first, end, Domain::Signal).any(|(_, codes)| any_of(codes, "demand.plain"));
        let wished = reader.text.scope(term.first).any(Scope::PLANNED | Scope::CONDITIONAL);
        let hearsay = reader
            .terms_in(term.first.saturating_sub(5).max(first), term.first, Domain::Signal)
            .any(|(_, codes)| any_of(codes, "hearsay.plain"));
        if demanded || hearsay || (wished && code != "label.beginner") {
            return false;
        }
        code == "label.beginner" || self.claimed(term) || reader.words() <= 8 || self.about_me(term)
    }

    /// "As a beginner, would you …": the claim stands right before, whatever is asked.
    fn introduced(&self, term: &Term) -> bool {
        let mut before = self.reader.terms_in(term.first.saturating_sub(2), term.first, Domain::Signal);
        before.any(|(claim, codes)| any_of(codes, "claim.plain") && claim.end == term.first)
    }

    /// "I'm a …", "work as a …", "soy …" right before.
    fn claimed(&self, term: &Term) -> bool {
        let from = term.first.saturating_sub(4);
        let claim =
            self.reader.terms_in(from, term.first, Domain::Signal).any(|(_, codes)| any_of(codes, "claim.plain"));
        claim || term.first == self.reader.clause(term.first).0
    }

    /// Everyday words count beside a lift, a number of a lift, strength training or another signal in the sentence.
    fn beside_training(&self, term: &Term) -> bool {
        let reader = self.reader;
        let (first, end) = reader.sentence(term.first);
        let near = (first.max(term.first.saturating_sub(14)), end.min(term.end + 14));
        let own = |other: &Term| other.first != term.first && !reader.foreign(other.first, other.end);
        let activity = reader
            .terms_in(near.0, near.1, Domain::Activity)
            .any(|(other, code)| own(other) && code.starts_with("strength."));
        let signal = reader.terms_in(near.0, near.1, Domain::Signal).any(|(other, codes)| {
            own(other)
                && codes.split('|').any(|code| {
                    ["programme.", "vocabulary.", "competition.", "coaching."]
                        .iter()
                        .any(|family| code.starts_with(family))
                })
        });
        let lift = reader.terms_in(near.0, near.1, Domain::Lift).any(|(other, _)| {
            own(other) && other.first.abs_diff(term.first) <= 8 && reader.term(other.first, Domain::Everyday).is_none()
        });
        activity || signal || lift || reader.about(Topic::Lifts)
    }

    fn lift(&mut self, lift: &Lift) {
        let level = super::strength::absolute(&self.rules.standards, lift);
        let code = match level {
            Some(Level::Advanced) => "lift.advanced",
            Some(Level::Intermediate) => "lift.intermediate",
            _ => "lift.beginner",
        };
        let first = self.reader.text.tokens.partition_point(|token| token.span.end <= lift.span.start);
        let end = self.reader.text.tokens.partition_point(|token| token.span.start < lift.span.end);
        if level.is_some() {
            self.push(code, first, end.max(first + 1));
        }
    }

    /// A named benchmark with a time or "rx": done.
    fn benchmarks(&mut self) {
        let reader = self.reader;
        if self.among_goals() {
            return;
        }
        for (term, _) in reader.terms(Domain::Benchmark) {
            let (first, end) = reader.clause(term.first);
            let near = (term.first.saturating_sub(4).max(first), (term.end + 6).min(end.max(term.end)));
            let timed = (near.0..near.1).any(|at| crate::text::duration::at(reader.text, at).is_some());
            let prescribed = reader
                .terms_in(near.0, near.1, Domain::Training)
                .any(|(_, code)| matches!(code, "rx" | "scaled" | "first_rx"));
            if (timed || prescribed) && reader.stated(term.first, term.end) {
                self.push("benchmark", term.first, term.end);
            }
        }
    }

    /// Barbell movements named without a number, that are no everyday words.
    fn movements(&mut self) {
        let reader = self.reader;
        for (term, code) in reader.terms(Domain::Movement) {
            let telling = self.rules.telling.iter().any(|telling| telling == code);
            let known =
                self.signals.iter().any(|signal| signal.span.overlaps(term.span) && signal.kind != SignalKind::LayOff);
            if telling && !known && !self.refuses_movement(term, code) {
                self.push("movement", term.first, term.end);
            }
        }
    }

    pub(super) fn known(&self, term: &Term) -> bool {
        self.signals.iter().any(|signal| signal.span.overlaps(term.span))
    }
}

/// A year and more of classes, machines or cardio.
fn is_light(spell: &Spell) -> bool {
    spell.meaning == Meaning::Training && spell.modality == Modality::Light && spell.low + spell.high >= 2.0
}

/// The kind of evidence that a code of the signal lexicon is.
pub(super) fn family(code: &str) -> &str {
    code.split_once('.').map_or(code, |(family, _)| family)
}
