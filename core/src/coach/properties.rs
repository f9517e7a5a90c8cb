//! What holds for every person and every coach.

use proptest::prelude::*;

use super::tests::{engine, ids, now};
use super::*;
use crate::facts::{Confidence, Fact, Injury, InjuryState, Lift, SlotId, SlotValue, Slots};
use crate::level::Level;
use crate::model::{ExperienceLevel, Intensity};
use crate::{Context, Span, Units};

const SLOTS: &[SlotId] = &[
    SlotId::Goals,
    SlotId::GoalTimeline,
    SlotId::YearsTraining,
    SlotId::TrainingFrequency,
    SlotId::AvailableDays,
    SlotId::SessionLength,
    SlotId::Injuries,
    SlotId::HealthConditions,
    SlotId::Equipment,
    SlotId::Environment,
    SlotId::CoachingStyle,
    SlotId::ProgrammingPreference,
    SlotId::Motivation,
    SlotId::Weaknesses,
    SlotId::DislikedMovements,
    SlotId::Lifestyle,
    SlotId::Competition,
    SlotId::Methodology,
    SlotId::Lifts,
    SlotId::BodyWeight,
    SlotId::Age,
];

/// Codes that rules know, and text that nobody expects.
fn word() -> impl Strategy<Value = String> {
    let known = [
        "strength",
        "competition",
        "olympic_lifting",
        "endurance",
        "direct",
        "encouraging",
        "technical",
        "meet",
        "open",
        "conjugate",
        "mayhem_conditioning",
        "hwpo_training",
        "five_three_one",
        "crossfit_gym",
        "full_gym",
        "barbell",
        "high_intensity",
        "monday",
        "sunday",
        "3_months",
        "knee_pain",
        "heart_condition",
        "under_18",
        "medical_clearance_pending",
    ];
    prop_oneof![3 => prop::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,60}", 1 => any::<String>()]
}

fn value() -> impl Strategy<Value = SlotValue> {
    let number = prop_oneof![0.0..10.0, any::<f64>()];
    let state =
        prop::sample::select(vec![InjuryState::Current, InjuryState::Past, InjuryState::Healed, InjuryState::Worry]);
    let injury = (word(), state).prop_map(|(code, state)| Injury { code, state });
    let lift = (word(), any::<f64>(), prop::option::of(word()), prop::option::of(any::<u32>()))
        .prop_map(|(movement, value, unit, reps)| Lift { movement, value, unit, reps, span: Span::default() });
    prop_oneof![
        4 => prop::collection::vec(word(), 0..6).prop_map(|codes| SlotValue::Codes { codes }),
        3 => (number.clone(), number.clone()).prop_map(|(low, high)| SlotValue::Number { low, high }),
        1 => (number, word()).prop_map(|(value, unit)| SlotValue::Quantity { value, unit }),
        2 => prop::collection::vec(injury, 0..5).prop_map(|injuries| SlotValue::Injuries { injuries }),
        1 => prop::collection::vec(lift, 0..4).prop_map(|lifts| SlotValue::Lifts { lifts }),
        1 => word().prop_map(|text| SlotValue::Note { text }),
    ]
}

fn slots() -> impl Strategy<Value = Slots> {
    prop::collection::btree_map(prop::sample::select(SLOTS.to_vec()), value(), 0..12).prop_map(|values| {
        let fact = |(slot, value)| (slot, Fact { slot, value, span: Span::default(), confidence: Confidence::High });
        values.into_iter().map(fact).collect()
    })
}

fn level() -> impl Strategy<Value = Level> {
    prop::sample::select(vec![Level::Unknown, Level::Beginner, Level::Intermediate, Level::Advanced])
}

fn profile() -> impl Strategy<Value = Profile> {
    let locale = prop::sample::select(vec![Locale::En, Locale::Es, Locale::Fr]);
    let units = prop::sample::select(vec![None, Some(Units::Metric), Some(Units::Imperial)]);
    let codes = || prop::collection::vec(word(), 0..3);
    (slots(), level(), level(), codes(), codes(), locale, units).prop_map(
        |(slots, chat_level, safety_level, clearance_pending, cleared, locale, units)| Profile {
            slots,
            chat_level,
            safety_level,
            clearance_pending,
            cleared,
            locale,
            units,
            base: None,
        },
    )
}

fn highest(level: Level) -> ExperienceLevel {
    match level {
        Level::Unknown | Level::Beginner => ExperienceLevel::Beginner,
        Level::Intermediate => ExperienceLevel::Intermediate,
        Level::Advanced => ExperienceLevel::Advanced,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_profile_gives_a_valid_coach_within_the_safety_level(profile in profile()) {
        let engine = engine();
        let made = generate(engine, &profile, ids(), now());
        prop_assert_eq!(validate(engine, &made.config), Vec::new());
        let config = &made.config.technical_config;
        prop_assert!(config.experience_level <= highest(profile.safety_level));
        prop_assert!(profile.safety_level > Level::Beginner || config.preferred_intensity < Intensity::High);
        prop_assert!(profile.clearance_pending.is_empty() || config.preferred_intensity == Intensity::Low);
        prop_assert!(!made.reasons.is_empty());
        prop_assert_eq!(made.config.persona(engine), made.persona.clone());
        prop_assert!(made.config.coach_name.chars().count() <= NAME_LIMIT);

        let json = serde_json::to_string(&made.config).unwrap();
        let back: CoachConfig = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(&back, &made.config);
        prop_assert_eq!(generate(engine, &profile, ids(), now()), made);
    }

    #[test]
    fn any_change_can_be_taken_back(first in profile(), second in profile()) {
        let engine = engine();
        let context = Context::at(now());
        let mut made = generate(engine, &first, ids(), now()).config;
        // Prompts follow the context's language and units.
        made.generated_prompts = GeneratedPrompts::default();
        let other = generate(engine, &second, ids(), now());
        let patch = Patch {
            coach_name: Some(other.config.coach_name.clone()),
            persona: Some(other.persona.clone()),
            custom_instructions: Some(other.config.custom_instructions.clone()),
            technical_config: TechnicalConfigPatch::between(&made.technical_config, &other.config.technical_config),
        };
        let changed = adapt(engine, &made, &patch, "changed; -> \"so\"", &context).unwrap();
        prop_assert_eq!(&changed.technical_config, &other.config.technical_config);
        prop_assert_eq!(&changed.custom_instructions, &other.config.custom_instructions);
        let mut back = restore(engine, &changed, "1.0", &context).unwrap();
        back.generated_prompts = GeneratedPrompts::default();
        back.metadata = made.metadata.clone();
        prop_assert_eq!(back, made);
    }

    #[test]
    fn a_history_of_anything_is_read_without_harm(texts in prop::collection::vec(any::<String>(), 0..6)) {
        let engine = engine();
        let mut coach = generate(engine, &Profile::default(), ids(), now()).config;
        let record = |change: String| AdaptationRecord { change, ..AdaptationRecord::default() };
        coach.metadata.adaptation_history.extend(texts.into_iter().map(record));
        let known = versions(engine, &coach);
        prop_assert!(!known.is_empty());
        for version in known {
            let restored = restore(engine, &coach, &version.version, &Context::at(now()));
            prop_assert!(version.restorable == restored.is_ok() || version.version == coach.metadata.version);
        }
    }
}

#[cfg(feature = "prompts")]
proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_coach_renders_within_limits_and_with_closed_fences(profile in profile(), limit in prop::option::of(0_usize..9000)) {
        let engine = engine();
        let made = generate(engine, &profile, ids(), now());
        let prompts = render(engine, &made.config, &RenderContext { limit, ..RenderContext::default() }).unwrap();
        prop_assert!(prompts.system_prompt.chars().count() <= 13_000);
        let fences: String = prompts.system_prompt.chars().filter(|character| matches!(character, '⟦' | '⟧')).collect();
        prop_assert!(fences.replace("⟦⟧", "").is_empty(), "{}", fences);
        prop_assert_eq!(render(engine, &made.config, &RenderContext::default()).unwrap().generated_prompts().personality_prompt.is_empty(), false);
    }
}
