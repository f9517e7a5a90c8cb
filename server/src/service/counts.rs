//! What is counted for the operator since the start.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// Something that happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Count {
    Turns,
    Workouts,
    Conversations,
    Exports,
    Imports,
    Erasures,
    ContactForms,
    LimitsReached,
}

/// Names and what they count, in the order of [`Count`].
const NAMES: [(&str, &str); 8] = [
    ("coachwright_turns_total", "Turns of interviews that were kept."),
    ("coachwright_workouts_total", "Workouts that were logged."),
    ("coachwright_conversations_total", "Conversations that were begun."),
    ("coachwright_exports_total", "Exports that were made."),
    ("coachwright_imports_total", "Imports that were written."),
    ("coachwright_erasures_total", "People whose data was erased."),
    ("coachwright_contact_forms_total", "Contact forms that were kept."),
    ("coachwright_limits_reached_total", "Requests beyond what a subscription includes."),
];

/// How often each happened.
#[derive(Debug, Default)]
pub(super) struct Counts([AtomicU64; NAMES.len()]);

impl Counts {
    pub(super) fn add(&self, count: Count, times: usize) {
        if let Some(counter) = self.0.get(count as usize) {
            counter.fetch_add(times as u64, Relaxed);
        }
    }

    /// Name, help, value.
    pub(super) fn all(&self) -> impl Iterator<Item = (&'static str, &'static str, u64)> {
        NAMES.iter().zip(&self.0).map(|((name, help), counter)| (*name, *help, counter.load(Relaxed)))
    }
}
