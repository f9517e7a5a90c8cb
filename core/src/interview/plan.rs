//! What is still to be asked, and how far the interview is.

use super::catalogue::{Catalogue, Question};
use super::state::State;
use crate::facts::{Confidence, Fact, SlotId};

/// Seconds that one question takes a person on average, its reading included.
const SECONDS_A_QUESTION: u32 = 50;

/// What is still to be asked of one person.
#[derive(Debug, Clone, Copy)]
pub struct Plan<'p> {
    catalogue: &'p Catalogue,
    state: &'p State,
}

impl<'p> Plan<'p> {
    /// The plan for a state.
    #[must_use]
    pub fn new(catalogue: &'p Catalogue, state: &'p State) -> Self {
        Self { catalogue, state }
    }

    /// The questions this person is asked, in order.
    pub fn needed(self) -> impl Iterator<Item = &'p Question> {
        let Self { catalogue, state } = self;
        catalogue.questions.iter().filter(move |question| question.applies(state.level, state.creation_type))
    }

    /// How many questions this person is asked.
    #[must_use]
    pub fn total(self) -> u8 {
        count(self.needed())
    }

    /// How many of them are dealt with.
    #[must_use]
    pub fn covered(self) -> u8 {
        count(self.needed().filter(|question| self.state.is_covered(question.id)))
    }

    /// How many of them have an answer: dealt with, and neither skipped nor unknown.
    #[must_use]
    pub fn answered(self) -> u8 {
        count(self.needed().filter(|question| self.has_answer(question.id)))
    }

    /// The first question still needed.
    #[must_use]
    pub fn next(self) -> Option<&'p Question> {
        self.needed().find(|question| !self.state.is_covered(question.id))
    }

    /// The first question still needed for safety.
    #[must_use]
    pub fn next_screening(self) -> Option<&'p Question> {
        self.needed().find(|question| question.screening && !self.state.is_covered(question.id))
    }

    /// Needed questions without an answer, in order: skipped, unknown, or not asked yet.
    pub fn without_answer(self) -> impl Iterator<Item = u8> {
        self.needed().map(|question| question.id).filter(move |id| !self.has_answer(*id))
    }

    fn has_answer(self, id: u8) -> bool {
        self.state.is_covered(id) && !self.state.declined.contains(&id)
    }

    /// Answers still missing before the person may finish early.
    #[must_use]
    pub fn missing_answers(self) -> u8 {
        self.catalogue.minimum_answers.saturating_sub(self.answered())
    }

    /// The slots that a question fills.
    #[must_use]
    pub fn slots_of(self, id: u8) -> &'p [SlotId] {
        self.catalogue.question(id).map_or(&[], |question| &question.slots)
    }

    /// The groups of the recap with their slots, in order.
    pub fn groups(self) -> impl Iterator<Item = (&'p str, &'p [SlotId])> {
        self.catalogue.groups.iter().map(|group| (group.name.as_str(), group.slots.as_slice()))
    }

    /// Dealt with over needed in hundredths, never less than what was shown before.
    #[must_use]
    pub fn progress(self) -> u8 {
        let total = u32::from(self.total()).max(1);
        let share = (u32::from(self.covered()) * 200 + total) / (2 * total);
        u8::try_from(share.min(100)).unwrap_or(100).max(self.state.progress)
    }

    /// Minutes the whole interview is likely to take.
    #[must_use]
    pub fn minutes(self) -> u32 {
        (u32::from(self.total()) * SECONDS_A_QUESTION).div_ceil(60)
    }
}

/// Questions that need not be asked because their slots are known with confidence, apart from those dealt with already.
pub(super) fn known<'f>(
    catalogue: &Catalogue,
    fact: impl Fn(SlotId) -> Option<&'f Fact>,
    is_covered: impl Fn(u8) -> bool,
) -> Vec<u8> {
    let sure = |slot: &SlotId| fact(*slot).is_some_and(|fact| fact.confidence >= Confidence::Medium);
    let known = |question: &&Question| question.known_by.iter().any(|slots| slots.iter().all(sure));
    let open = catalogue.questions.iter().filter(|question| !is_covered(question.id));
    open.filter(known).map(|question| question.id).collect()
}

fn count<'q>(questions: impl Iterator<Item = &'q Question>) -> u8 {
    u8::try_from(questions.count()).unwrap_or(u8::MAX)
}
