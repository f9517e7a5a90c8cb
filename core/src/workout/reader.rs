//! From a message to its workouts.

use super::assemble::assemble;
use super::item;
use super::log::{Kind, Log};
use super::segment;
use super::table;
use crate::text::{Scope, Text};
use crate::{Context, Engine};

/// Reads what was trained. Plans, questions, other people's training and what was taken back are left out.
#[must_use]
pub fn read(engine: &Engine, text: &Text<'_>, context: &Context) -> Log {
    let vocabulary = &engine.workouts;
    let mut items = item::scan(text, vocabulary, context);
    items.retain(|item| !item.scope.any(Scope::RETRACTED));
    let mut items = table::measure(items, text);
    segment::correct(&mut items, text);
    let sentences = segment::sentences(&items);
    let left_out = segment::leave_out(&mut items, &sentences, text);
    let mut workouts = Vec::new();
    for range in segment::workouts(&items, text, context.today) {
        if let Some(part) = items.get_mut(range) {
            workouts.extend(assemble(part, text, vocabulary, context));
        }
    }
    let kind = match () {
        () if !workouts.is_empty() => Kind::Log,
        () if left_out.asked => Kind::Question,
        () if left_out.planned => Kind::Plan,
        () => Kind::Chatter,
    };
    let mut log = Log { kind, workouts, follow_up: None };
    log.follow_up = super::follow_up::follow_up(engine, &log, text, context);
    log
}
