//! From facts to the technical configuration, field by field.

use super::Profile;
use super::catalogue::Catalogue;
use super::feature::{features, points, slot_key};
use super::validate::{self, INSTRUCTIONS_LIMIT, MAX_CODES};
use crate::facts::{Fact, InjuryState, SlotId, SlotValue};
use crate::level::Level;
use crate::model::{ExperienceLevel, Intensity, TechnicalConfig, TimeConstraints};

/// A configuration without its methodology, and the fields nobody stated.
pub(super) struct Configured {
    pub(super) technical_config: TechnicalConfig,
    pub(super) assumed: Vec<String>,
}

/// Characters that one wish may take of the custom instructions.
const WISH_LIMIT: usize = 240;

const WEEK: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Fills every field from the facts, else from the coach being changed, else with a careful default.
pub(super) fn configure(catalogue: &Catalogue, profile: &Profile) -> Configured {
    let rules = &catalogue.rules;
    let mut sheet =
        Sheet { profile, base: profile.base.as_ref().map(|base| &base.technical_config), assumed: Vec::new() };

    let experience_level =
        sheet.take("experience_level", level(profile), |base| base.experience_level, || ExperienceLevel::Beginner);
    let goals = codes(profile, SlotId::Goals);
    let focus = limited(goals.iter().flat_map(|goal| match rules.focus.get(goal.as_str()) {
        Some(focus) => focus.clone(),
        None => vec![goal.clone()],
    }));
    let programming_focus = sheet.take(
        "programming_focus",
        some(focus),
        |base| base.programming_focus.clone(),
        || rules.defaults.programming_focus.clone(),
    );
    let named = codes(profile, SlotId::AvailableDays);
    let named: Vec<String> =
        WEEK.iter().filter(|day| named.iter().any(|name| name == *day)).map(|day| (*day).to_owned()).collect();
    let days_named = u8::try_from(named.len()).ok().filter(|days| *days > 0);
    let stated = whole(profile, SlotId::TrainingFrequency, 1.0, 7.0).and_then(|days| u8::try_from(days).ok());
    let training_frequency = sheet.take(
        "training_frequency",
        stated.or(days_named),
        |base| base.training_frequency,
        || rules.defaults.training_frequency,
    );
    let session_length = sheet.take(
        "time_constraints.session_length",
        whole(profile, SlotId::SessionLength, 10.0, 240.0),
        |base| base.time_constraints.session_length,
        || rules.defaults.session_length.get(&experience_level).copied().unwrap_or(45),
    );
    let goal_timeline = sheet.take(
        "goal_timeline",
        codes(profile, SlotId::GoalTimeline).into_iter().find(|code| validate::TIMELINES.contains(&code.as_str())),
        |base| base.goal_timeline.clone(),
        || rules.defaults.goal_timeline.clone(),
    );
    let equipment_available = sheet.take(
        "equipment_available",
        some(equipment(catalogue, profile)),
        |base| base.equipment_available.clone(),
        || rules.defaults.equipment_available.clone(),
    );

    let available_days = match (named.is_empty(), sheet.base) {
        (true, Some(base)) => base.time_constraints.available_days.clone(),
        _ => named,
    };
    let mut config = TechnicalConfig {
        methodology: String::new(),
        programming_focus,
        experience_level,
        training_frequency,
        specializations: Vec::new(),
        injury_considerations: considerations(catalogue, profile, &mut sheet),
        goal_timeline,
        preferred_intensity: Intensity::Moderate,
        equipment_available,
        time_constraints: TimeConstraints { session_length, available_days },
    };
    let known = features(&config, &sheet.assumed, Some(profile));
    config.specializations = limited(
        rules
            .specializations
            .iter()
            .filter(|special| points(&special.shown_by, &known) >= special.from)
            .map(|special| special.code.clone())
            .chain(sheet.base.map(|base| base.specializations.clone()).unwrap_or_default()),
    );
    let wanted = match points(&rules.intensity.fits, &known) {
        points if points >= rules.intensity.high => Intensity::High,
        points if points <= rules.intensity.low => Intensity::Low,
        _ => sheet.base.map_or(Intensity::Moderate, |base| base.preferred_intensity),
    };
    config.preferred_intensity = wanted.min(validate::ceiling(catalogue, &config));
    Configured { technical_config: config, assumed: sheet.assumed }
}

/// Takes values in their order of authority and notes what was assumed.
struct Sheet<'p> {
    profile: &'p Profile,
    base: Option<&'p TechnicalConfig>,
    assumed: Vec<String>,
}

impl Sheet<'_> {
    fn take<T>(
        &mut self,
        field: &str,
        stated: Option<T>,
        base: impl FnOnce(&TechnicalConfig) -> T,
        default: impl FnOnce() -> T,
    ) -> T {
        stated.or_else(|| self.base.map(base)).unwrap_or_else(|| {
            self.assumed.push(format!("technical_config.{field}"));
            default()
        })
    }
}

/// The lower of the two levels; none when nothing tells.
fn level(profile: &Profile) -> Option<ExperienceLevel> {
    let known =
        [profile.safety_level, profile.chat_level].into_iter().filter(|level| *level != Level::Unknown).min()?;
    let level = match known {
        Level::Advanced => ExperienceLevel::Advanced,
        Level::Intermediate => ExperienceLevel::Intermediate,
        Level::Beginner | Level::Unknown => ExperienceLevel::Beginner,
    };
    // A safety level that nothing supports holds everybody at the start, whatever the wording.
    Some(if profile.safety_level == Level::Unknown { ExperienceLevel::Beginner } else { level })
}

fn codes(profile: &Profile, slot: SlotId) -> Vec<String> {
    match profile.slots.get(&slot).map(|fact| &fact.value) {
        Some(SlotValue::Codes { codes }) => codes.iter().filter(|code| validate::is_code(code)).cloned().collect(),
        _ => Vec::new(),
    }
}

fn some(codes: Vec<String>) -> Option<Vec<String>> {
    Some(codes).filter(|codes| !codes.is_empty())
}

/// Each once, in the order they came, not too many.
fn limited(codes: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for code in codes {
        if kept.len() < MAX_CODES && validate::is_code(&code) && !kept.contains(&code) {
            kept.push(code);
        }
    }
    kept
}

/// A stated number as a whole one within bounds; of a range the lower end, which asks less of the person.
fn whole(profile: &Profile, slot: SlotId, least: f64, greatest: f64) -> Option<u16> {
    let low = match profile.slots.get(&slot).map(|fact| &fact.value) {
        Some(SlotValue::Number { low, .. }) if low.is_finite() && *low > 0.0 => *low,
        _ => return None,
    };
    let bounded = (low + 0.5).clamp(least, greatest);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded above")]
    Some(bounded as u16)
}

fn equipment(catalogue: &Catalogue, profile: &Profile) -> Vec<String> {
    let named = codes(profile, SlotId::Equipment);
    let places = codes(profile, SlotId::Environment);
    let expand = |code: &String| match catalogue.rules.places.get(code.as_str()) {
        Some(items) => items.clone(),
        None => vec![code.clone()],
    };
    // A named place outdoors or at home says nothing of equipment where some was named.
    let places = places.iter().filter(|place| catalogue.rules.places.contains_key(place.as_str()));
    let places: Vec<String> = if named.is_empty() { places.flat_map(expand).collect() } else { Vec::new() };
    limited(named.iter().flat_map(expand).chain(places))
}

/// Injuries that still count, conditions, age and pending clearance.
fn considerations(catalogue: &Catalogue, profile: &Profile, sheet: &mut Sheet<'_>) -> Vec<String> {
    let marks = &catalogue.rules.considerations;
    let mut found: Vec<String> = Vec::new();
    match profile.slots.get(&SlotId::Injuries).map(|fact| &fact.value) {
        Some(SlotValue::Injuries { injuries }) => found.extend(
            injuries.iter().filter(|injury| injury.state != InjuryState::Healed).map(|injury| injury.code.clone()),
        ),
        _ => match sheet.base {
            Some(base) => found.extend(base.injury_considerations.clone()),
            None => {
                sheet.assumed.push("technical_config.injury_considerations".to_owned());
                found.push(marks.screening.clone());
            }
        },
    }
    let before = sheet.base.map(|base| base.injury_considerations.as_slice()).unwrap_or_default();
    let was_open = before.contains(&marks.clearance);
    // A condition does not go away because the person now speaks of something else.
    found.extend(before.iter().filter(|code| marks.needs_clearance.contains(code)).cloned());
    found.extend(codes(profile, SlotId::HealthConditions));
    found.extend(profile.clearance_pending.iter().cloned());
    found.retain(|code| *code != marks.clearance && *code != marks.minor);
    // Who says that they are cleared speaks of everything they named.
    let cleared = |code: &String| !profile.cleared.is_empty() || (!was_open && before.contains(code));
    let mut bound = Vec::new();
    if !profile.clearance_pending.is_empty()
        || (was_open && profile.cleared.is_empty())
        || found.iter().any(|code| marks.needs_clearance.contains(code) && !cleared(code))
    {
        bound.push(marks.clearance.clone());
    }
    let age = match sheet.profile.slots.get(&SlotId::Age) {
        Some(Fact { value: SlotValue::Number { low, .. }, .. }) => Some(*low),
        _ => None,
    };
    if age.map_or(before.contains(&marks.minor), |age| age < marks.adult_age) {
        bound.push(marks.minor.clone());
    }
    found.extend(profile.cleared.iter().cloned());
    limited(bound.into_iter().chain(found))
}

/// What the person asked for and does not fit any field, in their own words: one line a topic.
pub(super) fn custom_instructions(catalogue: &Catalogue, profile: &Profile) -> String {
    let words = catalogue.words(profile.locale);
    let mut lines = String::new();
    for slot in &catalogue.rules.instructions {
        let Some(fact) = profile.slots.get(slot) else { continue };
        let value = match &fact.value {
            SlotValue::Codes { codes } => codes.iter().map(|code| words.label(code)).collect::<Vec<_>>().join(", "),
            SlotValue::Note { text } => text.trim().to_owned(),
            SlotValue::Without { .. } => continue,
            SlotValue::Lifts { lifts } => lifts.iter().map(lift).collect::<Vec<_>>().join(", "),
            SlotValue::Quantity { value, unit } => format!("{value} {unit}"),
            SlotValue::Number { low, high } if low == high => low.to_string(),
            SlotValue::Number { low, high } => format!("{low}-{high}"),
            SlotValue::Injuries { .. } => continue,
        };
        let value = shortened(&value);
        let key = slot_key(*slot);
        let label = words.slots.get(&key).unwrap_or(&key);
        let line = format!("{label}: {value}");
        if value.is_empty() || lines.chars().count() + line.chars().count() + 1 > INSTRUCTIONS_LIMIT {
            continue;
        }
        if !lines.is_empty() {
            lines.push('\n');
        }
        lines.push_str(&line);
    }
    lines
}

/// At most [`WISH_LIMIT`] characters; the interview's document has all of it.
fn shortened(value: &str) -> String {
    let mut short: String = value.chars().take(WISH_LIMIT).collect();
    if short.len() < value.len() {
        short.push('…');
    }
    short
}

fn lift(lift: &crate::facts::Lift) -> String {
    let name = lift.movement.replace('_', " ");
    let unit = lift.unit.as_deref().map(|unit| format!(" {unit}")).unwrap_or_default();
    let reps = lift.reps.map(|reps| format!(" x {reps}")).unwrap_or_default();
    format!("{name} {}{unit}{reps}", lift.value)
}
