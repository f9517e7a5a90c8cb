use pretty_assertions::assert_eq;

use super::*;
use crate::model::{ConversationType, ExtractedData, UserFeedback};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn period() -> Period {
    Period { from: day("2025-06-01"), to: day("2025-06-30") }
}

fn conversation(topic: &str, sentiment: Sentiment) -> ConversationHistory {
    ConversationHistory {
        conversation_id: String::new(),
        coach_id: String::new(),
        s3_bucket: String::new(),
        s3_key: String::new(),
        message_count: 8,
        last_message: String::new(),
        sentiment,
        duration: 10,
        topics: vec![topic.to_owned()],
        conversation_type: ConversationType::CheckIn,
        is_archived: false,
        needs_follow_up: false,
    }
}

fn workout(is_completed: bool, difficulty: Option<Difficulty>) -> WorkoutHistory {
    let feedback = |difficulty| UserFeedback { satisfaction: 5, difficulty, enjoyment: 5, notes: String::new() };
    WorkoutHistory {
        workout_date: String::new(),
        conversation_id: None,
        s3_bucket: String::new(),
        s3_key: String::new(),
        extracted_data: ExtractedData { workout_type: Some("strength".to_owned()), ..ExtractedData::default() },
        coach_id: None,
        is_completed,
        needs_follow_up: false,
        user_feedback: difficulty.map(feedback),
    }
}

#[test]
fn nothing_is_measured_of_nothing() {
    let report = performance(period(), &[], &[], &[]);
    let metrics = report.metrics;
    assert_eq!((metrics.user_count, metrics.conversation_count), (0, 0));
    assert_eq!((metrics.user_satisfaction_avg, metrics.workout_completion_rate), (None, None));
    assert_eq!((metrics.user_retention_rate, metrics.improvement_areas), (None, Vec::<String>::new()));
}

#[test]
fn rates_and_what_they_point_to() {
    let good = conversation("form_feedback", Sentiment::Positive);
    let bad = conversation("motivation", Sentiment::Negative);
    let held: Vec<Held<'_>> = [("a", "2025-06-02"), ("a", "2025-06-20"), ("b", "2025-06-03"), ("b", "2025-07-01")]
        .into_iter()
        .flat_map(|(user, date)| [&good, &bad].map(|record| Held { user, date: day(date), record }))
        .collect();
    let (done, not) = (workout(true, Some(Difficulty::TooHard)), workout(false, None));
    let trained = [&done, &not].map(|record| Trained { user: "a", date: day("2025-06-02"), record });
    let record = |date: &str, trigger: &str| AdaptationRecord {
        date: format!("{date}T10:00:00Z"),
        change: "x".to_owned(),
        trigger: trigger.to_owned(),
        result: String::new(),
    };
    let kept = [record("2025-05-01", "person"), record("2025-06-02", "person"), record("2025-06-03", "interview")];
    let report = performance(period(), &held, &trained, &kept);
    let metrics = &report.metrics;
    assert_eq!((metrics.user_count, metrics.conversation_count, metrics.successful_adaptations), (2, 6, 2));
    assert_eq!((metrics.workout_completion_rate, metrics.user_satisfaction_avg), (Some(0.5), Some(5.0)));
    assert_eq!((metrics.user_retention_rate, metrics.engagement_metrics.messages_per_session), (Some(0.5), Some(8.0)));
    assert_eq!(metrics.improvement_areas, ["load_adjustment", "motivation", "workout_completion"]);
    assert_eq!(metrics.top_performing_features, ["form_feedback", "satisfaction"]);
    assert_eq!(report.moods, Moods { positive: 3, neutral: 0, negative: 3 });
    let gone_back = [kept[1].clone(), record("2025-06-09", "restored 1.0")];
    assert_eq!(performance(period(), &[], &[], &gone_back).metrics.successful_adaptations, 0);
}
