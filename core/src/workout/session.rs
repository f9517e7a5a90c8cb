//! What is told of the session as a whole: how it felt, what hurt, what it is proud of, where it was, the weather.

use super::item::{Item, ItemKind, Measure};
use super::log::{Achievement, Environment, Found, Intensity, Weather};
use super::segment::Sentence;
use super::vocabulary::{Cue, Feeling};
use crate::Span;
use crate::text::{Domain, Lexicon, Scope, Text};

/// What was read of the session.
#[derive(Debug, Default, Clone)]
pub(super) struct Session {
    pub(super) concerns: Vec<Found<String>>,
    pub(super) achievements: Vec<Found<Achievement>>,
    pub(super) scaled: Option<Found<bool>>,
    pub(super) intensity: Option<Found<Intensity>>,
    pub(super) environment: Option<Found<Environment>>,
    pub(super) weather: Option<Found<Weather>>,
    pub(super) stopped: Option<Span>,
}

/// Muscles: where they are sore or tight, that is soreness and no injury.
const MUSCLES: &[&str] = &[
    "abdominal",
    "arm",
    "bicep",
    "calf",
    "chest",
    "forearm",
    "glute",
    "hamstring",
    "lat",
    "leg",
    "oblique",
    "pec",
    "quad",
    "trap",
    "tricep",
];

/// Hours of sleep below which a night was short.
const SHORT_NIGHT: f64 = 6.25 * 3600.0;

/// Reads the session from the items of one workout.
pub(super) fn read(items: &mut [Item], sentences: &[Sentence], text: &Text<'_>) -> Session {
    let mut session = Session::default();
    for sentence in sentences {
        slept(&mut session, items, *sentence);
        let Some(part) = items.get(sentence.first..sentence.end) else { continue };
        feelings(&mut session, part, text);
        words(&mut session, part, text);
    }
    session
}

fn denied(item: &Item, text: &Text<'_>) -> bool {
    let begins = item.first == 0 || !text.scope(item.first - 1).any(Scope::NEGATED);
    item.scope.any(Scope::NEGATED) && !begins
}

impl Session {
    fn concern(&mut self, code: String, span: Span) {
        if !self.concerns.iter().any(|known| known.value == code) {
            self.concerns.push(Found::new(code, span));
        }
    }

    fn achieve(&mut self, achievement: Achievement, span: Span) {
        if !self.achievements.iter().any(|known| known.value == achievement) {
            self.achievements.push(Found::new(achievement, span));
        }
    }
}

/// "slept about 5 hours", "5h of sleep": a short night; the hours tell nothing else.
fn slept(session: &mut Session, items: &mut [Item], sentence: Sentence) {
    for at in sentence.first..sentence.end {
        if !items.get(at).is_some_and(|item| item.kind == ItemKind::Feeling(Feeling::Slept) && !item.used) {
            continue;
        }
        let window = at.saturating_sub(4).max(sentence.first)..(at + 5).min(sentence.end);
        let hours = window.clone().find(|index| {
            items.get(*index).and_then(Item::amount).is_some_and(|amount| {
                matches!(amount.measure, Measure::Time) || (amount.measure == Measure::Bare && amount.value <= 12.0)
            })
        });
        let Some(index) = hours else { continue };
        let Some(item) = items.get_mut(index) else { continue };
        let Some(amount) = item.amount() else { continue };
        item.used = true;
        let seconds = if amount.measure == Measure::Time { amount.value } else { amount.value * 3600.0 };
        let span = item.span;
        if seconds < SHORT_NIGHT {
            session.concern("poor_sleep".to_owned(), span);
        }
    }
}

/// A part of the body in a sentence.
#[derive(Debug, Clone, Copy)]
struct Site<'t> {
    at: usize,
    code: &'t str,
    span: Span,
    clause: usize,
    denied: bool,
    /// "my right knee": it is surely a part of the body.
    own: bool,
}

fn feelings(session: &mut Session, part: &[Item], text: &Text<'_>) {
    let has_feeling = part.iter().any(|item| matches!(item.kind, ItemKind::Feeling(_)) && !item.used);
    if !has_feeling {
        return;
    }
    let lexicon: &Lexicon = text.lexicon();
    let clause = |item: &Item| text.clause_at(item.first).map_or(0, |clause| clause.first);
    let mut sites: Vec<Site<'_>> = Vec::new();
    for (at, item) in part.iter().enumerate().filter(|(_, item)| !item.scope.any(Scope::PLANNED | Scope::OTHER)) {
        let code = match item.kind {
            ItemKind::Site(code) => code,
            ItemKind::Movement { site: Some(code), .. } if !item.used => code,
            _ => continue,
        };
        let own = part.get(at.saturating_sub(2)..at).unwrap_or_default().iter().any(|before| before.is_cue(Cue::Own));
        let code = lexicon.code(Domain::Site, code);
        sites.push(Site { at, code, span: item.span, clause: clause(item), denied: denied(item, text), own });
    }
    let fine: Vec<usize> =
        part.iter().filter(|item| item.kind == ItemKind::Feeling(Feeling::Fine) && !item.used).map(&clause).collect();
    for (at, item) in part.iter().enumerate() {
        let ItemKind::Feeling(feeling) = item.kind else { continue };
        if item.used || (denied(item, text) && feeling != Feeling::Fine) {
            continue;
        }
        let here = clause(item);
        match feeling {
            Feeling::Fine | Feeling::Slept => {}
            Feeling::Concern(code) => {
                let code = lexicon.code(Domain::Feeling, code);
                let code = if code == "hand_injury" { "hand_pain" } else { code };
                session.concern(code.to_owned(), item.span);
            }
            Feeling::Soreness | Feeling::Pain | Feeling::Stiffness => {
                if fine.binary_search(&here).is_ok() || is_past(part, at) {
                    continue;
                }
                let chosen = choose(&sites, at, here);
                if chosen.is_empty() && feeling == Feeling::Soreness {
                    session.concern("soreness".to_owned(), item.span);
                }
                for site in chosen {
                    let span = site.span.join(item.span);
                    match feeling {
                        Feeling::Pain => session.concern(format!("{}_pain", site.code), span),
                        _ if !MUSCLES.contains(&site.code) => session.concern(format!("{}_pain", site.code), span),
                        Feeling::Soreness => session.concern("soreness".to_owned(), span),
                        _ => {}
                    }
                }
            }
        }
    }
}

/// "the first one since my shoulder injury": over, unless a day follows: "since yesterday".
fn is_past(part: &[Item], at: usize) -> bool {
    let start = at.saturating_sub(4);
    let before = part.get(start..at).unwrap_or_default();
    let since = before.iter().rposition(|item| item.is_cue(Cue::Away));
    since.is_some_and(|since| {
        !matches!(before.get(since + 1).map(|item| item.kind), Some(ItemKind::Date(_) | ItemKind::Movement { .. }))
    })
}

/// The parts of the body that a complaint is about: those of its clause, the writer's own before others.
fn choose<'t>(sites: &[Site<'t>], at: usize, clause: usize) -> Vec<Site<'t>> {
    let from = sites.partition_point(|site| site.at + 12 < at);
    let to = sites.partition_point(|site| site.at <= at + 12);
    let sites = sites.get(from..to).unwrap_or_default();
    let near = |site: &&Site<'t>| site.clause == clause && !site.denied;
    let own: Vec<Site<'t>> = sites.iter().filter(near).filter(|site| site.own).copied().take(3).collect();
    if !own.is_empty() {
        return own;
    }
    let close: Vec<Site<'t>> =
        sites.iter().filter(near).filter(|site| site.at.abs_diff(at) <= 6).copied().take(3).collect();
    if !close.is_empty() {
        return close;
    }
    // "Elbow is still sore": a clause that goes on with the same subject.
    let before = sites.iter().rev().find(|site| site.at < at && at - site.at <= 5 && !site.denied);
    before.into_iter().copied().collect()
}

fn words(session: &mut Session, part: &[Item], text: &Text<'_>) {
    for (at, item) in part.iter().enumerate() {
        let ItemKind::Cue(cue) = item.kind else { continue };
        if item.used || denied(item, text) {
            continue;
        }
        let span = item.span;
        let next_is_plus = part.get(at + 1).is_some_and(|next| next.is_mark('+'));
        match cue {
            Cue::PersonalRecord => session.achieve(Achievement::PersonalRecord, span),
            Cue::ImprovedForm => session.achieve(Achievement::ImprovedForm, span),
            Cue::FirstRx => {
                session.achieve(Achievement::FirstTimeRx, span);
                session.scaled = session.scaled.or(Some(Found::new(false, span)));
            }
            Cue::Rx | Cue::RxPlus => {
                let span = if next_is_plus { part.get(at + 1).map_or(span, |next| span.join(next.span)) } else { span };
                session.achieve(Achievement::Rx, span);
                session.scaled = session.scaled.or(Some(Found::new(false, span)));
            }
            Cue::Scaled | Cue::NotRx => session.scaled = Some(Found::new(true, span)),
            // "recovery run"
            Cue::Recovery if matches!(part.get(at + 1).map(|next| next.kind), Some(ItemKind::Movement { .. })) => {
                effort(session, Intensity::Low, part, at);
            }
            Cue::EffortLow => effort(session, Intensity::Low, part, at),
            Cue::EffortModerate => effort(session, Intensity::Moderate, part, at),
            Cue::EffortHigh => effort(session, Intensity::High, part, at),
            Cue::Gym => session.environment = session.environment.or(Some(Found::new(Environment::Gym, span))),
            Cue::Home => session.environment = session.environment.or(Some(Found::new(Environment::Home, span))),
            Cue::Outdoor => session.environment = session.environment.or(Some(Found::new(Environment::Outdoor, span))),
            Cue::WeatherHot => weather(session, Weather::Hot, span),
            Cue::WeatherCold => weather(session, Weather::Cold, span),
            Cue::WeatherHumid => weather(session, Weather::Humid, span),
            Cue::WeatherRain => weather(session, Weather::Rain, span),
            Cue::WeatherWind => weather(session, Weather::Wind, span),
            Cue::WeatherIdeal => weather(session, Weather::Ideal, span),
            Cue::StoppedEarly => session.stopped = session.stopped.or(Some(span)),
            _ => {}
        }
    }
}

fn weather(session: &mut Session, weather: Weather, span: Span) {
    session.weather = session.weather.or(Some(Found::new(weather, span)));
}

/// An effort word counts for the session; one of the warm-up gives way to any other.
fn effort(session: &mut Session, intensity: Intensity, part: &[Item], at: usize) {
    let near = part.iter().skip(at.saturating_sub(3)).take(7);
    let aside = near.clone().any(|item| matches!(item.kind, ItemKind::Cue(Cue::WarmUp | Cue::CoolDown | Cue::Rest)));
    // "hard rain", "a steady heart rate".
    let weather = part.get(at + 1).is_some_and(|next| {
        matches!(next.kind, ItemKind::Cue(Cue::WeatherHot | Cue::WeatherRain | Cue::WeatherWind | Cue::HeartRate))
    });
    let before = part.get(at.saturating_sub(4)..at).unwrap_or_default();
    let other = weather || before.iter().any(|item| item.is_cue(Cue::HeartRate));
    let Some(span) = part.get(at).map(|item| item.span) else { return };
    if !aside && !other && session.intensity.is_none() {
        session.intensity = Some(Found::new(intensity, span));
    }
}
