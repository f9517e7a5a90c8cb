//! One message to signals.

use super::phrase;
use super::rules::Rules;
use super::{Signal, SignalKind};
use crate::facts::reader::{Reader, any_of};
use crate::facts::spell::{Meaning, Modality, Spell, modality};
use crate::facts::{Fact, Lift, SlotValue, Topic};
use crate::level::Level;
use crate::text::scope::is_kind;
use crate::text::{Domain, Scope, Term};

/// Years away that are assumed where none are said.
const AWAY: f64 = 2.0;

/// Words that come before a programme or a term in second-hand talk stand at most this far away.
const SECOND_HAND: usize = 6;

pub(super) struct Listener<'l, 'r, 't> {
    pub(super) reader: &'l Reader<'r, 't>,
    pub(super) rules: &'l Rules,
    pub(super) signals: Vec<Signal>,
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
        self.signals.sort_by_key(|signal| signal.span.start);
    }

    fn push(&mut self, code: &str, first: usize, end: usize) -> Option<&mut Signal> {
        let weight = *self.rules.weights.get(code)?;
        let (span, phrase) = phrase::around(self.reader, first, end);
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

    fn experience(&mut self, spell: &Spell, years: f64, code: &str) {
        let alone = self.rules.years.alone;
        let Some(signal) = self.push(code, spell.first, spell.end) else { return };
        signal.years = Some(years);
        signal.endurance = spell.modality == Modality::Endurance;
        if years >= alone && !spell.on_off && !spell.vague {
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
                    if let Some(signal) = self.push(code, term.first, term.end) {
                        signal.years = away.then_some(AWAY);
                    }
                }
            }
        }
    }

    fn counts(&self, term: &Term, code: &str) -> bool {
        let reader = self.reader;
        let scope = reader.text.scope_of(term.first, term.end);
        let (family, _) = code.split_once('.').unwrap_or((code, ""));
        let others = scope.any(Scope::OTHER | Scope::QUOTED | Scope::RETRACTED);
        let negated = scope.any(Scope::NEGATED) && !self.negates_itself(term);
        let wished = scope.any(Scope::PLANNED | Scope::CONDITIONAL);
        let asked = scope.any(Scope::QUESTION);
        if others || negated || reader.inside(term.first, term.end, Domain::Equipment) {
            return false;
        }
        // What is named among goals is wanted, not done.
        let goal = reader.about(Topic::Goals) || reader.about(Topic::Timeline);
        if goal && matches!(family, "skill" | "programme") {
            return false;
        }
        match family {
            "away" => !wished && !asked,
            "lack" => !asked || self.about_me(term),
            "novelty" => !asked || self.about_me(term),
            "label" => self.own_label(term, code) && (!asked || self.about_me(term)),
            "beside" => !wished && !asked && !self.second_hand(term) && self.beside_training(term),
            "coaching" if code == "coaching.trade" => !wished && !asked && self.claimed(term),
            "programme" | "vocabulary" => !wished && !asked && !self.second_hand(term),
            "competition" | "coaching" | "skill" => !wished && !asked && !self.second_hand(term),
            _ => false,
        }
    }

    /// Whether the phrase brings its own "no", so that being negated is what it says.
    fn negates_itself(&self, term: &Term) -> bool {
        self.reader
            .terms_in(term.first, term.end, Domain::Cue)
            .any(|(cue, code)| code == "negation" && cue.first <= term.first + 1)
    }

    /// A question that tells of the one who asks: "where do I start?".
    fn about_me(&self, term: &Term) -> bool {
        let (first, end) = self.reader.clause(term.first);
        self.reader.terms_in(first, end.max(term.end), Domain::Cue).any(|(_, code)| is_kind(code, "self"))
    }

    /// "Read about", "watched", "heard of", "what is": not done.
    fn second_hand(&self, term: &Term) -> bool {
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
        if demanded || (wished && code != "label.beginner") {
            return false;
        }
        code == "label.beginner" || self.claimed(term) || reader.words() <= 8 || self.about_me(term)
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

    /// "Never lifted", "haven't trained before": training denied, without a stretch of time.
    fn denied_training(&mut self, spells: &[Spell]) {
        let reader = self.reader;
        let mut last = usize::MAX;
        for (term, code) in reader.terms(Domain::Activity) {
            if !matches!(modality(code), Modality::Strength | Modality::General) || term.first == last {
                continue;
            }
            last = term.first;
            let scope = reader.text.scope_of(term.first, term.end);
            if !scope.any(Scope::NEGATED)
                || scope.any(Scope::OTHER | Scope::QUOTED | Scope::RETRACTED | Scope::QUESTION | Scope::CONDITIONAL)
            {
                continue;
            }
            let (first, end) = reader.clause(term.first);
            let denial = reader
                .terms_in(first.max(term.first.saturating_sub(5)), term.first, Domain::Signal)
                .any(|(_, codes)| any_of(codes, "denial.plain"));
            let timed = spells.iter().any(|spell| (first..end).contains(&spell.first));
            let known = self.signals.iter().any(|signal| signal.span.overlaps(term.span));
            if denial && !timed && !known && !scope.any(Scope::PLANNED) {
                self.push("lack.plain", term.first, term.end);
            }
        }
    }

    /// "On and off", where no stretch of time has it already.
    fn on_off(&mut self) {
        let reader = self.reader;
        for (term, codes) in reader.terms(Domain::Spell) {
            let known = self.signals.iter().any(|signal| signal.span.contains(term.span));
            if any_of(codes, "on_off") && !known && reader.stated(term.first, term.end) && self.beside_activity(term) {
                self.push("on_off", term.first, term.end);
            }
        }
    }

    fn beside_activity(&self, term: &Term) -> bool {
        let (first, end) = self.reader.sentence(term.first);
        self.reader.about(Topic::Experience) || self.reader.terms_in(first, end, Domain::Activity).next().is_some()
    }

    /// "Six classes into my intro month", "been three times": a handful of sessions, counted.
    fn few_sessions(&mut self) {
        let reader = self.reader;
        for number in &reader.text.numbers {
            let noun = number.end;
            let few = !number.ordinal && number.value.fract() == 0.0 && (1.0..=12.0).contains(&number.value);
            let session = reader.has(noun, noun + 1, Domain::Spell, "session") && reader.word(noun) != "x";
            let weekly = ["weekly", "monthly", "daily", "split", "rest"]
                .iter()
                .any(|code| reader.has(noun + 1, noun + 4, Domain::Spell, code));
            let (first, end) = reader.clause(number.first);
            let counted =
                reader.terms_in(first, end.max(noun), Domain::Signal).any(|(_, codes)| any_of(codes, "counted.plain"));
            let known = self.signals.iter().any(|signal| signal.span.contains(reader.span(number.first, noun + 1)));
            if few && session && counted && !weekly && !known && reader.stated(number.first, noun + 1) {
                self.push("novelty.plain", number.first, noun + 1);
            }
        }
    }

    /// "I can't do a push-up".
    fn denied_strength(&mut self) {
        let reader = self.reader;
        for (term, code) in reader.terms(Domain::Lift) {
            let known = self.signals.iter().any(|signal| signal.span.overlaps(term.span));
            let scope = reader.text.scope_of(term.first, term.end);
            let own = !scope.any(
                Scope::OTHER | Scope::QUOTED | Scope::RETRACTED | Scope::QUESTION | Scope::CONDITIONAL | Scope::PLANNED,
            );
            if code == "push_up" && scope.any(Scope::NEGATED) && own && !known {
                self.push("lack.plain", term.first, term.end);
            }
        }
    }

    /// Short answers to the question about experience: "none", "nothing really", "just yoga".
    fn answers_about_the_past(&mut self, spells: &[Spell]) {
        let reader = self.reader;
        if !reader.about(Topic::Experience) || !self.signals.is_empty() || !spells.is_empty() {
            return;
        }
        let own = |term: &Term| !reader.foreign(term.first, term.end);
        let denial = reader
            .terms(Domain::Signal)
            .find(|(term, codes)| (any_of(codes, "denial.plain") || any_of(codes, "denial.answer")) && own(term));
        if let Some((term, _)) = denial.filter(|(term, _)| term.first <= 2 || reader.words() <= 8) {
            self.push("nothing", term.first, term.end);
            return;
        }
        let light = reader.terms(Domain::Activity).find(|(term, code)| modality(code) == Modality::Light && own(term));
        let more = reader.terms(Domain::Activity).any(|(_, code)| matches!(modality(code), Modality::Strength));
        if let Some((term, _)) = light.filter(|_| !more) {
            self.push("light", term.first, term.end);
        }
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
            if telling && !known && reader.stated(term.first, term.end) && !self.second_hand(term) {
                self.push("movement", term.first, term.end);
            }
        }
    }
}
