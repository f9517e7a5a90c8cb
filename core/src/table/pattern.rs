//! Every access pattern of the schema document, in its corrected form, as a value.
//!
//! Corrected: prefixes end in `#`; a range of days includes its last day; filters name `attributes.…`; a limit
//! counts after the filter; "is not null" means present and not null. Points (a profile, one session, one
//! coach) are plain [`Key`](super::Key)s and need no query. All functions fail when an id may not stand in a
//! key.
#![expect(clippy::missing_errors_doc, reason = "said once for all of them")]

use crate::{Date, Timestamp};
use serde_json::Value;

use super::id::{IdError, email, id, instant};
use super::key::{day, sequence};
use super::query::{Filter, Index, Order, Query, SortRange};
use crate::level::Level;

/// The partition of GSI-2 that holds whatever asks for attention, over all people.
pub const FOLLOW_UP: &str = "followUp";

/// The partition of GSI-2 that holds the contact forms of all senders.
pub const CONTACT_FORM: &str = "contactForm";

/// The partition of GSI-2 that holds the interviews that go on, over all people.
pub const OPEN_SESSION: &str = "openSession";

/// A person's conversations, newest first.
pub fn conversations(user: &str) -> Result<Query, IdError> {
    users(user, "conversationHistory#")
}

/// A person's conversations that need a follow-up, newest first.
pub fn conversations_needing_follow_up(user: &str) -> Result<Query, IdError> {
    Ok(conversations(user)?.filter(equals("needsFollowUp", true)))
}

/// The turns of a conversation after `seq`, oldest first.
pub fn conversation_turns(user: &str, conversation: &str, after: u32) -> Result<Query, IdError> {
    turns(user, &format!("conversationTurn#{}#", id("conversation id", conversation)?), after)
}

/// A person's coaches.
pub fn coaches(user: &str) -> Result<Query, IdError> {
    users(user, "coach#")
}

/// A person's active coaches.
pub fn active_coaches(user: &str) -> Result<Query, IdError> {
    Ok(coaches(user)?.filter(equals("isActive", true)))
}

/// A person's primary coach.
pub fn primary_coach(user: &str) -> Result<Query, IdError> {
    Ok(coaches(user)?.filter(equals("isPrimary", true)))
}

/// A person's workouts, newest first.
pub fn workouts(user: &str) -> Result<Query, IdError> {
    users(user, "workoutHistory#")
}

/// A person's workouts from one day to another, both included, newest first.
pub fn workouts_between(user: &str, from: Date, to: Date) -> Result<Query, IdError> {
    // `$` is the byte after `#`: it ends the range after every session of the last day.
    let range = SortRange::Between(format!("workoutHistory#{}#", day(from)?), format!("workoutHistory#{}$", day(to)?));
    Ok(Query { range, ..workouts(user)? })
}

/// A person's unfinished workouts, newest first.
pub fn incomplete_workouts(user: &str) -> Result<Query, IdError> {
    Ok(workouts(user)?.filter(equals("isCompleted", false)))
}

/// What a person's coaches remember, newest first.
pub fn memories(user: &str) -> Result<Query, IdError> {
    users(user, "memory#")
}

/// A person's exports, newest first.
pub fn exports(user: &str) -> Result<Query, IdError> {
    users(user, "export#")
}

/// A person's interviews, newest first.
pub fn sessions(user: &str) -> Result<Query, IdError> {
    users(user, "coachCreatorSession#")
}

/// A person's interviews that are complete or not, newest first.
pub fn sessions_by_completion(user: &str, complete: bool) -> Result<Query, IdError> {
    Ok(sessions(user)?.filter(equals("isComplete", complete)))
}

/// A person's interviews by the level detected, newest first.
pub fn sessions_by_level(user: &str, level: Level) -> Result<Query, IdError> {
    let level = match level {
        Level::Unknown => "UNKNOWN",
        Level::Beginner => "BEGINNER",
        Level::Intermediate => "INTERMEDIATE",
        Level::Advanced => "ADVANCED",
    };
    Ok(sessions(user)?.filter(equals("sophisticationLevel", level)))
}

/// A person's abandoned interviews, newest first.
pub fn abandoned_sessions(user: &str) -> Result<Query, IdError> {
    Ok(sessions(user)?.filter(Filter::NotNull("attributes.abandonedAt".to_owned())))
}

/// The turns of an interview after `seq`, oldest first.
pub fn session_turns(user: &str, session: &str, after: u32) -> Result<Query, IdError> {
    turns(user, &format!("sessionTurn#{}#", id("session id", session)?), after)
}

/// Everything under a person's partition, turns and records of requests included: for exports and erasure.
pub fn everything_of(user: &str) -> Result<Query, IdError> {
    Ok(Query::new(Index::Primary, format!("user#{}", id("user id", user)?)).order(Order::Ascending))
}

/// The contact forms of one sender, newest first: how duplicates are recognised.
pub fn contact_forms_of(address: &str) -> Result<Query, IdError> {
    let partition = format!("contactForm#{}", email(address)?);
    Ok(Query::new(Index::Primary, partition).range(SortRange::BeginsWith("timestamp#".to_owned())))
}

/// The contact forms of everybody, newest first (GSI-2).
#[must_use]
pub fn contact_forms() -> Query {
    Query::new(Index::Gsi2, CONTACT_FORM.to_owned())
}

/// What asks for attention over all people, newest first: conversations and workouts (GSI-2).
#[must_use]
pub fn follow_ups() -> Query {
    Query::new(Index::Gsi2, FOLLOW_UP.to_owned())
}

/// The interviews of everybody that go on and began before an instant, oldest first (GSI-2).
pub fn open_sessions(before: Timestamp) -> Result<Query, IdError> {
    // Seconds alone, which begin whatever finer instant follows them.
    let last = instant(before)?.chars().take(19).collect();
    let query = Query::new(Index::Gsi2, OPEN_SESSION.to_owned()).order(Order::Ascending);
    Ok(query.range(SortRange::Between("0".to_owned(), last)))
}

/// The performance records of a coach, newest period first.
pub fn coach_performance(coach: &str) -> Result<Query, IdError> {
    let partition = format!("coach#{}", id("coach id", coach)?);
    Ok(Query::new(Index::Primary, partition).range(SortRange::BeginsWith("performance#".to_owned())))
}

/// A coach's configuration, wherever its owner is (GSI-1).
pub fn coach_owner(coach: &str) -> Result<Query, IdError> {
    of_coach(coach, "coach#")
}

/// The conversations held with a coach, newest first (GSI-1).
pub fn conversations_with(coach: &str) -> Result<Query, IdError> {
    of_coach(coach, "conversationHistory#")
}

/// The workouts logged with a coach, newest first (GSI-1).
pub fn workouts_with(coach: &str) -> Result<Query, IdError> {
    of_coach(coach, "workoutHistory#")
}

/// A person's API tokens, newest first (GSI-1).
pub fn api_tokens_of(user: &str) -> Result<Query, IdError> {
    let partition = format!("user#{}", id("user id", user)?);
    Ok(Query::new(Index::Gsi1, partition).range(SortRange::BeginsWith("apiToken#".to_owned())))
}

/// All items of one entity type, over all people, by partition key (GSI-3).
#[must_use]
pub fn entities(entity_type: &str) -> Query {
    Query::new(Index::EntityType, entity_type.to_owned()).order(Order::Ascending)
}

fn users(user: &str, prefix: &str) -> Result<Query, IdError> {
    let partition = format!("user#{}", id("user id", user)?);
    Ok(Query::new(Index::Primary, partition).range(SortRange::BeginsWith(prefix.to_owned())))
}

fn of_coach(coach: &str, prefix: &str) -> Result<Query, IdError> {
    let partition = format!("coach#{}", id("coach id", coach)?);
    Ok(Query::new(Index::Gsi1, partition).range(SortRange::BeginsWith(prefix.to_owned())))
}

fn turns(user: &str, prefix: &str, after: u32) -> Result<Query, IdError> {
    let first = format!("{prefix}{}", sequence(after.saturating_add(1))?);
    let query = users(user, prefix)?.order(Order::Ascending);
    // `~` follows every digit.
    Ok(Query { range: SortRange::Between(first, format!("{prefix}~")), ..query })
}

fn equals(attribute: &str, value: impl Into<Value>) -> Filter {
    Filter::Equals(format!("attributes.{attribute}"), value.into())
}
