//! What the interview does about a message: which move it is, what it covers, what is said and asked next.

use super::compose::{Ask, Lead, compose};
use super::event::{Shown, Stage};
use super::hear::Command;
use super::moves::Move;
use super::state::State;
use super::take::Taking;
use crate::facts::SlotValue;
use crate::safety::{self, Flag, Tier};
use crate::{Context, Engine};

/// What is said and asked; put into words once the message is taken in.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Course {
    pub(super) leads: Vec<Lead>,
    pub(super) ask: Ask,
}

impl Course {
    fn new(leads: impl Into<Vec<Lead>>, ask: Ask) -> Self {
        Self { leads: leads.into(), ask }
    }

    fn say(occasion: &'static str, ask: Ask) -> Self {
        Self::new([Lead::Say(occasion)], ask)
    }

    pub(super) fn compose(&self, engine: &Engine, after: &State) -> Shown {
        compose(engine, after, &self.leads, self.ask)
    }
}

/// A message of the conversation.
pub(super) fn talk(taking: &mut Taking<'_>) -> Course {
    let emergency = taking.said.flags.iter().any(|flag| flag.tier == Tier::Emergency);
    if taking.state.stage == Stage::Held {
        let cared_for = safety::says_cared_for(taking.engine, taking.text).is_some()
            || taking.heard.has(Command::CaredFor)
            || taking.heard.is(Command::Well)
            || (taking.heard.opens_with(Command::Yes) && !emergency);
        if cared_for {
            taking.does(Move::CaredFor);
            // What happened is told once more, not raised once more.
            taking.said.flags.retain(|flag| flag.tier < Tier::Emergency);
            let clears = !taking.state.clearance().is_empty() && !taking.said.cleared;
            return Course::say(if clears { "released" } else { "released_light" }, Ask::GoOn);
        }
        if !emergency {
            taking.does(Move::Emergency);
            let own = taking.state.flags.iter().any(|raised| raised.flag.tier == Tier::Emergency);
            return Course::say(if own { "held" } else { "held_other" }, Ask::Again);
        }
    }
    if emergency {
        return stop(taking);
    }
    let course = match taking.state.stage {
        Stage::Restarting => restarting(taking),
        Stage::Clearing => clearing(taking),
        _ => None,
    };
    let mut course = course.unwrap_or_else(|| ordinary(taking));
    let safety = if taking.said.cleared { Some(Lead::Say("cleared")) } else { safety_answer(taking).map(Lead::Safety) };
    if let Some(safety) = safety {
        course.leads.retain(|lead| !matches!(lead, Lead::Say("thanks" | "accepted" | "unclear" | "first")));
        course.leads.insert(0, safety);
    }
    course
}

/// The new answer to one question, whatever else the words could mean.
pub(super) fn correction(taking: &mut Taking<'_>, question: u8) -> Course {
    taking.said.question = Some(question);
    taking.said.replaces = true;
    let from_answer = |source: &super::state::Source| source.question == Some(question);
    let sources = &taking.state.sources;
    taking.said.dropped = sources.iter().filter(|(_, source)| from_answer(source)).map(|(slot, _)| *slot).collect();
    taking.does(Move::Correct);
    taking.open_unfounded(question);
    taking.cover(question);
    taking.read(Some(question), true);
    taking.assess();
    if taking.said.flags.iter().any(|flag| flag.tier == Tier::Emergency) {
        return stop(taking);
    }
    let mut leads: Vec<Lead> = safety_answer(taking).map(Lead::Safety).into_iter().collect();
    leads.push(Lead::Changed(taking.said.facts.clone()));
    Course::new(leads, if taking.state.stage == Stage::Held { Ask::Again } else { Ask::GoOn })
}

/// An emergency stops everything.
fn stop(taking: &mut Taking<'_>) -> Course {
    taking.said.moves = vec![Move::Emergency];
    taking.said.cleared = false;
    let answer = safety::answer(taking.engine, &taking.said.flags, taking.context).unwrap_or_default();
    // Some answers ask something themselves, and one question is enough.
    let asks = answer.contains('?');
    let ask = if asks { Ask::Nothing(Stage::Held) } else { Ask::Held };
    Course::new([Lead::Safety(answer)], ask)
}

/// The answer to red flags that were not raised before.
fn safety_answer(taking: &Taking<'_>) -> Option<String> {
    let raised = |flag: &Flag| taking.state.flags.iter().any(|raised| raised.flag.code == flag.code);
    let urgent = |flag: &Flag| flag.tier >= Tier::Urgent;
    let new: Vec<Flag> = taking.said.flags.iter().filter(|flag| urgent(flag) || !raised(flag)).cloned().collect();
    let context: &Context = taking.context;
    if new.is_empty() { None } else { safety::answer(taking.engine, &new, context) }
}

fn restarting(taking: &mut Taking<'_>) -> Option<Course> {
    let heard = &taking.heard;
    if heard.opens_with(Command::Yes) || heard.is(Command::Okay) || heard.has(Command::Restart) {
        taking.does(Move::Confirm);
        taking.does(Move::Restart);
        taking.said.restarted = true;
        (taking.said.level, taking.said.safety, taking.said.confidence) = Default::default();
        return Some(Course::say("restarted", Ask::GoOn));
    }
    if heard.opens_with(Command::No) || heard.is(Command::Keep) {
        taking.does(Move::Deny);
        return Some(Course::say("restart_denied", Ask::GoOn));
    }
    None
}

fn clearing(taking: &mut Taking<'_>) -> Option<Course> {
    let heard = &taking.heard;
    if heard.opens_with(Command::Yes) {
        taking.does(Move::Confirm);
        taking.said.cleared = true;
        return Some(Course::new([], Ask::GoOn));
    }
    if heard.opens_with(Command::No) || heard.is(Command::Unknown) {
        taking.does(Move::Deny);
        return Some(Course::say("not_cleared", Ask::GoOn));
    }
    None
}

fn ordinary(taking: &mut Taking<'_>) -> Course {
    if taking.heard.foreign {
        taking.does(Move::Language);
        return Course::say("languages", Ask::Again);
    }
    if taking.heard.unreadable {
        taking.does(Move::Nonsense);
        return Course::say("nonsense", Ask::Again);
    }
    if let Some(course) = language(taking) {
        return course;
    }
    if taking.heard.has(Command::Restart) {
        taking.does(Move::Restart);
        return Course::say("restart", Ask::Occasion("ask_restart", Stage::Restarting));
    }
    read(taking);
    match taking.state.stage {
        Stage::Recap | Stage::Confirmed | Stage::Changing => review(taking),
        _ => interview(taking),
    }
}

/// A wish for another language, or a message in one.
fn language(taking: &mut Taking<'_>) -> Option<Course> {
    let wished = taking.heard.language();
    if wished.is_some() || taking.said.locale.is_some() {
        taking.does(Move::Language);
    }
    let supported = match wished? {
        Some(wished) => wished == taking.context.locale,
        None => false,
    };
    let occasion = if supported { "language" } else { "languages" };
    (!taking.heard.has_content || !supported).then(|| Course::say(occasion, Ask::Again))
}

/// Whether the message is a plain "no"; "all fine" is one where it is asked what is wrong.
fn says_no(taking: &Taking<'_>) -> bool {
    let screens = |id: u8| taking.engine.catalogue.question(id).is_some_and(|question| question.screening);
    let heard = &taking.heard;
    heard.is(Command::No) || (heard.is(Command::Well) && taking.state.pending.is_some_and(screens))
}

/// Reads what the message says about the person, where it says something.
fn read(taking: &mut Taking<'_>) {
    let heard = &taking.heard;
    let states = (heard.has_content && !heard.only_asks) || says_no(taking);
    if !states {
        return;
    }
    let target = heard.topic.filter(|_| heard.has(Command::Change)).or(taking.state.pending);
    let evades = [Command::Unknown, Command::Skip, Command::Back, Command::Finish, Command::OffTopic, Command::Abuse]
        .into_iter()
        .any(|command| heard.has(command));
    taking.said.question = target;
    // "My doctor cleared me" is about clearance, whatever was asked.
    taking.read(target, !evades && !taking.said.cleared);
    taking.assess();
}

/// At the recap, and before it when something is to be changed: confirm, or change one.
fn review(taking: &mut Taking<'_>) -> Course {
    let heard = &taking.heard;
    let stage = taking.state.stage;
    let agrees = heard.opens_with(Command::Yes)
        || [Command::Okay, Command::Well, Command::Keep, Command::Skip].into_iter().any(|command| heard.is(command));
    let wants_coach = heard.has(Command::Finish);
    // "Yes, build it" leaves nothing open, whatever was asked last.
    let builds =
        heard.opens_with(Command::Yes) && !heard.is(Command::Yes) && !heard.asks && taking.said.facts.is_empty();
    let nothing_to_change = stage == Stage::Changing && (heard.is(Command::No) || agrees) && !wants_coach && !builds;
    let topic = heard.topic.filter(|_| heard.only_topic || heard.has(Command::Change) || heard.has(Command::Back));
    let (asks, why, about) = (heard.asks, heard.has(Command::Why), heard.about);
    if !taking.said.facts.is_empty() || !taking.said.dropped.is_empty() {
        taking.does(Move::Correct);
        if let Some(question) = taking.said.question {
            taking.cover(question);
        }
        return Course::new([Lead::Changed(taking.said.facts.clone())], Ask::Occasion("ask_build", Stage::Recap));
    }
    if let Some(id) = topic {
        taking.does(Move::Correct);
        return Course::new([Lead::Earlier(id)], Ask::Question(id));
    }
    if nothing_to_change {
        taking.does(Move::Confirm);
        return Course::new([], Ask::Occasion("ask_build", Stage::Recap));
    }
    if agrees || wants_coach || builds {
        taking.does(Move::Confirm);
        return match taking.plan().next_screening() {
            Some(_) => Course::new([], Ask::Screening),
            None => Course::say("confirmed", Ask::Nothing(Stage::Confirmed)),
        };
    }
    if taking.heard.has(Command::Summary) {
        taking.does(Move::Question);
        return Course::new([], Ask::Recap);
    }
    if why || asks {
        taking.does(Move::Question);
        return Course::new([Lead::About(about.map(str::to_owned))], Ask::Again);
    }
    if taking.heard.has(Command::Abuse) {
        taking.does(Move::Abuse);
        return Course::say("abuse", Ask::Again);
    }
    taking.does(Move::Deny);
    Course::new([], Ask::Occasion("ask_change", Stage::Changing))
}

/// While questions are pending.
fn interview(taking: &mut Taking<'_>) -> Course {
    let pending = taking.state.pending.unwrap_or(1);
    let revisits = taking.state.is_covered(pending);
    if let Some(course) = steer(taking, pending, revisits) {
        return course;
    }
    let heard = &taking.heard;
    if heard.only_asks {
        taking.does(Move::Question);
        return Course::new([Lead::About(taking.heard.about.map(str::to_owned))], Ask::Again);
    }
    let courtesies = [
        (Command::Greeting, "greeting"),
        (Command::Thanks, "welcome"),
        (Command::Yes, "courtesy"),
        (Command::Okay, "courtesy"),
        (Command::Well, "courtesy"),
    ];
    let courtesy = courtesies.into_iter().find(|(command, _)| heard.is(*command) && !says_no(taking));
    if let Some((_, occasion)) = courtesy {
        taking.does(Move::Courtesy);
        return Course::say(occasion, Ask::Plainer);
    }
    take_answer(taking, pending)
}

/// Moves that steer the interview; none when the message is an answer.
fn steer(taking: &mut Taking<'_>, pending: u8, revisits: bool) -> Option<Course> {
    let heard = &taking.heard;
    let said_something = !taking.said.facts.is_empty();
    let speaks = taking.speaks_to(pending);
    let noted = |taking: &Taking<'_>| said_something.then(|| Lead::Noted(taking.said.facts.clone()));
    if heard.has(Command::Pause) {
        if speaks {
            taking.cover(pending);
        }
        taking.does(Move::Pause);
        return Some(Course::say("pause", Ask::GoOn));
    }
    if heard.has(Command::Finish) {
        if speaks {
            taking.cover(pending);
        }
        taking.does(Move::Finish);
        return Some(Course::new([], Ask::Finish));
    }
    // "I want to change my diet" is a goal until there is an answer about eating to change.
    let changes = |id: &u8| heard.has(Command::Change) && taking.state.is_covered(*id);
    let goes_to = heard.topic.filter(|id| !heard.has_content && (heard.has(Command::Back) || changes(id)));
    if let (Some(id), false) = (goes_to, said_something) {
        taking.does(if taking.heard.has(Command::Back) { Move::Back } else { Move::Correct });
        return Some(Course::new([Lead::Earlier(id)], Ask::Question(id)));
    }
    if heard.has(Command::Back) || (heard.is(Command::Change) && goes_to.is_none()) {
        taking.does(Move::Back);
        return Some(match taking.before(pending) {
            Some(id) => Course::new([Lead::Earlier(id)], Ask::Question(id)),
            None => Course::say("back_at_start", Ask::Again),
        });
    }
    if heard.is(Command::Keep) && revisits {
        taking.does(Move::Deny);
        return Some(Course::say("kept", Ask::GoOn));
    }
    if (heard.has(Command::Skip) || heard.has(Command::Unknown)) && !speaks {
        let skips = heard.has(Command::Skip);
        taking.does(if skips { Move::Skip } else { Move::DontKnow });
        if revisits {
            return Some(Course::say("kept", Ask::GoOn));
        }
        let screening = taking.engine.catalogue.question(pending).is_some_and(|question| question.screening);
        if screening && taking.state.tries == 0 {
            return Some(Course::new([Lead::Say("insist"), Lead::Why(pending)], Ask::Plainer));
        }
        taking.said.declined.push(pending);
        let mut leads: Vec<Lead> = noted(taking).into_iter().collect();
        leads.push(Lead::Say(if skips { "skipped" } else { "unknown" }));
        return Some(Course::new(leads, Ask::GoOn));
    }
    if heard.has(Command::Abuse) && !said_something {
        taking.does(Move::Abuse);
        return Some(Course::say("abuse", Ask::Again));
    }
    if heard.has(Command::OffTopic) && !said_something {
        taking.does(Move::OffTopic);
        return Some(Course::say("off_topic", Ask::Again));
    }
    if heard.has(Command::Summary) {
        taking.does(Move::Question);
        return Some(Course::new([Lead::Known], Ask::Again));
    }
    if heard.has(Command::Why) && (!heard.has_content || heard.only_asks) {
        taking.does(Move::Why);
        return Some(Course::new([Lead::Why(pending)], Ask::Again));
    }
    if heard.has(Command::Clarify) && !speaks {
        taking.does(Move::Clarify);
        return Some(Course::new([], Ask::Plainer));
    }
    if heard.is(Command::Nonsense) {
        taking.does(Move::Nonsense);
        return Some(Course::say("nonsense", Ask::Again));
    }
    None
}

/// An answer: to the pending question, to others, or to both.
fn take_answer(taking: &mut Taking<'_>, pending: u8) -> Course {
    let catalogue = &taking.engine.catalogue;
    let (open, takes_no, screens) = catalogue
        .question(pending)
        .map_or((true, true, false), |question| (question.open, question.takes_no, question.screening));
    let speaks = taking.speaks_to(pending);
    let (changed, mut fresh) = (taking.changed(), taking.fresh());
    fresh.retain(|fact| !matches!(fact.value, SlotValue::Note { .. }));
    let volunteers =
        taking.elsewhere || taking.said.facts.iter().any(|fact| !taking.plan().slots_of(pending).contains(&fact.slot));
    let second_try = taking.state.tries > 0;
    let plain_no = says_no(taking) || taking.nothing_new;
    let accepted = match (speaks, volunteers) {
        (true, _) => true,
        (false, _) if taking.said.cleared => screens,
        (false, _) if plain_no => open || takes_no,
        // Words that say nothing readable answer an open question; a closed one is asked again, once.
        (false, false) => open || second_try,
        // Words about something else may still be the answer, but only to a question that takes any.
        (false, true) => open && second_try,
    };
    if accepted {
        taking.does(Move::Answer);
        taking.cover(pending);
    }
    if volunteers {
        taking.does(Move::Volunteer);
    }
    if !changed.is_empty() {
        taking.does(Move::Correct);
    }
    if taking.said.moves.is_empty() {
        taking.does(Move::Answer);
    }
    let mut leads = Vec::new();
    if !changed.is_empty() {
        leads.push(Lead::Changed(changed));
    }
    if !fresh.is_empty() {
        leads.push(Lead::Noted(fresh));
    }
    if taking.heard.has(Command::Why) {
        taking.does(Move::Why);
        leads.push(Lead::Why(pending));
    }
    let asked_beside = taking.heard.asks && taking.heard.about.is_some();
    if asked_beside {
        taking.does(Move::Question);
        leads.push(Lead::About(taking.heard.about.map(str::to_owned)));
    }
    if !accepted {
        let ask = if volunteers || taking.said.cleared { Ask::GoOn } else { Ask::Plainer };
        if leads.is_empty() {
            leads.push(Lead::Say(if volunteers { "thanks" } else { "unclear" }));
        }
        return Course::new(leads, ask);
    }
    if leads.is_empty() {
        leads.push(Lead::Say(if speaks || open || plain_no { "thanks" } else { "accepted" }));
    }
    if taking.state.order.is_empty() {
        leads.push(Lead::Say("first"));
    }
    Course::new(leads, Ask::GoOn)
}
