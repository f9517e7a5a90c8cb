//! Tables: a heading line of columns (`Exercise | Sets | Reps | Weight (kg)`, or with commas) gives the numbers below it their measure.

use super::item::{Amount, Item, ItemKind, Measure};
use super::vocabulary::{Cue, Unit};
use crate::Span;
use crate::text::Text;
use crate::text::number::value_of;

/// Columns that a heading must name.
const KNOWN_COLUMNS: usize = 2;

/// Gives the numbers of tables their measure, and parts what a comma had joined: `140,5` below `Weight,Reps`.
pub(super) fn measure(items: Vec<Item>, text: &Text<'_>) -> Vec<Item> {
    let Some((heading, mark)) = heading(&items) else { return items };
    let mut measured = Vec::with_capacity(items.len() + 8);
    let mut columns: Vec<Option<Measure>> = Vec::new();
    let mut in_table = false;
    let mut column = 0;
    let mut opens = true;
    for (at, item) in items.iter().enumerate() {
        if at == heading.0 {
            columns = columns_of(items.get(heading.0..heading.1).unwrap_or_default(), mark);
        }
        let in_heading = (heading.0..heading.1).contains(&at);
        if item.is_newline() {
            // An empty line ends the table.
            in_table = at >= heading.1.saturating_sub(1) && !(opens && in_table);
            (column, opens) = (0, true);
            measured.push(*item);
            continue;
        }
        let mut item = *item;
        item.used |= in_heading;
        if in_table && item.is_mark(mark) {
            column += usize::from(!opens);
            item.kind = ItemKind::Mark('|');
            opens = false;
            measured.push(item);
            continue;
        }
        if in_table && let ItemKind::Amount(amount) = item.kind {
            let cell = text.quote(item.span);
            if let (',', Some((left, right))) = (mark, cell.split_once(',')) {
                let middle = item.span.start + u32::try_from(left.len()).unwrap_or(0);
                let parts = [
                    (left, Span { start: item.span.start, end: middle }),
                    (right, Span { start: middle + 1, end: item.span.end }),
                ];
                for (number, (digits, span)) in parts.into_iter().enumerate() {
                    column += number;
                    let Some(value) = value_of(digits) else { continue };
                    measured.push(cell_item(Item { span, ..item }, Amount { value, ..amount }, columns.get(column)));
                }
                opens = false;
                continue;
            }
            item = cell_item(item, amount, columns.get(column));
        }
        opens = false;
        measured.push(item);
    }
    measured
}

/// A number in its column: its measure, or nothing to tell where the column has none.
fn cell_item(mut item: Item, amount: Amount, column: Option<&Option<Measure>>) -> Item {
    if amount.measure != Measure::Bare {
        return item;
    }
    match column {
        Some(Some(measure)) => {
            item.kind = ItemKind::Amount(Amount { measure: *measure, ..amount });
            item.used |= amount.value == 0.0 && !matches!(measure, Measure::Reps);
        }
        _ => item.used = true,
    }
    item
}

/// The first line that names columns, and the mark between them.
fn heading(items: &[Item]) -> Option<((usize, usize), char)> {
    let mut first = 0;
    while first < items.len() {
        let length =
            items.iter().skip(first).position(Item::is_newline).map_or(items.len() - first, |offset| offset + 1);
        let line = items.get(first..first + length).unwrap_or_default();
        let has_numbers = line.iter().any(|item| item.amount().is_some());
        for mark in ['|', ','] {
            let parted = line.iter().filter(|item| item.is_mark(mark)).count() >= KNOWN_COLUMNS;
            if parted && !has_numbers {
                let known = columns_of(line, mark).into_iter().flatten().count();
                if known >= KNOWN_COLUMNS {
                    return Some(((first, first + length), mark));
                }
            }
        }
        first += length;
    }
    None
}

/// What each column of a heading line measures.
fn columns_of(line: &[Item], mark: char) -> Vec<Option<Measure>> {
    let mut columns = vec![None];
    let mut opens = true;
    for item in line {
        if item.is_mark(mark) {
            if !opens {
                columns.push(None);
            }
            opens = false;
            continue;
        }
        opens = false;
        let measure = match item.kind {
            ItemKind::Unit(Unit::Set) => Measure::Sets,
            ItemKind::Unit(Unit::Rep) => Measure::Reps,
            ItemKind::Unit(Unit::Load(unit)) => Measure::Load(unit),
            ItemKind::Unit(Unit::Distance(unit)) => Measure::Distance(unit),
            ItemKind::Unit(Unit::Calorie) => Measure::Calories,
            ItemKind::Cue(Cue::Weight | Cue::Weighed) => Measure::Weight,
            _ => continue,
        };
        if let Some(column) = columns.last_mut() {
            // "Weight (kg)": the unit says more.
            let keeps = column.is_some_and(|known: Measure| known != Measure::Weight);
            if !keeps {
                *column = Some(measure);
            }
        }
    }
    columns
}
