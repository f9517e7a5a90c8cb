//! The calls: start, turn, correct, resume, abandon, complete.

use super::base;
use super::compose::{Ask, Lead, compose};
use super::event::{Completed, Event, Shown, Stage, Started, What};
use super::plan::{self, Plan};
use super::reply::reply;
use super::state::State;
use super::take::{Mode, take};
use super::{InterviewError, Message, Outcome, Start};
use crate::model::{CreationType, GeneratedCoach};
use crate::{Context, Engine};

/// Begins an interview.
#[must_use]
pub fn start(engine: &Engine, start: Start, context: &Context) -> Outcome {
    let facts = start.base.as_ref().map_or_else(Vec::new, |base| base::facts(base, start.creation_type));
    // What an old coach knew of injuries does not answer for today.
    let screens = |id: &u8| engine.catalogue.question(*id).is_some_and(|question| question.screening);
    let mut covered = plan::known(&engine.catalogue, |slot| facts.iter().find(|fact| fact.slot == slot), |_| false);
    covered.retain(|id| !screens(id));
    let changes = start.creation_type == CreationType::Modification && start.base.is_some();
    let started = Started {
        session_id: start.session_id,
        user_id: start.user_id,
        creation_type: start.creation_type,
        locale: context.locale,
        time_zone: start.time_zone,
        region: context.region.map(|letters| letters.iter().map(|letter| char::from(*letter)).collect()),
        units: context.units,
        base: start.base,
        facts,
        covered,
        shown: Shown::default(),
    };
    let mut event = Event { seq: 0, at: context.now, key: None, what: What::Started(Box::new(started)) };
    let mut state = State::default();
    state.take_in(&event);
    let shown = if changes {
        compose(engine, &state, &[Lead::Say("hello_again"), Lead::Known], Ask::Occasion("ask_change", Stage::Changing))
    } else {
        compose(engine, &state, &[Lead::Say("hello")], Ask::GoOn)
    };
    state.show(&shown);
    if let What::Started(started) = &mut event.what {
        started.shown = shown;
    }
    outcome(engine, event, state)
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
    open(state)?;
    let (event, after) = take(engine, state, message, Mode::Talk, context);
    Ok(outcome(engine, event, after))
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
    open(state)?;
    let plan = Plan::new(&engine.catalogue, state);
    if !state.is_covered(question) && !plan.needed().any(|needed| needed.id == question) {
        return Err(InterviewError::NoSuchQuestion(question));
    }
    if text.trim().is_empty() {
        return Err(InterviewError::EmptyAnswer);
    }
    let message = Message { text, response_time: None };
    let (event, after) = take(engine, state, message, Mode::Correction(question), context);
    Ok(outcome(engine, event, after))
}

/// Takes the interview up again after a pause.
///
/// # Errors
/// When the interview is complete.
pub fn resume(engine: &Engine, state: &State, context: &Context) -> Result<Outcome, InterviewError> {
    open(state)?;
    // Clearance is asked for again at each return.
    let asks_clearance = !state.clearance().is_empty() && state.stage != Stage::Held;
    let ask = if asks_clearance { Ask::Occasion("ask_cleared", Stage::Clearing) } else { Ask::Again };
    Ok(shown(engine, state, context, &[Lead::Say("welcome_back")], ask, What::Resumed))
}

/// Gives the interview up; a later message or [`resume`] takes it up again.
///
/// # Errors
/// When the interview is complete.
pub fn abandon(engine: &Engine, state: &State, context: &Context) -> Result<Outcome, InterviewError> {
    open(state)?;
    let ask = Ask::Nothing(state.stage);
    Ok(shown(engine, state, context, &[Lead::Say("abandoned")], ask, What::Abandoned))
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
    open(state)?;
    if !state.ready_to_complete() {
        return Err(InterviewError::NotReady);
    }
    let done = |shown: Shown| What::Completed(Completed { coach, shown: Shown { progress: 100, ..shown } });
    Ok(shown(engine, state, context, &[Lead::Say("complete")], Ask::Nothing(Stage::Complete), done))
}

fn open(state: &State) -> Result<(), InterviewError> {
    if state.is_complete() { Err(InterviewError::Complete) } else { Ok(()) }
}

/// An event that only shows something.
fn shown(
    engine: &Engine,
    state: &State,
    context: &Context,
    leads: &[Lead],
    ask: Ask,
    what: impl FnOnce(Shown) -> What,
) -> Outcome {
    let shown = compose(engine, state, leads, ask);
    let event = Event { seq: state.next_seq, at: context.now, key: None, what: what(shown) };
    let mut after = state.clone();
    after.apply(&event);
    outcome(engine, event, after)
}

fn outcome(engine: &Engine, event: Event, state: State) -> Outcome {
    let reply = reply(engine, &state, &event);
    Outcome { event, state, reply }
}
