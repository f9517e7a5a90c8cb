//! What may stand in a key: ids, addresses, instants.
//!
//! Hostile ids are **refused, never escaped**: an id that is stored is the id that was given, in keys, in
//! paths, in URLs and in exports. Whoever takes in foreign ids (a token's subject, an idempotency key) hashes
//! what is refused here.

use crate::Timestamp;

/// The longest id, in bytes: a partition key may take 2,048 and a sort key 1,024, and two ids may share one.
pub const MAX_ID: usize = 192;

/// The longest mail address, in bytes (RFC 5321, 4.5.3.1.3).
pub const MAX_EMAIL: usize = 254;

/// The greatest sequence number of a turn: six digits, so that byte order is number order.
pub const MAX_SEQUENCE: u32 = 999_999;

/// The last instant a key can hold: thirteen digits of milliseconds keep byte order equal to time order.
const MAX_MILLISECONDS: i64 = 9_999_999_999_999;

/// Why something cannot stand in a key, a path or a session's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// Nothing was given.
    #[error("`{0}` is empty")]
    Empty(&'static str),
    /// Longer than [`MAX_ID`] or [`MAX_EMAIL`].
    #[error("`{0}` is too long")]
    TooLong(&'static str),
    /// A character that keys, paths or URLs give a meaning to.
    #[error("`{0}` may hold only unaccented letters, digits and - _ . : | @ + ~ =, and at least one letter or digit")]
    Character(&'static str),
    /// Not a mail address.
    #[error("`{0}` is not a mail address")]
    Email(&'static str),
    /// Before 1970, after 2286, or out of order.
    #[error("`{0}` is out of range")]
    Range(&'static str),
    /// A key, a path or an id that this table never writes.
    #[error("not a key of this table")]
    Foreign,
}

/// Gives the id back if it may stand in a key: 1 to 192 bytes of ASCII letters, digits and `-_.:|@+~=`, with
/// at least one letter or digit (so never `..`).
///
/// # Errors
/// Says what is wrong with the id called `name`.
pub fn id<'a>(name: &'static str, value: &'a str) -> Result<&'a str, IdError> {
    if value.is_empty() {
        return Err(IdError::Empty(name));
    }
    if value.len() > MAX_ID {
        return Err(IdError::TooLong(name));
    }
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:|@+~=".contains(&byte);
    if !value.bytes().all(allowed) || !value.bytes().any(|byte| byte.is_ascii_alphanumeric()) {
        return Err(IdError::Character(name));
    }
    Ok(value)
}

/// Gives the mail address back if it may stand in a key: lower case, one `@` with something on both sides, no
/// blanks or control characters. It may hold `#` and `/`, because it is always the last part of its key.
///
/// # Errors
/// Says what is wrong with the address.
pub fn email(value: &str) -> Result<&str, IdError> {
    const NAME: &str = "email";
    if value.is_empty() {
        return Err(IdError::Empty(NAME));
    }
    if value.len() > MAX_EMAIL {
        return Err(IdError::TooLong(NAME));
    }
    let blank = |c: char| c.is_whitespace() || c.is_control();
    match value.rsplit_once('@') {
        Some((local, domain)) if !local.is_empty() && !domain.is_empty() => {}
        _ => return Err(IdError::Email(NAME)),
    }
    if value.contains(blank) || value.chars().any(char::is_uppercase) {
        return Err(IdError::Email(NAME));
    }
    Ok(value)
}

/// The form of an instant in keys: UTC with exactly three decimals, so that byte order is time order.
///
/// # Errors
/// Before 1970 or after 2286.
pub fn instant(at: Timestamp) -> Result<String, IdError> {
    let at = Timestamp::from_millisecond(milliseconds(at)?).ok_or(IdError::Range("timestamp"))?;
    Ok(format!("{at:.3}"))
}

/// Reads what [`instant`] wrote, and nothing else.
///
/// # Errors
/// [`IdError::Foreign`] for any other text.
pub fn parse_instant(text: &str) -> Result<Timestamp, IdError> {
    let at: Timestamp = text.parse().map_err(|_| IdError::Foreign)?;
    if instant(at)? == text { Ok(at) } else { Err(IdError::Foreign) }
}

/// The id of a new interview: `coach_creator_{user}_{milliseconds}`, thirteen digits, so that a user's
/// sessions sort by time.
///
/// # Errors
/// When the user's id is refused or too long, or the instant is out of range.
pub fn session_id(user: &str, started: Timestamp) -> Result<String, IdError> {
    let text = format!("coach_creator_{}_{:013}", id("user id", user)?, milliseconds(started)?);
    id("session id", &text).map(str::to_owned)
}

/// The id of a new conversation: `conv_{milliseconds}_{suffix}`. The instant makes its key derivable from the
/// id alone; the suffix makes it unique within a millisecond.
///
/// # Errors
/// When the suffix is refused or the instant is out of range.
pub fn conversation_id(started: Timestamp, suffix: &str) -> Result<String, IdError> {
    let text = format!("conv_{:013}_{}", milliseconds(started)?, id("suffix", suffix)?);
    id("conversation id", &text).map(str::to_owned)
}

/// When the conversation with this id was started.
///
/// # Errors
/// [`IdError::Foreign`] when [`conversation_id`] did not make the id.
pub fn conversation_start(conversation: &str) -> Result<Timestamp, IdError> {
    let rest = id("conversation id", conversation)?.strip_prefix("conv_").ok_or(IdError::Foreign)?;
    let (digits, _) = rest.split_once('_').ok_or(IdError::Foreign)?;
    if digits.len() != 13 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(IdError::Foreign);
    }
    let milliseconds = digits.parse().map_err(|_| IdError::Foreign)?;
    Timestamp::from_millisecond(milliseconds).ok_or(IdError::Foreign)
}

fn milliseconds(at: Timestamp) -> Result<i64, IdError> {
    match at.as_millisecond() {
        inside @ 0..=MAX_MILLISECONDS => Ok(inside),
        _ => Err(IdError::Range("timestamp")),
    }
}
