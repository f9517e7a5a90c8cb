//! All evidence of a session to one level.

use super::rules::Rules;
use super::{Assessment, Level, Signal, SignalKind, strength};
use crate::Locale;
use crate::facts::{Fact, SlotId, SlotValue};

/// Weighs the evidence.
pub(super) fn assess(rules: &Rules, signals: &[Signal], facts: &[Fact], locale: Locale) -> Assessment {
    let endurance = wants_endurance(facts);
    let signals: Vec<&Signal> = signals.iter().filter(|signal| !signal.endurance || endurance).collect();
    let scale = Scale { rules, signals: &signals, strength: strength::best(&rules.standards, facts) };
    let Verdict { level, way, because } = scale.verdict();
    let words = because.map_or("", |signal| signal.phrase.as_str());
    Assessment {
        level,
        safety: scale.safety(level),
        confidence: rules.confidence.get(way).copied().unwrap_or(0.5),
        explanation: rules.explain(locale, way, level, words),
    }
}

/// Whether endurance alone is what the person wants coached.
pub(super) fn wants_endurance(facts: &[Fact]) -> bool {
    let goals = facts.iter().filter(|fact| fact.slot == SlotId::Goals).filter_map(|fact| match &fact.value {
        SlotValue::Codes { codes } => Some(codes),
        _ => None,
    });
    let mut codes = goals.flatten().peekable();
    let any = codes.peek().is_some();
    any && codes.clone().any(|code| code == "endurance")
        && !codes.any(|code| matches!(code.as_str(), "strength" | "muscle_gain" | "olympic_lifting" | "skill"))
}

struct Verdict<'s> {
    level: Level,
    way: &'static str,
    because: Option<&'s Signal>,
}

struct Scale<'s> {
    rules: &'s Rules,
    signals: &'s [&'s Signal],
    strength: Option<Level>,
}

impl<'s> Scale<'s> {
    fn of(&self, kind: SignalKind) -> impl Iterator<Item = &'s Signal> {
        self.signals.iter().copied().filter(move |signal| signal.kind == kind)
    }

    fn strongest(&self, fits: impl Fn(&Signal) -> bool) -> Option<&'s Signal> {
        self.signals.iter().copied().filter(|signal| fits(signal)).max_by_key(|signal| signal.weight)
    }

    /// The longest stretch of training that was stated.
    fn longest(&self) -> Option<&'s Signal> {
        self.of(SignalKind::Experience)
            .filter(|signal| signal.years.is_some())
            .max_by(|one, other| one.years.unwrap_or(0.0).total_cmp(&other.years.unwrap_or(0.0)))
    }

    /// Kinds of evidence that speak for an advanced level.
    fn advanced_kinds(&self) -> Vec<&'s Signal> {
        let mut kinds: Vec<&Signal> = Vec::new();
        let groups: [&[SignalKind]; 5] = [
            &[SignalKind::Experience],
            &[SignalKind::Competition],
            &[SignalKind::Coaching],
            &[SignalKind::Vocabulary],
            &[SignalKind::Performance, SignalKind::Skill],
        ];
        for group in groups {
            let speaks = |signal: &Signal| {
                let lift = signal.kind == SignalKind::Performance;
                group.contains(&signal.kind)
                    && signal.level == Level::Advanced
                    && (!lift || self.strength == Some(Level::Advanced))
            };
            let by_body = group.contains(&SignalKind::Performance) && self.strength == Some(Level::Advanced);
            let found = self.strongest(speaks).or_else(|| {
                if by_body { self.strongest(|signal| signal.kind == SignalKind::Performance) } else { None }
            });
            kinds.extend(found);
        }
        kinds
    }

    fn weigh(&self, level: Level) -> i32 {
        let mut sum = 0;
        let mut seen: Vec<&str> = Vec::new();
        for signal in self.signals.iter().filter(|signal| signal.level == level && signal.kind != SignalKind::LayOff) {
            if !seen.contains(&signal.phrase.as_str()) {
                seen.push(&signal.phrase);
                sum += signal.weight;
            }
        }
        sum
    }

    fn verdict(&self) -> Verdict<'s> {
        let before = self.before_lay_off();
        self.after_lay_off(before)
    }

    fn before_lay_off(&self) -> Verdict<'s> {
        let years = &self.rules.years;
        let longest = self.longest();
        let trained = longest.and_then(|signal| signal.years);
        let kinds = self.advanced_kinds();
        let alone = self.strongest(|signal| signal.level == Level::Advanced && signal.weight >= 1000);
        let past = self.signals.iter().any(|signal| signal.kind == SignalKind::LayOff)
            && trained.is_some_and(|trained| trained >= 1.0);
        // Who has competed has a past, however short the stretch that was named: "5 weeks of accumulation".
        let competed = kinds.len() >= 2 && kinds.iter().any(|signal| signal.kind == SignalKind::Competition);
        let fresh = trained.is_some_and(|trained| trained < years.fresh) && !past && !competed;
        if let Some(signal) = alone {
            return Verdict { level: Level::Advanced, way: "alone", because: Some(signal) };
        }
        if fresh {
            return Verdict { level: Level::Beginner, way: "fresh", because: longest };
        }
        if kinds.len() >= 2 {
            let young = trained.is_some_and(|trained| trained < years.intermediate) && !competed;
            let level = if young { Level::Intermediate } else { Level::Advanced };
            return Verdict { level, way: "two_kinds", because: kinds.first().copied() };
        }
        let (beginner, intermediate) = (self.weigh(Level::Beginner), self.weigh(Level::Intermediate));
        if let Some(trained) = trained {
            return self.by_years(longest, trained, beginner, intermediate, &kinds);
        }
        let lacks = self.strongest(|signal| signal.kind == SignalKind::Novelty || signal.level == Level::Beginner);
        if let [only] = kinds.as_slice() {
            let level = if beginner > only.weight + intermediate { Level::Beginner } else { Level::Intermediate };
            let because = if level == Level::Beginner { lacks } else { Some(*only) };
            return Verdict { level, way: "one_kind", because };
        }
        self.by_weight(beginner, intermediate)
    }

    fn by_years(
        &self,
        longest: Option<&'s Signal>,
        trained: f64,
        beginner: i32,
        intermediate: i32,
        kinds: &[&'s Signal],
    ) -> Verdict<'s> {
        let years = &self.rules.years;
        let own = longest.map_or(0, |signal| signal.weight);
        if trained < years.intermediate {
            // Six to twelve months: a programme and numbers past novice lift it.
            let programme = self.of(SignalKind::Programme).next().is_some();
            let strong = self.strength >= Some(Level::Intermediate);
            let past = (programme && strong) || !kinds.is_empty();
            let level = if past && beginner <= own { Level::Intermediate } else { Level::Beginner };
            return Verdict { level, way: "months", because: longest };
        }
        let on_off = longest.is_some_and(|signal| signal.level == Level::Intermediate && signal.weight < 400);
        let thin = on_off && trained < years.on_off && intermediate < beginner + own;
        let lacking = beginner > 900 && kinds.is_empty() && intermediate - own < 200;
        let level = if thin || lacking { Level::Beginner } else { Level::Intermediate };
        Verdict { level, way: "years", because: longest }
    }

    fn by_weight(&self, beginner: i32, intermediate: i32) -> Verdict<'s> {
        let label = self
            .of(SignalKind::SelfLabel)
            .filter(|signal| signal.level == Level::Advanced)
            .map(|signal| signal.weight)
            .max()
            .unwrap_or(0);
        let intermediate = intermediate + label;
        let strongest =
            |level: Level| self.strongest(|signal| signal.level == level && signal.kind != SignalKind::LayOff);
        if beginner == 0 && intermediate == 0 {
            return Verdict { level: Level::Unknown, way: "nothing", because: None };
        }
        let level = if intermediate > beginner { Level::Intermediate } else { Level::Beginner };
        let because = strongest(level).or_else(|| strongest(Level::Advanced));
        let (more, less) = (beginner.max(intermediate), beginner.min(intermediate));
        let way = match (more, less) {
            (more, _) if more <= 150 => "thin",
            (more, less) if less * 2 > more => "mixed",
            _ if level == Level::Beginner => "novelty",
            _ => "evidence",
        };
        // A word or two of training without anything else says nothing of the level.
        if more <= 100 {
            return Verdict { level: Level::Unknown, way: "nothing", because: None };
        }
        Verdict { level, way, because }
    }

    /// Time away lowers the level.
    fn after_lay_off(&self, before: Verdict<'s>) -> Verdict<'s> {
        let years = &self.rules.years;
        let away = self
            .of(SignalKind::LayOff)
            .max_by(|one, other| one.years.unwrap_or(0.0).total_cmp(&other.years.unwrap_or(0.0)));
        let Some((away, length)) = away.and_then(|signal| Some((signal, signal.years?))) else { return before };
        let lasting = !self.advanced_kinds().is_empty();
        let level = match before.level {
            Level::Unknown if length >= years.lay_off => Level::Beginner,
            level if length < years.lay_off => level,
            Level::Advanced => Level::Intermediate,
            Level::Intermediate if length >= years.long_lay_off && !lasting => Level::Beginner,
            Level::Intermediate if length < years.long_lay_off && !lasting => Level::Beginner,
            level => level,
        };
        if level == before.level { before } else { Verdict { level, way: "lay_off", because: Some(away) } }
    }

    /// The level that caps loads: never above what was judged, and lower where words alone speak for it.
    fn safety(&self, level: Level) -> Level {
        let solid = self
            .longest()
            .and_then(|signal| signal.years)
            .is_some_and(|trained| trained >= self.rules.years.intermediate)
            || self.strength >= Some(Level::Intermediate)
            || self.of(SignalKind::Competition).next().is_some()
            || self.of(SignalKind::Coaching).any(|signal| signal.level == Level::Advanced);
        let away = self.of(SignalKind::LayOff).any(|signal| signal.years.is_some_and(|length| length >= 0.5));
        match level {
            Level::Intermediate | Level::Advanced if !solid || away => lower(level),
            level => level,
        }
    }
}

fn lower(level: Level) -> Level {
    match level {
        Level::Advanced => Level::Intermediate,
        _ => Level::Beginner,
    }
}
