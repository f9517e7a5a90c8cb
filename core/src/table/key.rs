//! Keys: written and read here only.

use super::id::{IdError, MAX_SEQUENCE, email, id, instant, parse_instant};
use super::item::Key;
use crate::{Date, Timestamp};

/// A key as what it means. `EntityKey::parse(&entity_key.key()?)` gives the same value back, and keys of one
/// kind and owner sort by time where they hold a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are named after the ids they hold")]
pub enum EntityKey<'a> {
    /// `contactForm#{email}` / `timestamp#{instant}`.
    ContactForm { email: &'a str, at: Timestamp },
    /// `user#{user}` / `profile`.
    UserProfile { user: &'a str },
    /// `user#{user}` / `preferences`.
    UserPreferences { user: &'a str },
    /// `user#{user}` / `conversationHistory#{instant}#{conversation}`.
    ConversationHistory { user: &'a str, started: Timestamp, conversation: &'a str },
    /// `user#{user}` / `conversation#{conversation}#summary`.
    ConversationSummary { user: &'a str, conversation: &'a str },
    /// `user#{user}` / `coach#{coach}`.
    CoachConfig { user: &'a str, coach: &'a str },
    /// `user#{user}` / `workoutHistory#{date}#{session}`.
    WorkoutHistory { user: &'a str, date: Date, session: &'a str },
    /// `coach#{coach}` / `performance#{from}_{to}`.
    CoachPerformance { coach: &'a str, from: Date, to: Date },
    /// `user#{user}` / `coachCreatorSession#{session}`.
    CoachCreatorSession { user: &'a str, session: &'a str },
    /// `user#{user}` / `sessionTurn#{session}#{seq}`.
    SessionTurn { user: &'a str, session: &'a str, seq: u32 },
    /// `user#{user}` / `conversationTurn#{conversation}#{seq}`.
    ConversationTurn { user: &'a str, conversation: &'a str, seq: u32 },
    /// `apiToken#{hash}` / `token`.
    ApiToken { hash: &'a str },
    /// `user#{user}` / `memory#{memory}`.
    Memory { user: &'a str, memory: &'a str },
    /// `user#{user}` / `idempotency#{request}`.
    Idempotency { user: &'a str, request: &'a str },
    /// `user#{user}` / `usage#{day}`.
    Usage { user: &'a str, day: Date },
    /// `user#{user}` / `export#{day}`.
    Export { user: &'a str, day: Date },
}

impl EntityKey<'_> {
    /// Writes the key.
    ///
    /// # Errors
    /// When an id, a date or a sequence number may not stand in a key.
    pub fn key(&self) -> Result<Key, IdError> {
        let user_pk = |user| id("user id", user).map(|user| format!("user#{user}"));
        let (pk, sk) = match *self {
            Self::ContactForm { email: address, at } => {
                (format!("contactForm#{}", email(address)?), format!("timestamp#{}", instant(at)?))
            }
            Self::UserProfile { user } => (user_pk(user)?, "profile".to_owned()),
            Self::UserPreferences { user } => (user_pk(user)?, "preferences".to_owned()),
            Self::ConversationHistory { user, started, conversation } => {
                let conversation = id("conversation id", conversation)?;
                (user_pk(user)?, format!("conversationHistory#{}#{conversation}", instant(started)?))
            }
            Self::ConversationSummary { user, conversation } => {
                (user_pk(user)?, format!("conversation#{}#summary", id("conversation id", conversation)?))
            }
            Self::CoachConfig { user, coach } => (user_pk(user)?, format!("coach#{}", id("coach id", coach)?)),
            Self::WorkoutHistory { user, date, session } => {
                let session = id("session id", session)?;
                (user_pk(user)?, format!("workoutHistory#{}#{session}", day(date)?))
            }
            Self::CoachPerformance { coach, from, to } => {
                (format!("coach#{}", id("coach id", coach)?), format!("performance#{}", period(from, to)?))
            }
            Self::CoachCreatorSession { user, session } => {
                (user_pk(user)?, format!("coachCreatorSession#{}", id("session id", session)?))
            }
            Self::SessionTurn { user, session, seq } => {
                (user_pk(user)?, format!("sessionTurn#{}#{}", id("session id", session)?, sequence(seq)?))
            }
            Self::ConversationTurn { user, conversation, seq } => {
                let conversation = id("conversation id", conversation)?;
                (user_pk(user)?, format!("conversationTurn#{conversation}#{}", sequence(seq)?))
            }
            Self::Memory { user, memory } => (user_pk(user)?, format!("memory#{}", id("memory id", memory)?)),
            Self::Usage { user, day } => (user_pk(user)?, format!("usage#{}", self::day(day)?)),
            Self::Export { user, day } => (user_pk(user)?, format!("export#{}", self::day(day)?)),
            Self::ApiToken { hash } => (format!("apiToken#{}", id("token hash", hash)?), "token".to_owned()),
            Self::Idempotency { user, request } => {
                (user_pk(user)?, format!("idempotency#{}", id("idempotency key", request)?))
            }
        };
        Ok(Key { pk, sk })
    }

    /// Reads a key.
    ///
    /// # Errors
    /// [`IdError::Foreign`] and its siblings for a key that [`EntityKey::key`] never writes.
    pub fn parse(key: &Key) -> Result<EntityKey<'_>, IdError> {
        let (owner, owner_id) = key.pk.split_once('#').ok_or(IdError::Foreign)?;
        let (kind, rest) = key.sk.split_once('#').unwrap_or((&key.sk, ""));
        let parsed = match (owner, kind) {
            ("contactForm", "timestamp") => EntityKey::ContactForm { email: owner_id, at: parse_instant(rest)? },
            ("apiToken", "token") => EntityKey::ApiToken { hash: owner_id },
            ("coach", "performance") => {
                let (from, to) = rest.split_once('_').ok_or(IdError::Foreign)?;
                EntityKey::CoachPerformance { coach: owner_id, from: parse_day(from)?, to: parse_day(to)? }
            }
            ("user", kind) => Self::parse_users(owner_id, kind, rest)?,
            _ => return Err(IdError::Foreign),
        };
        // Writing it again refuses what reading let through: hostile ids, other spellings of the same value.
        if parsed.key()? == *key { Ok(parsed) } else { Err(IdError::Foreign) }
    }

    fn parse_users<'a>(user: &'a str, kind: &str, rest: &'a str) -> Result<EntityKey<'a>, IdError> {
        let halves = || rest.rsplit_once('#').ok_or(IdError::Foreign);
        Ok(match kind {
            "profile" => EntityKey::UserProfile { user },
            "preferences" => EntityKey::UserPreferences { user },
            "conversationHistory" => {
                let (started, conversation) = halves()?;
                EntityKey::ConversationHistory { user, started: parse_instant(started)?, conversation }
            }
            "conversation" => EntityKey::ConversationSummary { user, conversation: halves()?.0 },
            "coach" => EntityKey::CoachConfig { user, coach: rest },
            "workoutHistory" => {
                let (date, session) = halves()?;
                EntityKey::WorkoutHistory { user, date: parse_day(date)?, session }
            }
            "coachCreatorSession" => EntityKey::CoachCreatorSession { user, session: rest },
            "sessionTurn" => {
                let (session, seq) = halves()?;
                EntityKey::SessionTurn { user, session, seq: parse_sequence(seq)? }
            }
            "conversationTurn" => {
                let (conversation, seq) = halves()?;
                EntityKey::ConversationTurn { user, conversation, seq: parse_sequence(seq)? }
            }
            "memory" => EntityKey::Memory { user, memory: rest },
            "usage" => EntityKey::Usage { user, day: parse_day(rest)? },
            "export" => EntityKey::Export { user, day: parse_day(rest)? },
            "idempotency" => EntityKey::Idempotency { user, request: rest },
            _ => return Err(IdError::Foreign),
        })
    }

    /// The `entityType` of the item under this key; none for turns and for records of requests, which cost
    /// no index write.
    #[must_use]
    pub fn entity_type(&self) -> Option<&'static str> {
        Some(match self {
            Self::ContactForm { .. } => "contactForm",
            Self::UserProfile { .. } => "userProfile",
            Self::UserPreferences { .. } => "userPreferences",
            Self::ConversationHistory { .. } => "conversationHistory",
            Self::ConversationSummary { .. } => "conversationSummary",
            Self::CoachConfig { .. } => "coachConfig",
            Self::WorkoutHistory { .. } => "workoutHistory",
            Self::CoachPerformance { .. } => "coachPerformance",
            Self::CoachCreatorSession { .. } => "coachCreatorSession",
            Self::ApiToken { .. } => "apiToken",
            Self::Memory { .. } => "memory",
            Self::SessionTurn { .. }
            | Self::ConversationTurn { .. }
            | Self::Idempotency { .. }
            | Self::Usage { .. }
            | Self::Export { .. } => return None,
        })
    }
}

/// Short forms of [`EntityKey::key`]. All fail like it, when an id may not stand in a key.
#[expect(clippy::missing_errors_doc, reason = "said once for all of them")]
impl Key {
    /// A contact form by its sender's address, in lower case, and its instant.
    pub fn contact_form(email: &str, at: Timestamp) -> Result<Self, IdError> {
        EntityKey::ContactForm { email, at }.key()
    }

    /// A person's profile.
    pub fn user_profile(user: &str) -> Result<Self, IdError> {
        EntityKey::UserProfile { user }.key()
    }

    /// A person's preferences.
    pub fn user_preferences(user: &str) -> Result<Self, IdError> {
        EntityKey::UserPreferences { user }.key()
    }

    /// A conversation by an id that [`conversation_id`](super::id::conversation_id) made.
    pub fn conversation(user: &str, conversation: &str) -> Result<Self, IdError> {
        let started = super::id::conversation_start(conversation)?;
        EntityKey::ConversationHistory { user, started, conversation }.key()
    }

    /// The summary of a conversation.
    pub fn conversation_summary(user: &str, conversation: &str) -> Result<Self, IdError> {
        EntityKey::ConversationSummary { user, conversation }.key()
    }

    /// A coach.
    pub fn coach(user: &str, coach: &str) -> Result<Self, IdError> {
        EntityKey::CoachConfig { user, coach }.key()
    }

    /// A logged workout by its calendar day and its session's id.
    pub fn workout(user: &str, date: Date, session: &str) -> Result<Self, IdError> {
        EntityKey::WorkoutHistory { user, date, session }.key()
    }

    /// The performance of a coach over a period, both days included.
    pub fn coach_performance(coach: &str, from: Date, to: Date) -> Result<Self, IdError> {
        EntityKey::CoachPerformance { coach, from, to }.key()
    }

    /// An interview.
    pub fn session(user: &str, session: &str) -> Result<Self, IdError> {
        EntityKey::CoachCreatorSession { user, session }.key()
    }

    /// One turn of an interview, numbered from 1.
    pub fn session_turn(user: &str, session: &str, seq: u32) -> Result<Self, IdError> {
        EntityKey::SessionTurn { user, session, seq }.key()
    }

    /// One turn of a conversation, numbered from 1.
    pub fn conversation_turn(user: &str, conversation: &str, seq: u32) -> Result<Self, IdError> {
        EntityKey::ConversationTurn { user, conversation, seq }.key()
    }

    /// An API token by the hexadecimal SHA-256 of its secret.
    pub fn api_token(hash: &str) -> Result<Self, IdError> {
        EntityKey::ApiToken { hash }.key()
    }

    /// Something that a coach remembers.
    pub fn memory(user: &str, memory: &str) -> Result<Self, IdError> {
        EntityKey::Memory { user, memory }.key()
    }

    /// The record of an export, by its day.
    pub fn export(user: &str, day: Date) -> Result<Self, IdError> {
        EntityKey::Export { user, day }.key()
    }

    /// The record of a request that was answered, by the digest of its idempotency key.
    pub fn idempotency(user: &str, request: &str) -> Result<Self, IdError> {
        EntityKey::Idempotency { user, request }.key()
    }
}

/// The form of a calendar day in keys and paths: `2025-06-20`.
pub(super) fn day(date: Date) -> Result<String, IdError> {
    if date.year() < 0 { Err(IdError::Range("date")) } else { Ok(date.to_string()) }
}

/// The form of a period in keys and paths: `2025-06-01_2025-06-30`.
pub(super) fn period(from: Date, to: Date) -> Result<String, IdError> {
    if from > to { Err(IdError::Range("period")) } else { Ok(format!("{}_{}", day(from)?, day(to)?)) }
}

/// The form of a turn's number in keys: six digits.
pub(super) fn sequence(seq: u32) -> Result<String, IdError> {
    if seq > MAX_SEQUENCE { Err(IdError::Range("sequence number")) } else { Ok(format!("{seq:06}")) }
}

fn parse_day(text: &str) -> Result<Date, IdError> {
    text.parse().map_err(|_| IdError::Foreign)
}

fn parse_sequence(text: &str) -> Result<u32, IdError> {
    text.parse().map_err(|_| IdError::Foreign)
}
