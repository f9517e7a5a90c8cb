//! Evidence that no single phrase of the lexicon is: what is denied, feared, counted, done lightly or merely done.

use super::read::{Listener, family};
use crate::facts::Topic;
use crate::facts::reader::any_of;
use crate::facts::spell::{Modality, Spell, modality};
use crate::text::{Domain, Scope, Term};

impl Listener<'_, '_, '_> {
    /// "Never lifted", "haven't trained before": training denied, without a stretch of time.
    pub(super) fn denied_training(&mut self, spells: &[Spell]) {
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
    pub(super) fn on_off(&mut self) {
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
    pub(super) fn few_sessions(&mut self) {
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
    pub(super) fn denied_strength(&mut self) {
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
    pub(super) fn answers_about_the_past(&mut self, spells: &[Spell]) {
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

    /// "Never competed": heard, though it says little.
    pub(super) fn denied_competition(&mut self) {
        let reader = self.reader;
        for (term, codes) in reader.terms(Domain::Signal) {
            let competition = codes.split('|').any(|code| family(code) == "competition");
            let scope = reader.text.scope_of(term.first, term.end);
            if competition && scope.any(Scope::NEGATED) && !reader.foreign(term.first, term.end) && !self.known(term) {
                let denial = reader
                    .terms_in(term.first.saturating_sub(4), term.first, Domain::Cue)
                    .find(|(_, code)| *code == "negation");
                self.push("denied", denial.map_or(term.first, |(denial, _)| denial.first), term.end);
            }
        }
    }

    /// "College swimmer", "national junior level in gymnastics": competed, in another sport.
    pub(super) fn athletes(&mut self) {
        let reader = self.reader;
        for (rank, _) in reader.terms(Domain::Signal).filter(|(_, codes)| any_of(codes, "rank.plain")) {
            let sport = reader
                .terms_in(rank.first.saturating_sub(5), rank.end + 3, Domain::Activity)
                .find(|(_, code)| matches!(modality(code), Modality::Sport | Modality::Endurance));
            let Some((sport, _)) = sport else { continue };
            let (first, end) = (rank.first.min(sport.first), rank.end.max(sport.end));
            let scope = reader.text.scope_of(first, end);
            let own = !reader.foreign(first, end) && !scope.any(Scope::NEGATED | Scope::PLANNED | Scope::CONDITIONAL);
            if own && !self.known(rank) && !self.second_hand(rank) {
                self.push("competition.sport", first, end);
            }
        }
    }

    /// "Can't do a double under": heard, though many who train cannot.
    pub(super) fn unable(&mut self) {
        let reader = self.reader;
        for (cue, _) in reader.terms(Domain::Signal).filter(|(_, codes)| any_of(codes, "unable.plain")) {
            let (_, end) = reader.clause(cue.first);
            let skill = reader.terms_in(cue.end, end.min(cue.end + 5), Domain::Movement).next();
            if let Some((skill, _)) = skill
                && !reader.foreign(cue.first, skill.end)
                && !self.known(skill)
            {
                self.push("denied", cue.first, skill.end);
            }
        }
    }

    /// Classes, walks and videos are how people exercise who do not train, where they tell of nothing else.
    pub(super) fn light_activities(&mut self) {
        let reader = self.reader;
        if self.practises || reader.about(Topic::Equipment) || self.among_goals() {
            return;
        }
        let other = |code: &str| !matches!(modality(code), Modality::Strength | Modality::General);
        for (term, code) in reader.terms(Domain::Activity).filter(|(_, code)| other(code)) {
            let (first, _) = reader.clause(term.first);
            let only = reader
                .terms_in(first.max(term.first.saturating_sub(5)), term.first, Domain::Signal)
                .any(|(_, codes)| any_of(codes, "only.plain"));
            let code = match code {
                _ if only => "light",
                "light.class" | "light.video" => "light.some",
                _ => continue,
            };
            let equipment = reader.term(term.first, Domain::Equipment).is_some();
            if reader.stated(term.first, term.end) && !equipment && !self.known(term) && !self.second_hand(term) {
                self.push(code, term.first, term.end);
            }
        }
    }

    /// "Barbells scare me", "nervous about free weights".
    pub(super) fn fears(&mut self) {
        let reader = self.reader;
        let fears = reader.terms(Domain::Signal).filter(|(_, codes)| any_of(codes, "fear.plain"));
        for (fear, _) in fears {
            let (first, end) = reader.clause(fear.first);
            let end = end.max(fear.end);
            let weights = |(_, code): &(&Term, &str)| matches!(modality(code), Modality::Strength | Modality::General);
            let training = reader.terms_in(first, end, Domain::Activity).find(weights).map(|(term, _)| term);
            let feared = training.or_else(|| reader.terms_in(first, end, Domain::Lift).next().map(|(term, _)| term));
            let Some(feared) = feared else { continue };
            let (from, to) = (fear.first.min(feared.first), fear.end.max(feared.end));
            let own = !reader.foreign(from, to) && !reader.negated(from, to);
            if own && !self.known(fear) {
                self.push("novelty.fear", from, to);
            }
        }
    }

    /// Strength training that the writer does, without a word of how long or how well: heard, and weighing nothing.
    pub(super) fn practice(&mut self) {
        let reader = self.reader;
        for (term, code) in reader.terms(Domain::Activity) {
            let doing = modality(code) == Modality::Strength && reader.stated(term.first, term.end);
            let place = reader.inside(term.first, term.end, Domain::Equipment)
                || reader.term(term.first, Domain::Equipment).is_some()
                || reader.about(Topic::Equipment);
            let wished = reader.about(Topic::Goals) || reader.about(Topic::Timeline);
            let refused = self.refused.iter().any(|(first, end)| (*first..*end).contains(&term.first));
            let barred = place || wished || refused || self.known(term);
            if doing && !barred && !self.second_hand(term) && !self.excepted(term) {
                self.push("practice", term.first, term.end);
            }
        }
    }
}
