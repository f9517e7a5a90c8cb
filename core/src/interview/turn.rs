//! The calls: start, turn, correct, resume, abandon, complete.

use super::event::{Completed, Event, Said, Shown, Stage, Started, What};
use super::moves::Move;
use super::plan::Plan;
use super::reply::reply;
use super::state::State;
use super::{InterviewError, Message, Outcome, Start};
use crate::facts::Slots;
use crate::level::{self, Evidence};
use crate::model::GeneratedCoach;
use crate::safety::{self, Tier};
use crate::text::Text;
use crate::{Context, Engine, Span, facts};

/// Begins an interview.
#[must_use]
pub fn start(engine: &Engine, start: Start, context: &Context) -> Outcome {
    let mut started = Started {
        session_id: start.session_id,
        user_id: start.user_id,
        creation_type: start.creation_type,
        locale: context.locale,
        time_zone: start.time_zone,
        base: start.base,
        facts: Vec::new(),
        covered: Vec::new(),
        shown: Shown::default(),
    };
    let event = |started: &Started| Event {
        seq: 0,
        at: context.now,
        key: None,
        what: What::Started(Box::new(started.clone())),
    };
    let draft = State::fold(&[event(&started)]);
    started.shown = show(engine, &draft, Stage::Asking, "hello");
    settle(engine, &State::default(), event(&started))
}

/// Takes a message.
///
/// # Errors
/// When the interview is complete.
pub fn turn(
    engine: &Engine,
    state: &State,
    message: Message<'_>,
    context: &Context,
) -> Result<Outcome, InterviewError> {
    if state.is_complete() {
        return Err(InterviewError::Complete);
    }
    let said = answer(engine, state, message, state.pending, context);
    Ok(settle(engine, state, event(state, context, What::Said(Box::new(said)))))
}

/// Replaces the answer to one question; everything that follows from it is read anew.
///
/// # Errors
/// When the interview is complete, the question is not part of it, or the new answer is empty.
pub fn correct(
    engine: &Engine,
    state: &State,
    question: u8,
    text: &str,
    context: &Context,
) -> Result<Outcome, InterviewError> {
    if state.is_complete() {
        return Err(InterviewError::Complete);
    }
    if engine.catalogue.question(question).is_none() {
        return Err(InterviewError::NoSuchQuestion(question));
    }
    if text.trim().is_empty() {
        return Err(InterviewError::EmptyAnswer);
    }
    let message = Message { text, response_time: None };
    let said = answer(engine, state, message, Some(question), context);
    Ok(settle(engine, state, event(state, context, What::Corrected(Box::new(said)))))
}

/// Takes the interview up again after a pause.
///
/// # Errors
/// When the interview is complete.
pub fn resume(engine: &Engine, state: &State, context: &Context) -> Result<Outcome, InterviewError> {
    if state.is_complete() {
        return Err(InterviewError::Complete);
    }
    let shown = show(engine, state, state.stage, "welcome_back");
    Ok(settle(engine, state, event(state, context, What::Resumed(shown))))
}

/// Gives the interview up; a later message or [`resume`] takes it up again.
///
/// # Errors
/// When the interview is complete.
pub fn abandon(engine: &Engine, state: &State, context: &Context) -> Result<Outcome, InterviewError> {
    if state.is_complete() {
        return Err(InterviewError::Complete);
    }
    let shown = Shown {
        reply: say(engine, state, "abandoned"),
        question: None,
        pending: state.pending,
        progress: state.progress,
        stage: state.stage,
    };
    Ok(settle(engine, state, event(state, context, What::Abandoned(shown))))
}

/// Ends the interview with the coach that was made from it.
///
/// # Errors
/// When the interview is complete already or has not reached its recap.
pub fn complete(
    engine: &Engine,
    state: &State,
    coach: GeneratedCoach,
    context: &Context,
) -> Result<Outcome, InterviewError> {
    if state.is_complete() {
        return Err(InterviewError::Complete);
    }
    if !state.ready_to_complete() {
        return Err(InterviewError::NotReady);
    }
    let shown = Shown {
        reply: say(engine, state, "complete"),
        question: None,
        pending: None,
        progress: 100,
        stage: Stage::Complete,
    };
    Ok(settle(engine, state, event(state, context, What::Completed(Completed { coach, shown }))))
}

fn event(state: &State, context: &Context, what: What) -> Event {
    Event { seq: state.next_seq, at: context.now, key: None, what }
}

fn settle(engine: &Engine, before: &State, event: Event) -> Outcome {
    let mut state = before.clone();
    state.apply(&event);
    let reply = reply(engine, &state, &event);
    Outcome { event, state, reply }
}

fn answer(engine: &Engine, state: &State, message: Message<'_>, asked: Option<u8>, context: &Context) -> Said {
    let text = Text::read(&engine.lexicon, message.text);
    let flags = safety::triage(engine, &text);
    let facts = facts::read(engine, &text, asked, context);
    let signals = level::read(engine, &text, asked, context);
    let mut said = Said {
        text: message.text.to_owned(),
        response_time: message.response_time,
        question: asked,
        moves: vec![Move::Answer],
        facts,
        dropped: Vec::new(),
        covered: asked.into_iter().collect(),
        declined: Vec::new(),
        signals,
        flags,
        cleared: false,
        restarted: false,
        level: state.level,
        safety: state.safety,
        confidence: state.confidence,
        locale: None,
        shown: Shown::default(),
    };
    let mut evidence: Vec<Evidence> = state.evidence.clone();
    evidence.extend(said.signals.iter().map(|signal| Evidence { question: asked, signal: signal.clone() }));
    let signals: Vec<level::Signal> = evidence.into_iter().map(|evidence| evidence.signal).collect();
    let mut slots: Slots = state.slots.clone();
    slots.extend(said.facts.iter().map(|fact| (fact.slot, fact.clone())));
    let known: Vec<facts::Fact> = slots.into_values().collect();
    let assessment = level::assess(engine, &signals, &known);
    (said.level, said.safety, said.confidence) = (assessment.level, assessment.level, assessment.confidence);

    let draft = |said: &Said| {
        let mut draft = state.clone();
        draft.apply(&event(state, context, What::Said(Box::new(said.clone()))));
        draft
    };
    let after = draft(&said);
    said.covered.extend(Plan::new(&engine.catalogue, &after).known());
    let after = draft(&said);
    let emergency = said.flags.iter().any(|flag| flag.tier == Tier::Emergency);
    if emergency {
        said.covered.clear();
        said.moves = vec![Move::Emergency];
        let mut shown = show(engine, state, Stage::Held, "thanks");
        shown.reply = safety::answer(engine, &said.flags, context).unwrap_or_default();
        said.shown = shown;
    } else if state.stage == Stage::Recap {
        said.shown = show(engine, &after, Stage::Confirmed, "confirmed");
    } else {
        said.shown = show(engine, &after, Stage::Asking, "thanks");
    }
    said
}

/// The next question behind one sentence.
fn show(engine: &Engine, state: &State, stage: Stage, occasion: &str) -> Shown {
    let plan = Plan::new(&engine.catalogue, state);
    let opening = say(engine, state, occasion);
    let next = plan.next().filter(|_| matches!(stage, Stage::Asking));
    let (pending, stage) = match (next, stage) {
        (Some(question), _) => (Some(question.id), stage),
        (None, Stage::Asking) => (None, Stage::Recap),
        (None, _) => (state.pending.filter(|_| stage == Stage::Held), stage),
    };
    let question = match (pending, stage) {
        (_, Stage::Recap) => say(engine, state, "ask_recap"),
        (Some(id), _) => engine
            .catalogue
            .wording(id, state.locale)
            .map(|wording| wording.at(state.level).to_owned())
            .unwrap_or_default(),
        _ => String::new(),
    };
    let reply = format!("{opening} {question}").trim().to_owned();
    let span = (!question.is_empty()).then(|| Span::new(reply.len() - question.len(), reply.len()));
    Shown { reply, question: span, pending, progress: plan.progress(), stage }
}

fn say(engine: &Engine, state: &State, occasion: &str) -> String {
    let language = engine.catalogue.language(state.locale);
    let variants = language.and_then(|language| language.replies.say.get(occasion));
    let variants = variants.map_or(&[][..], Vec::as_slice);
    let turn = state.turns as usize;
    let sentence = variants.get(turn % variants.len().max(1)).map_or("", String::as_str);
    let plan = Plan::new(&engine.catalogue, state);
    sentence.replace("{minutes}", &plan.minutes().to_string()).replace("{progress}", &plan.progress().to_string())
}
