//! Stretches of time and what they were stretches of: training, a lay-off, an age, a deadline.
//!
//! "Two years" alone says nothing. The words around it do: `lifting for two years`, `two years off`, `quit two years ago`,
//! `in two years`, `two years of marriage`. Both the facts and the level rest on this reading.

mod stretch;

use self::stretch::{Stretch, skip_fillers, stretch};
use super::Topic;
use super::reader::{REACH, Reader, any_of};
use crate::Span;
use crate::text::{Domain, Scope, Term};

/// What a stretch of time was spent on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Meaning {
    /// Training, of the modality beside it.
    Training,
    /// Time away from training.
    LayOff,
    /// An age.
    Age,
    /// Time until something.
    Ahead,
    /// Anything else.
    Other,
}

/// What was trained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Modality {
    /// Resistance and functional training.
    Strength,
    /// Training without saying what.
    General,
    /// Machines, classes, cardio, walking.
    Light,
    /// Running, cycling, swimming …
    Endurance,
    /// Team sport, martial arts, dance …
    Sport,
}

/// A stretch of time with its meaning.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Spell {
    pub(crate) meaning: Meaning,
    pub(crate) modality: Modality,
    /// Length in years.
    pub(crate) low: f64,
    pub(crate) high: f64,
    /// Whether the length is a guess: "many years", "for years".
    pub(crate) vague: bool,
    /// On and off, by the writer's own words.
    pub(crate) on_off: bool,
    /// Consistent or structured, by the writer's own words.
    pub(crate) steady: bool,
    /// Over by now.
    pub(crate) past: bool,
    /// Begun anew after a time away.
    pub(crate) again: bool,
    /// Whether only a programme's name says that it was strength: how long it was run says little of how long was trained.
    pub(crate) by_programme: bool,
    /// Whether what was trained is named beside it.
    pub(crate) named: bool,
    /// How long one block of a plan lasts: "5 weeks of accumulation".
    pub(crate) block: bool,
    /// How long one programme or block was run, not how long was trained: "8 weeks of the Texas Method".
    pub(crate) programme: bool,
    /// Tokens of the stretch itself.
    pub(crate) first: usize,
    pub(crate) end: usize,
    /// The stretch with the words that say what it was.
    pub(crate) span: Span,
}

/// All stretches of at least three days, in order.
pub(crate) fn find(reader: &Reader<'_, '_>) -> Vec<Spell> {
    let mut spells: Vec<Spell> = Vec::new();
    let trains = trains(reader);
    let mut at = 0;
    while at < reader.text.tokens.len() {
        match stretch(reader, at) {
            Some(stretch) => {
                at = stretch.end;
                let judge = Judge { reader, stretch, trains };
                if let Some(spell) = judge.judge() {
                    spells.push(spell);
                }
            }
            None => at += 1,
        }
    }
    spells
}

/// Whether strength training or a lift is the writer's own anywhere in the message.
fn trains(reader: &Reader<'_, '_>) -> bool {
    let own = |term: &Term| reader.stated(term.first, term.end);
    let activity = reader.terms(Domain::Activity).any(|(term, code)| own(term) && modality(code) == Modality::Strength);
    let lifts = || {
        reader.terms(Domain::Lift).any(|(term, _)| {
            let number = |at: usize| reader.text.number_at(at).is_some();
            own(term) && (number(term.end) || number(term.end + 1) || (term.first > 0 && number(term.first - 1)))
        })
    };
    let signals = || {
        reader.terms(Domain::Signal).any(|(term, codes)| {
            let telling = |code: &str| {
                code.starts_with("programme.") || code.starts_with("vocabulary.") || code.starts_with("competition.")
            };
            own(term) && codes.split('|').any(telling)
        })
    };
    activity || lifts() || signals()
}

struct Judge<'j, 'r, 't> {
    reader: &'j Reader<'r, 't>,
    stretch: Stretch,
    /// Whether the message tells of strength training by the writer.
    trains: bool,
}

impl Judge<'_, '_, '_> {
    fn judge(&self) -> Option<Spell> {
        let Self { reader, stretch, .. } = self;
        let scope = reader.text.scope_of(stretch.first, stretch.end);
        if scope.any(Scope::OTHER | Scope::QUOTED | Scope::RETRACTED | Scope::QUESTION | Scope::CONDITIONAL) {
            return None;
        }
        let (first, end) = self.window();
        let modality = self.modality(first, end);
        let meaning = self.meaning(first, end, modality);
        let (from, to) = reader.sentence(stretch.first);
        let near = (stretch.first.saturating_sub(REACH).max(from), (stretch.end + REACH).min(to));
        let on_off = reader.has(near.0, near.1, Domain::Spell, "on_off");
        let youth = reader.has(first, end, Domain::Spell, "youth");
        Some(Spell {
            meaning,
            modality: modality.unwrap_or(Modality::General),
            by_programme: modality == Some(Modality::Strength) && !self.lifts_in(first, end),
            named: modality.is_some(),
            low: stretch.low,
            high: stretch.high,
            vague: stretch.vague,
            on_off,
            steady: reader.has(near.0, near.1, Domain::Spell, "steady"),
            past: youth || scope.any(Scope::PAST) || reader.particle(stretch.first, "from"),
            again: self.again(first, end),
            block: self.is_block(),
            programme: self.is_programme(first, end),
            first: stretch.first,
            end: stretch.end,
            span: reader.span(first, end),
        })
    }

    /// The clause, with its neighbour when the stretch stands almost alone in it: "6 weeks in, CrossFit foundations".
    fn window(&self) -> (usize, usize) {
        let Self { reader, stretch, .. } = self;
        let (first, end) = reader.clause(stretch.first);
        let end = end.max(stretch.end);
        let lone = end - first <= (stretch.end - stretch.first) + 3;
        let has_activity = reader.terms_in(first, end, Domain::Activity).next().is_some();
        if has_activity || !lone {
            return match reader.previous_clause(stretch.first) {
                // "lifting: half an hour …"
                Some((before, until)) if !has_activity && reader.is(until - 1, ':') => (before, end),
                _ => (first, end),
            };
        }
        let before = reader.previous_clause(stretch.first).filter(|(_, until)| {
            reader.is(until - 1, ':') || reader.is(until - 1, ',') && self.follows_activity(*until)
        });
        match (reader.next_clause(stretch.first), before) {
            (Some((_, after)), _) if self.activity_in(end, after) => (first, after),
            (_, Some((before, _))) => (before, end),
            _ => (first, end),
        }
    }

    fn follows_activity(&self, until: usize) -> bool {
        self.activity_in(until.saturating_sub(6), until)
    }

    fn activity_in(&self, first: usize, end: usize) -> bool {
        self.reader.terms_in(first, end, Domain::Activity).next().is_some() || self.programme_in(first, end)
    }

    /// Whether an activity of strength itself is named.
    fn lifts_in(&self, first: usize, end: usize) -> bool {
        let mut activities = self.reader.terms_in(first, end, Domain::Activity);
        activities.any(|(_, code)| modality(code) == Modality::Strength)
    }

    fn programme_in(&self, first: usize, end: usize) -> bool {
        self.reader
            .terms_in(first, end, Domain::Signal)
            .any(|(_, code)| code.split('|').any(|code| code.starts_with("programme.") && code != "programme.light"))
    }

    /// What was trained: the activity right behind "of", else the most telling one around.
    fn modality(&self, first: usize, end: usize) -> Option<Modality> {
        let Self { reader, stretch, .. } = self;
        let linked = |term: &Term| (stretch.end..term.first).all(|at| reader.particle(at, "of") || !reader.is_word(at));
        let behind =
            reader.terms_in(stretch.end, (stretch.end + 4).min(end), Domain::Activity).find(|(term, _)| linked(term));
        let all = || reader.terms_in(first, end, Domain::Activity).map(|(_, code)| modality(code));
        let strength = all().any(|modality| modality == Modality::Strength) || self.programme_in(first, end);
        let direct = behind.map(|(_, code)| modality(code)).filter(|modality| *modality != Modality::General);
        if let Some(direct) = direct {
            // "3 years of classes and weights" is weights too.
            let mixed = direct == Modality::Light && strength;
            return Some(if mixed { Modality::Strength } else { direct });
        }
        if strength {
            return Some(Modality::Strength);
        }
        let special = all().filter(|modality| *modality != Modality::General).min();
        // "My own programming for 8 years": words of planned training are training.
        let planned = || {
            let mut words = reader.terms_in(first, end, Domain::Signal);
            let planning = |(_, codes): (&Term, &str)| codes.split('|').any(|code| code.starts_with("vocabulary."));
            words.any(planning).then_some(Modality::General)
        };
        special.or_else(|| all().next()).or_else(planned)
    }

    fn meaning(&self, first: usize, end: usize, modality: Option<Modality>) -> Meaning {
        let Self { reader, .. } = self;
        let has = |code: &str| reader.has(first, end, Domain::Spell, code);
        if self.is_age() {
            return Meaning::Age;
        }
        if self.is_of_somebody() || self.is_span_of_count() {
            return Meaning::Other;
        }
        let ago = self.ago();
        let negated = self.activity_negated(first, end);
        let off = self.off_near();
        if self.is_ahead() && !negated && !off {
            return Meaning::Ahead;
        }
        if has("last_time") || negated || off || (ago && has("stopped") && !has("restarted")) {
            return Meaning::LayOff;
        }
        if self.event_owns() {
            return Meaning::Other;
        }
        let began = has("started") || has("restarted");
        let answers = reader.about(Topic::Experience);
        let been = has("been") || self.been_at_it() || self.is_lone();
        match (ago, modality) {
            (true, Some(_)) if began => Meaning::Training,
            (true, None) if began && answers => Meaning::Training,
            (true, _) => Meaning::Other,
            (false, Some(_)) => Meaning::Training,
            (false, None) if answers || been || self.back_again() => Meaning::Training,
            (false, None) => Meaning::Other,
        }
    }

    /// `34 years old`, `45 años` alone, `j'ai 28 ans`.
    fn is_age(&self) -> bool {
        let Self { reader, stretch, .. } = self;
        if !stretch.years || stretch.low != stretch.high {
            return false;
        }
        let next = stretch.end + usize::from(reader.is(stretch.end, '-'));
        let weight = reader.text.number_at(stretch.end).and_then(|number| reader.unit(number.end));
        // "28 años 83 kilos".
        let old = reader.has(next, next + 1, Domain::Spell, "old")
            || matches!(weight, Some("kg" | "lb")) && stretch.low >= 14.0 && stretch.low < 100.0;
        let possible = stretch.low >= 10.0 && stretch.low < 100.0;
        let (first, end) = reader.clause(stretch.first);
        let alone =
            (first..stretch.first).chain(stretch.end..end).all(|at| !reader.is_word(at) || reader.particle(at, "am"));
        let english = matches!(reader.word(stretch.end - 1), "year" | "years" | "yr" | "yrs" | "y");
        let behind_have = stretch.first > 0 && reader.particle(stretch.first - 1, "am");
        let training = reader.about(Topic::Experience)
            || self.activity_in(stretch.end, (stretch.end + 4).min(end.max(stretch.end)));
        old || (possible
            && !training
            && ((alone && (!english || reader.about(Topic::Body))) || (behind_have && !english)))
    }

    /// "my 3 year old", "our two year old".
    fn is_of_somebody(&self) -> bool {
        let Self { reader, stretch, .. } = self;
        reader.has(stretch.end, stretch.end + 2, Domain::Spell, "old")
    }

    /// "Ten workouts in 3 years": how often within a time, not for how long.
    fn is_span_of_count(&self) -> bool {
        let Self { reader, stretch, .. } = self;
        let Some(session) = stretch.first.checked_sub(2) else { return false };
        let counted = reader.has(session, session + 1, Domain::Spell, "session")
            && reader.text.numbers.iter().any(|number| number.end == session);
        counted && reader.has(session + 1, stretch.first, Domain::Spell, "in_now")
    }

    fn ago(&self) -> bool {
        let Self { reader, stretch, .. } = self;
        let behind = reader.has(stretch.end, stretch.end + 1, Domain::Spell, "ago")
            || reader.has(stretch.end, stretch.end + 1, Domain::Calendar, "ago_after");
        let from = stretch.first.saturating_sub(3);
        let before = reader
            .terms_in(from, stretch.first, Domain::Calendar)
            .any(|(term, code)| any_of(code, "ago_before") && skip_fillers(reader, term.end) >= stretch.first);
        // "hace dos años que entreno", "desde hace dos años" go on.
        let goes_on = reader.word(stretch.end) == "que"
            || (before && reader.has(stretch.first.saturating_sub(6), from + 1, Domain::Spell, "doing_now"))
            || reader
                .terms_in(from.saturating_sub(1), stretch.first, Domain::Spell)
                .any(|(_, codes)| any_of(codes, "been"));
        behind || (before && !goes_on)
    }

    /// `in 3 months`, `8 weeks out`, `by`, `over the next 6 months`.
    fn is_ahead(&self) -> bool {
        let Self { reader, stretch, .. } = self;
        let from = stretch.first.saturating_sub(4);
        let before = reader.terms_in(from, stretch.first, Domain::Spell).any(|(term, codes)| {
            any_of(codes, "ahead") && skip_fillers(reader, term.end) >= stretch.first && term.end > from
        });
        // "From newbie to average in six months" is behind the writer.
        let (opens, _) = reader.clause(stretch.first);
        let came = (opens..stretch.first).any(|at| reader.particle(at, "from"))
            && (opens..stretch.first).any(|at| reader.particle(at, "to"))
            && !reader.planned(stretch.first, stretch.end);
        if before && came {
            return false;
        }
        let next = |code: &str| reader.has(stretch.end, stretch.end + 1, Domain::Spell, code);
        let behind =
            next("left") || (next("until") && !self.activity_in(reader.clause(stretch.first).0, stretch.first));
        let wanted = reader.planned(stretch.first, stretch.end);
        if reader.about(Topic::Timeline) {
            return true;
        }
        let training = self.activity_in(stretch.end, stretch.end + 3);
        (behind && !training) || (before && (wanted || !training))
    }

    /// Whether the training beside the stretch is denied: "haven't lifted in two years".
    fn activity_negated(&self, first: usize, end: usize) -> bool {
        let Self { reader, stretch, .. } = self;
        let near = |at: usize| at.abs_diff(stretch.first) <= 9;
        let denied = |(term, _): (&crate::text::Term, &str)| {
            near(term.first) && reader.text.scope(term.first).any(Scope::NEGATED)
        };
        reader.terms_in(first, end, Domain::Activity).any(denied) && reader.negated(stretch.first, stretch.end)
    }

    /// Words of absence close by: "two years off", "a layoff of six months"; but not "without a break".
    fn off_near(&self) -> bool {
        let Self { reader, stretch, .. } = self;
        let (first, end) = reader.clause(stretch.first);
        let near = (stretch.first.saturating_sub(6).max(first), (stretch.end + 5).min(end.max(stretch.end)));
        reader.terms_in(near.0, near.1, Domain::Spell).any(|(term, codes)| {
            let denied =
                reader.negated(term.first, term.end) && term.first >= stretch.end && !has_negation(reader, term);
            let longer = reader.inside(term.first, term.end, Domain::Activity);
            let adjacent = term.first == stretch.end || term.end + 1 >= stretch.first && term.first < stretch.first;
            let before = term.end == stretch.first;
            let off = any_of(codes, "off")
                || (any_of(codes, "off_beside") && adjacent)
                || (any_of(codes, "off_before") && before);
            !denied && !longer && off
        })
    }

    /// "10 years of smoking", "surgery 2 years ago": another thing lasted.
    fn event_owns(&self) -> bool {
        let Self { reader, stretch, .. } = self;
        let (first, end) = reader.clause(stretch.first);
        let behind = (stretch.end..(stretch.end + 4).min(end))
            .find_map(|at| reader.term(at, Domain::Spell).filter(|(_, codes)| any_of(codes, "event")));
        let activity = reader.terms_in(stretch.end, (stretch.end + 4).min(end), Domain::Activity).next();
        let before =
            reader.terms_in(first, stretch.first, Domain::Spell).filter(|(_, codes)| any_of(codes, "event")).last();
        let trained = reader.terms_in(first, end, Domain::Activity).next();
        // "CrossFit 4 years", "lifted 3x a week for 18 months": what stands right before the stretch lasted so long.
        let done = reader.terms_in(first, stretch.first, Domain::Activity).last().map(|(term, _)| term);
        let lasted = done.is_some_and(|done| {
            let since = before.is_none_or(|(event, _)| event.first < done.first);
            let close = (done.end..stretch.first).all(|at| !reader.is_word(at));
            since && (close || reader.particle(stretch.first.saturating_sub(1), "for"))
        });
        if lasted {
            return false;
        }
        // "Second pregnancy, 22 weeks, …".
        let (opens, closes) = self.reader.clause(stretch.first);
        let lone = (opens..closes).all(|at| (stretch.first..stretch.end).contains(&at) || !reader.is_word(at));
        let event_before = || {
            let before = reader.previous_clause(stretch.first);
            before.is_some_and(|(from, to)| {
                reader.has(from, to, Domain::Spell, "event")
                    && reader.terms_in(from, to, Domain::Activity).next().is_none()
            })
        };
        if lone && event_before() {
            return true;
        }
        match (behind, activity) {
            (Some((event, _)), Some((activity, _))) => event.first < activity.first,
            (Some(_), None) => trained.is_none_or(|(term, _)| term.first.abs_diff(stretch.first) > 4),
            (None, _) => before.is_some_and(|(event, _)| {
                trained.is_none_or(|(term, _)| event.first < term.first) && stretch.first - event.first <= 7
            }),
        }
    }

    /// "been at it for two years", "two years in", "a year since I walked in", "three steady years".
    fn been_at_it(&self) -> bool {
        let Self { reader, stretch, .. } = self;
        let spell = |first: usize, end: usize, code: &str| reader.has(first, end, Domain::Spell, code);
        let before = (stretch.first.saturating_sub(6), stretch.first);
        let did = self.trains && !stretch.vague && spell(before.0, before.1, "did");
        let goes_on = did || spell(before.0, before.1, "ongoing");
        let steady = (stretch.first.saturating_sub(2)..stretch.end + 2).any(|at| spell(at, at + 1, "steady"));
        let since = spell(stretch.end, stretch.end + 1, "since") && spell(stretch.end, stretch.end + 6, "started");
        goes_on || steady || since || (spell(stretch.end, stretch.end + 1, "in_now") && self.trains)
    }

    /// The stretch stands alone in its clause, in a message that tells of training: "Ten years."
    fn is_lone(&self) -> bool {
        let Self { reader, stretch, .. } = self;
        let (first, end) = reader.clause(stretch.first);
        let words = (first..end).filter(|at| reader.is_word(*at) && !(stretch.first..stretch.end).contains(at)).count();
        self.trains && words <= 2
    }

    /// "four weeks back".
    fn back_again(&self) -> bool {
        self.reader.has(self.stretch.first, self.stretch.end + 3, Domain::Spell, "restarted")
    }

    /// A short stretch beside the name of a programme, and nothing said of starting to train.
    fn is_programme(&self, first: usize, end: usize) -> bool {
        let Self { reader, stretch, .. } = self;
        let near = (stretch.first.saturating_sub(5).max(first), (stretch.end + 6).min(end));
        stretch.high < 0.9
            && (self.programme_in(near.0, near.1) || self.is_block())
            && !reader.has(first, end, Domain::Spell, "started")
    }

    /// A short stretch right before or inside the name of a phase: "5 weeks of accumulation", "4 week mesos".
    fn is_block(&self) -> bool {
        let Self { reader, stretch, .. } = self;
        let mut phase = reader.terms_in(stretch.end, stretch.end + 3, Domain::Signal);
        stretch.high < 0.5 && phase.any(|(_, codes)| any_of(codes, "vocabulary.advanced"))
    }

    fn again(&self, first: usize, end: usize) -> bool {
        self.reader.has(first, end, Domain::Spell, "restarted")
    }
}

/// Whether a term brings its own "no": "without training".
fn has_negation(reader: &Reader<'_, '_>, term: &Term) -> bool {
    reader.terms_in(term.first, term.end, Domain::Cue).any(|(_, code)| code == "negation")
}

/// The modality of an activity's code.
pub(crate) fn modality(code: &str) -> Modality {
    match code.split('.').next() {
        Some("strength") => Modality::Strength,
        Some("light") => Modality::Light,
        Some("endurance") => Modality::Endurance,
        Some("sport") => Modality::Sport,
        _ => Modality::General,
    }
}
