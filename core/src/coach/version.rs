//! Versions of a coach, read from its history; the way back.

use serde::Serialize;

use super::adapt::{self, ConfigError};
use super::change::{self, Change, State};
use crate::model::CoachConfig;
use crate::{Context, Engine};

/// One version of a coach.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Version {
    /// `major.minor`.
    pub version: String,
    /// RFC 3339: when it came to be.
    pub date: String,
    /// What called for it.
    pub trigger: String,
    /// What came of it; empty until measured.
    pub result: String,
    /// What it changed of the version before; empty when the history was written elsewhere.
    pub changes: Vec<Change>,
    /// Whether the coach can be brought back to it.
    pub restorable: bool,
}

/// A version that cannot be brought back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VersionError {
    /// There is none of this number that can be brought back.
    #[error("there is no version `{0}` to go back to; the list of versions says which can be restored")]
    Unknown(String),
    /// What it held is not allowed any more.
    #[error(transparent)]
    Refused(#[from] ConfigError),
}

/// The version after this one; what is no version counts as `1.0`.
pub(super) fn raise(version: &str, major: bool) -> String {
    let (high, low) = parse(version);
    if major { format!("{}.0", high.saturating_add(1)) } else { format!("{high}.{}", low.saturating_add(1)) }
}

fn parse(version: &str) -> (u32, u32) {
    let parsed = version.split_once('.').and_then(|(high, low)| Some((high.parse().ok()?, low.parse().ok()?)));
    parsed.unwrap_or((1, 0))
}

/// All versions of a coach that its history knows, the current one first.
#[must_use]
pub fn versions(engine: &Engine, coach: &CoachConfig) -> Vec<Version> {
    states(engine, coach).into_iter().map(|(version, _)| version).collect()
}

/// Walks back through the history, undoing each change; the state is none beyond a change that cannot be undone.
fn states(engine: &Engine, coach: &CoachConfig) -> Vec<(Version, Option<State>)> {
    let history = &coach.metadata.adaptation_history;
    let read: Vec<Vec<Change>> = history.iter().map(|record| change::read(&record.change)).collect();
    let (mut high, mut low) = parse(&coach.metadata.version);
    let mut state = Some(State::of(engine, coach));
    let mut found = Vec::new();
    for (place, (record, changes)) in history.iter().zip(&read).enumerate().rev() {
        let created = place == 0 && changes.iter().any(|change| change.from.is_null());
        let version = Version {
            version: format!("{high}.{low}"),
            date: record.date.clone(),
            trigger: record.trigger.clone(),
            result: record.result.clone(),
            changes: changes.clone(),
            restorable: state.is_some(),
        };
        found.push((version, state.clone()));
        if created {
            break;
        }
        if change::is_major(changes) {
            high = high.saturating_sub(1);
            // Minor versions since the major one before.
            let earlier = read.get(..place).unwrap_or_default();
            let minor = earlier.iter().skip(1).rev().take_while(|changes| !change::is_major(changes)).count();
            low = u32::try_from(minor).unwrap_or(u32::MAX);
        } else {
            low = low.saturating_sub(1);
        }
        state = state.filter(|_| !changes.is_empty()).and_then(|mut state| state.undo(changes).then_some(state));
    }
    found
}

/// Brings a coach back to an earlier version, as a new version: nothing of the history is lost.
///
/// # Errors
/// When there is no such version to go back to, or what it held is not allowed any more.
pub fn restore(
    engine: &Engine,
    coach: &CoachConfig,
    version: &str,
    context: &Context,
) -> Result<CoachConfig, VersionError> {
    let unknown = || VersionError::Unknown(version.to_owned());
    let states = states(engine, coach);
    let (_, state) = states.into_iter().find(|(known, _)| known.version == version).ok_or_else(unknown)?;
    let mut restored = coach.clone();
    let persona = state.as_ref().and_then(|state| state.put(&mut restored)).ok_or_else(unknown)?;
    let trigger = format!("restored {version}");
    Ok(adapt::finish(engine, coach, restored, &persona, &trigger, context)?)
}
