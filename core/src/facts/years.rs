//! Years of training in the modality that is coached.

use super::reader::{Found, Reader, any_of};
use super::spell::{Meaning, Modality, Spell};
use super::{Confidence, SlotId, SlotValue, Topic};
use crate::text::Domain;

pub(crate) fn read(reader: &Reader<'_, '_>, spells: &[Spell], found: &mut Found) {
    let Some((low, high, spells)) = total(reader, spells) else { return };
    let first = spells.iter().map(|spell| spell.first).min().unwrap_or_default();
    let end = spells.iter().map(|spell| spell.end).max().unwrap_or_default();
    let vague = spells.iter().any(|spell| spell.vague);
    let confidence = match (vague, reader.about(Topic::Experience)) {
        (true, _) => Confidence::Low,
        (false, true) => Confidence::High,
        (false, false) => Confidence::Medium,
    };
    found.number(SlotId::YearsTraining, low, high, reader.span(first, end), confidence);
}

/// The years that count: the longest stretch of strength training, or of training at large; stretches that follow one
/// another ("nine years, then a year and a half") add up.
fn total(reader: &Reader<'_, '_>, spells: &[Spell]) -> Option<(f64, f64, Vec<Spell>)> {
    let trained: Vec<Spell> = spells
        .iter()
        .filter(|spell| spell.meaning == Meaning::Training && !spell.again && !spell.block)
        .copied()
        .collect();
    let pool_of = |spell: &Spell| if spell.by_programme { Modality::General } else { spell.modality };
    let of = |modality: Modality| {
        trained.iter().filter(move |spell| pool_of(spell) == modality).copied().collect::<Vec<_>>()
    };
    let endurance_wanted = found_endurance(reader);
    let mut pools = vec![of(Modality::Strength), of(Modality::General)];
    if endurance_wanted {
        pools.insert(0, of(Modality::Endurance));
    }
    // Machines and classes are all there is only where nothing else was trained, and for less than a year.
    pools.push(of(Modality::Light).into_iter().filter(|spell| spell.high < 1.0).collect());
    let exact = |pool: Vec<Spell>| pool.into_iter().filter(|spell| !spell.vague).collect::<Vec<_>>();
    let pools: Vec<Vec<Spell>> = pools.into_iter().map(exact).collect();
    let whole = |pool: &&Vec<Spell>| pool.iter().any(|spell| !spell.programme);
    let pool = pools.iter().find(whole).or_else(|| pools.iter().find(|pool| !pool.is_empty()))?;
    let longest = pool.iter().filter(|spell| !spell.programme || pool.iter().all(|other| other.programme));
    let longest = longest.copied().max_by(|one, other| one.high.total_cmp(&other.high))?;
    Some((longest.low, longest.high, vec![longest]))
}

/// Whether endurance is what the person wants coached, by this message.
fn found_endurance(reader: &Reader<'_, '_>) -> bool {
    let goal = |wanted: &str| {
        reader.terms(Domain::Goal).any(|(term, codes)| any_of(codes, wanted) && reader.planned(term.first, term.end))
    };
    let strength = reader.terms(Domain::Activity).any(|(_, code)| code.starts_with("strength."));
    goal("goal.endurance") && !strength
}

/// "Started at 51", now 52: the years between.
pub(crate) fn since_age(reader: &Reader<'_, '_>, found: &mut Found) {
    if found.has(SlotId::YearsTraining) {
        return;
    }
    let now = found.0.iter().find_map(|fact| match (fact.slot, &fact.value) {
        (SlotId::Age, SlotValue::Number { low, .. }) => Some(*low),
        _ => None,
    });
    let Some(now) = now else { return };
    for (began, code) in reader.terms(Domain::Spell) {
        if !matches!(code, "started" | "restarted") || !reader.stated(began.first, began.end) {
            continue;
        }
        let (_, end) = reader.clause(began.first);
        let then = reader.text.numbers.iter().find(|number| {
            (began.end..end.max(began.end)).contains(&number.first)
                && (10.0..now).contains(&number.value)
                && (number.ordinal && reader.word(number.end).starts_with("birthday")
                    || reader.word(number.first.saturating_sub(1)) == "at" && reader.unit(number.end).is_none())
        });
        if let Some(number) = then {
            let years = now - number.value;
            found.number(SlotId::YearsTraining, years, years, reader.span(began.first, number.end), Confidence::Medium);
            return;
        }
    }
}
