//! What an interview does, whatever is said. Dialogues are golden files: `tests/fixtures/dialogues`.

use std::sync::LazyLock;

use pretty_assertions::assert_eq;
use proptest::prelude::*;

use super::*;
use crate::facts::SlotId;
use crate::level::Level;
use crate::model::TechnicalConfig;
use crate::{Context, Engine};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::load().unwrap());

fn context() -> Context {
    Context::at("2025-06-22T10:30:00Z".parse().unwrap())
}

fn begin(creation_type: CreationType, base: Option<Base>) -> Outcome {
    let start = Start {
        session_id: "coach_creator_user123_1703123456789".to_owned(),
        user_id: "user123".to_owned(),
        creation_type,
        base,
        time_zone: None,
    };
    super::start(&ENGINE, start, &context())
}

/// An interview in the making, with all its events.
struct Talk {
    events: Vec<Event>,
    state: State,
    reply: Reply,
}

impl Talk {
    fn new() -> Self {
        Self::from(begin(CreationType::Initial, None))
    }

    fn from(outcome: Outcome) -> Self {
        Self { events: vec![outcome.event], state: outcome.state, reply: outcome.reply }
    }

    fn take(&mut self, outcome: Outcome) -> &mut Self {
        self.events.push(outcome.event);
        (self.state, self.reply) = (outcome.state, outcome.reply);
        self
    }

    fn say(&mut self, text: &str) -> &mut Self {
        let outcome = turn(&ENGINE, &self.state, Message { text, response_time: Some(12) }, &context()).unwrap();
        self.take(outcome)
    }
}

fn coach() -> crate::model::GeneratedCoach {
    crate::model::GeneratedCoach {
        coach_id: "coach_1".to_owned(),
        personality_template: "emma".to_owned(),
        methodology_template: "linear_progression".to_owned(),
        generation_timestamp: "2025-06-22T11:15:00Z".to_owned(),
    }
}

#[test]
fn events_survive_json_and_fold_to_the_state() {
    let mut talk = Talk::new();
    for text in ["I want to get stronger", "two years of gym", "actually, skip this", "no injuries", "what is RPE?"] {
        talk.say(text);
    }
    assert_eq!(State::fold(&talk.events), talk.state);
    let json = serde_json::to_string(&talk.events).unwrap();
    let read: Vec<Event> = serde_json::from_str(&json).unwrap();
    assert_eq!(read, talk.events);
    assert!(talk.events.iter().all(|event| serde_json::to_string(event).unwrap().len() < 1_024));
}

#[test]
fn the_first_reply_says_that_it_is_an_ai_and_asks_the_first_question() {
    for locale in ENGINE.catalogue.locales() {
        let context = Context { locale, ..context() };
        let start = Start {
            session_id: "s".to_owned(),
            user_id: "u".to_owned(),
            creation_type: CreationType::Initial,
            base: None,
            time_zone: None,
        };
        let outcome = super::start(&ENGINE, start, &context);
        let says_ai = ["an AI", "una IA", "une IA"].iter().any(|words| outcome.reply.reply.contains(words));
        assert!(says_ai, "{}", outcome.reply.reply);
        assert_eq!(outcome.reply.question_id, Some(1));
    }
}

#[test]
fn every_wording_asks_exactly_one_question_and_fits() {
    for locale in ENGINE.catalogue.locales() {
        let language = ENGINE.catalogue.language(locale).unwrap();
        let marks = |text: &str| text.matches('?').count();
        for (topic, wording) in &language.questions {
            let all = [&wording.unknown, &wording.beginner, &wording.intermediate, &wording.advanced, &wording.plainer];
            for text in all.into_iter().chain(&wording.known).chain(&wording.known_none) {
                assert_eq!(marks(text), 1, "{locale:?} {topic}: {text}");
                assert!(text.trim_end().ends_with('?') && text.chars().count() < 320, "{locale:?} {topic}: {text}");
            }
            assert_eq!(marks(&wording.why), 0, "{locale:?} {topic}");
            assert!(wording.quick_replies.len() >= 2, "{locale:?} {topic}");
        }
        for (occasion, sentences) in &language.replies.say {
            for sentence in sentences {
                assert_eq!(marks(sentence), usize::from(occasion.starts_with("ask_")), "{locale:?} {sentence}");
            }
        }
        for text in language.replies.answer.values() {
            assert!(marks(text) == 0 && text.chars().count() < 300, "{locale:?} {text}");
        }
    }
}

#[test]
fn every_language_says_everything_that_english_says() {
    let english = ENGINE.catalogue.language(crate::Locale::En).unwrap();
    for locale in ENGINE.catalogue.locales() {
        let language = ENGINE.catalogue.language(locale).unwrap();
        assert!(english.replies.say.keys().eq(language.replies.say.keys()), "{locale:?}");
        assert!(english.replies.noted.keys().eq(language.replies.noted.keys()), "{locale:?}");
        assert!(english.replies.recap.keys().eq(language.replies.recap.keys()), "{locale:?}");
        assert!(english.replies.group.keys().eq(language.replies.group.keys()), "{locale:?}");
        assert!(english.replies.unit.keys().eq(language.replies.unit.keys()), "{locale:?}");
        assert!(english.replies.answer.keys().eq(language.replies.answer.keys()), "{locale:?}");
        assert!(english.replies.quick.keys().eq(language.replies.quick.keys()), "{locale:?}");
        let codes = |codes: &crate::Map<String, String>| codes.keys().cloned().collect::<Vec<_>>();
        let missing: Vec<_> =
            codes(&english.replies.code).into_iter().filter(|code| !language.replies.code.contains_key(code)).collect();
        assert_eq!(missing, Vec::<String>::new(), "{locale:?}");
    }
}

#[test]
fn no_phrase_means_two_moves() {
    let mut meaning = std::collections::BTreeMap::new();
    for (file, json) in coachwright_prompts::files_in("lexicon/move/") {
        let codes: std::collections::BTreeMap<String, Vec<String>> = serde_json::from_str(json).unwrap();
        for (code, phrases) in codes {
            for phrase in phrases {
                let before = meaning.entry(phrase.clone()).or_insert_with(|| code.clone()).clone();
                assert_eq!(before, code, "`{phrase}` of {file}");
            }
        }
    }
}

#[test]
fn all_skipped_still_ends_in_a_recap_and_a_coach() {
    let mut talk = Talk::new();
    let mut messages = 0;
    while !talk.reply.is_recap {
        talk.say("skip");
        messages += 1;
        assert!(messages <= 19, "{}", talk.reply.reply);
    }
    talk.say("yes");
    assert!(talk.reply.ready_to_complete);
    assert_eq!(talk.state.stage, Stage::Confirmed);
    let outcome = complete(&ENGINE, &talk.state, coach(), &context()).unwrap();
    talk.take(outcome);
    assert_eq!(
        turn(&ENGINE, &talk.state, Message { text: "hi", response_time: None }, &context()),
        Err(InterviewError::Complete)
    );
    let record = talk.state.record(&ENGINE, "bucket");
    assert!(record.is_complete);
    assert_eq!(record.generated_coach_id.as_deref(), Some("coach_1"));
    assert_eq!(record.session_progress, 1.0);
    let document = talk.state.document(&ENGINE, &talk.events);
    assert_eq!(document.question_history.len(), talk.state.turns as usize);
    assert!(document.question_history.iter().all(|record| record.question_text.contains('?')));
}

#[test]
fn a_coach_is_not_made_before_the_recap() {
    let talk = Talk::new();
    assert_eq!(complete(&ENGINE, &talk.state, coach(), &context()), Err(InterviewError::NotReady));
}

#[test]
fn restart_asks_first_and_keeps_what_endangers() {
    let mut talk = Talk::new();
    talk.say("I want to get stronger").say("start over");
    assert_eq!(talk.state.stage, Stage::Restarting);
    talk.say("no");
    assert_eq!(talk.reply.question_id, Some(2));
    talk.say("start over").say("yes");
    assert_eq!((talk.reply.question_id, talk.reply.progress), (Some(1), 0.0));
    assert_eq!(State::fold(&talk.events), talk.state);
}

#[test]
fn resuming_counts_and_asks_the_pending_question_again() {
    let mut talk = Talk::new();
    talk.say("I want to get stronger");
    let outcome = abandon(&ENGINE, &talk.state, &context()).unwrap();
    talk.take(outcome);
    assert!(talk.state.record(&ENGINE, "b").abandoned_at.is_some());
    let outcome = resume(&ENGINE, &talk.state, &context()).unwrap();
    talk.take(outcome);
    let record = talk.state.record(&ENGINE, "b");
    assert_eq!((record.resume_count, record.abandoned_at), (1, None));
    assert_eq!(talk.reply.question_id, Some(2));
    assert_eq!(State::fold(&talk.events), talk.state);
}

fn config() -> TechnicalConfig {
    TechnicalConfig {
        methodology: "comptrain_strength".to_owned(),
        programming_focus: vec!["strength".to_owned()],
        experience_level: crate::model::ExperienceLevel::Intermediate,
        training_frequency: 5,
        specializations: Vec::new(),
        injury_considerations: vec!["knee_surgery".to_owned()],
        goal_timeline: "6_months".to_owned(),
        preferred_intensity: crate::model::Intensity::Moderate,
        equipment_available: vec!["barbell".to_owned(), "rings".to_owned()],
        time_constraints: crate::model::TimeConstraints {
            session_length: 60,
            available_days: vec!["monday".to_owned()],
        },
    }
}

fn base() -> Base {
    Base { coach_id: "coach_0".to_owned(), config: config(), persona: None }
}

#[test]
fn a_modification_asks_what_to_change_and_screens_again() {
    let mut talk = Talk::from(begin(CreationType::Modification, Some(base())));
    assert_eq!(talk.state.stage, Stage::Changing);
    assert!(talk.reply.reply.contains("barbell") && !talk.reply.ready_to_complete, "{}", talk.reply.reply);
    talk.say("make it 3 days a week");
    assert!(talk.reply.is_recap);
    talk.say("equipment");
    assert_eq!(talk.reply.question_id, Some(5));
    talk.say("just two dumbbells").say("yes");
    // Injuries of long ago do not answer for today.
    assert_eq!(talk.reply.question_id, Some(4));
    talk.say("nothing new").say("yes");
    assert_eq!(talk.state.stage, Stage::Confirmed);
    let profile = talk.state.profile();
    assert_eq!(profile.base.map(|base| base.technical_config), Some(config()));
    let said: Vec<SlotId> = profile.slots.keys().copied().collect();
    assert!(said.contains(&SlotId::TrainingFrequency) && said.contains(&SlotId::Equipment));
    assert!(!said.contains(&SlotId::SessionLength), "{said:?}");
    assert_eq!(State::fold(&talk.events), talk.state);
}

#[test]
fn a_recreation_starts_afresh_but_remembers_injuries() {
    let talk = Talk::from(begin(CreationType::Recreation, Some(base())));
    assert_eq!(talk.reply.question_id, Some(1));
    assert_eq!(talk.state.slots.keys().copied().collect::<Vec<_>>(), [SlotId::Injuries]);
    assert_eq!(talk.state.profile().base, None);
}

#[test]
fn a_correction_takes_everything_back_that_the_old_answer_said() {
    let mut talk = Talk::new();
    talk.say(
        "I want to get stronger, I train 4 days a week, 8 structured years of powerlifting and two national meets",
    );
    assert!(talk.state.is_covered(3) && talk.state.level > Level::Beginner);
    let outcome = correct(&ENGINE, &talk.state, 1, "I want to get stronger", &context()).unwrap();
    talk.take(outcome);
    assert!(!talk.state.is_covered(3), "the days were said in the old answer only");
    assert_eq!(talk.state.level, Level::Unknown);
    assert_eq!(talk.state.record(&ENGINE, "b").responses.get("1").unwrap(), "I want to get stronger");
    assert_eq!(State::fold(&talk.events), talk.state);
    let empty = correct(&ENGINE, &talk.state, 1, " ", &context());
    assert_eq!(empty.unwrap_err(), InterviewError::EmptyAnswer);
    let unknown = correct(&ENGINE, &talk.state, 19, "x", &context());
    assert_eq!(unknown.unwrap_err(), InterviewError::NoSuchQuestion(19));
}

#[test]
fn an_emergency_holds_the_interview_and_leaves_a_clearance_that_is_asked_again() {
    let mut talk = Talk::new();
    talk.say("get stronger").say("I have crushing chest pain right now");
    assert_eq!((talk.state.stage, talk.reply.question_id), (Stage::Held, None));
    talk.say("can we go on? I train 4 days a week");
    assert_eq!(talk.state.stage, Stage::Held);
    talk.say("the ambulance is here");
    assert_eq!((talk.state.stage, talk.reply.question_id), (Stage::Asking, Some(2)));
    assert_eq!(talk.state.profile().clearance_pending, ["chest_pain"]);
    let outcome = resume(&ENGINE, &talk.state, &context()).unwrap();
    talk.take(outcome);
    assert_eq!(talk.state.stage, Stage::Clearing);
    talk.say("not yet");
    assert_eq!((talk.reply.question_id, talk.state.clearance()), (Some(2), vec!["chest_pain"]));
    talk.say("my cardiologist cleared me");
    assert!(talk.state.clearance().is_empty());
    assert_eq!(State::fold(&talk.events), talk.state);
}

#[test]
fn danger_to_somebody_else_is_answered_and_not_kept() {
    let mut talk = Talk::new();
    talk.say("my mate just collapsed and is not breathing");
    assert_eq!(talk.state.stage, Stage::Held);
    assert!(talk.state.flags.is_empty());
    talk.say("yes, they are coming");
    assert_eq!(talk.reply.question_id, Some(1));
}

/// Messages of every kind, and anything at all.
fn message() -> impl Strategy<Value = String> {
    let kinds = [
        "skip",
        "go back",
        "why do you ask?",
        "what is RPE?",
        "I don't know",
        "finish",
        "pause",
        "start over",
        "yes",
        "no",
        "you idiot",
        "tell me a joke",
        "change my equipment",
        "actually 3",
        "4 days a week",
        "I train at home with dumbbells",
        "No injuries. Just want to get back in shape",
        "my knee hurts",
        "I have crushing chest pain right now",
        "I have a heart condition",
        "I am at the hospital",
        "en español, por favor",
        "quiero perder peso",
        "en français",
        "in english please",
        "asdf",
        "",
        "👍",
        "I want to lose weight, 3 days a week, 45 minutes, full gym",
        "none",
        "weekly",
        "I've competed nationally for 8 years and squat 220 kg",
        "never trained",
        "change my days to 5",
        "that's all",
        "хочу похудеть",
        "2",
        "keep it",
        "Mon Wed Fri",
        "ok",
        "hello",
        "what do you mean?",
        "no thanks",
        "I'm fine now",
    ];
    prop_oneof![8 => proptest::sample::select(kinds.to_vec()).prop_map(str::to_owned), 1 => ".{0,60}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_messages_keep_the_promises(messages in prop::collection::vec(message(), 0..30)) {
        let mut talk = Talk::new();
        for text in &messages {
            let before = talk.reply.progress;
            talk.say(text);
            let Some(Event { what: What::Said(said), .. }) = talk.events.last() else { unreachable!() };
            let reply = &talk.reply;
            prop_assert!(said.restarted || reply.progress >= before, "{text}: {before} to {}", reply.progress);
            prop_assert!(reply.progress <= 1.0);
            let longest = if reply.is_recap { LONGEST_RECAP } else { LONGEST_REPLY };
            prop_assert!(reply.reply.chars().count() <= longest);
            prop_assert!(!reply.reply.trim().is_empty());
            prop_assert!(said.facts.iter().all(|fact| !fact.span.of(text).is_empty()));
            prop_assert!(said.safety <= said.level || said.level == crate::level::Level::Unknown);
            // What is known is not asked, unless the person came back to it.
            if let Some(asked) = reply.question_id.filter(|_| !said.moves.iter().any(|act| matches!(act, Move::Back | Move::Correct))) {
                let known = plan::known(&ENGINE.catalogue, |slot| talk.state.slots.get(&slot), |_| false).contains(&asked);
                let revisited = talk.state.is_covered(asked);
                prop_assert!(!known || revisited, "{text} asks {asked}");
            }
            let asks = talk.state.stage != Stage::Confirmed;
            prop_assert_eq!(!talk.state.pending_text.is_empty(), asks, "{}", reply.reply);
        }
        prop_assert_eq!(&State::fold(&talk.events), &talk.state);
        let json = serde_json::to_string(&talk.events).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Vec<Event>>(&json).unwrap(), &talk.events);
        // Replay gives equal bytes.
        let mut again = Talk::new();
        messages.iter().for_each(|text| { again.say(text); });
        prop_assert_eq!(serde_json::to_string(&again.events).unwrap(), json);
        // It can always be finished.
        for text in ["I am at the hospital now", "no", "no"].into_iter().chain(std::iter::repeat_n("skip", 24)) {
            if talk.state.ready_to_complete() {
                break;
            }
            talk.say(text);
        }
        prop_assert!(talk.state.ready_to_complete(), "{:?} {}", talk.state.stage, talk.reply.reply);
        let outcome = complete(&ENGINE, &talk.state, coach(), &context()).unwrap();
        prop_assert!(outcome.state.is_complete());
    }
}
