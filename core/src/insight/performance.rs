//! How a coach did over a period: rates from conversations, workouts and adaptations, and what they point to.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Period;
use crate::model::{
    AdaptationRecord, CoachPerformance, ConversationHistory, Difficulty, EngagementMetrics, Sentiment, WorkoutHistory,
};
use crate::{Date, Timestamp};

/// Workouts finished, as a share, below which finishing them is to be improved, and from which it works well.
const COMPLETION: (f64, f64) = (0.7, 0.9);

/// Satisfaction, 1 to 5, below which it is to be improved, and from which it works well.
const SATISFACTION: (f64, f64) = (3.5, 4.5);

/// The share of people who come back, alike.
const RETENTION: (f64, f64) = (0.5, 0.8);

/// The share of told difficulties from which workouts are too hard or too easy.
const ONE_SIDED: f64 = 0.4;

/// Conversations about a topic from which its mood says something.
const ENOUGH: u32 = 3;

/// A conversation held with the coach.
#[derive(Debug, Clone, Copy)]
pub struct Held<'o> {
    /// With whom.
    pub user: &'o str,
    /// The day it began.
    pub date: Date,
    /// What is stored of it.
    pub record: &'o ConversationHistory,
}

/// A workout logged with the coach.
#[derive(Debug, Clone, Copy)]
pub struct Trained<'o> {
    /// By whom.
    pub user: &'o str,
    /// Its day.
    pub date: Date,
    /// What is stored of it.
    pub record: &'o WorkoutHistory,
}

/// The report on a coach over a period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The figures.
    pub metrics: CoachPerformance,
    /// Conversations by topic and mood.
    pub topics: BTreeMap<String, Moods>,
    /// Conversations by mood.
    pub moods: Moods,
    /// Conversations by type.
    pub conversation_types: BTreeMap<String, u32>,
    /// Workouts by type.
    pub workout_types: BTreeMap<String, u32>,
    /// Workouts by how they felt.
    pub difficulty: BTreeMap<String, u32>,
    /// Complaints by code.
    pub concerns: BTreeMap<String, u32>,
}

/// Conversations by mood.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Moods {
    /// Good ones.
    pub positive: u32,
    /// Neither.
    pub neutral: u32,
    /// Bad ones.
    pub negative: u32,
}

impl Moods {
    fn add(&mut self, sentiment: Sentiment) {
        match sentiment {
            Sentiment::Positive => self.positive += 1,
            Sentiment::Neutral => self.neutral += 1,
            Sentiment::Negative => self.negative += 1,
        }
    }
}

/// Measures a coach. What lies outside the period is left out; what was never told is absent, never zero.
#[must_use]
pub fn performance(
    period: Period,
    held: &[Held<'_>],
    trained: &[Trained<'_>],
    adaptations: &[AdaptationRecord],
) -> Report {
    let inside = |date: Date| (period.from..=period.to).contains(&date);
    let held: Vec<&Held<'_>> = held.iter().filter(|one| inside(one.date)).collect();
    let trained: Vec<&Trained<'_>> = trained.iter().filter(|one| inside(one.date)).collect();
    let days: Vec<(&str, Date)> =
        held.iter().map(|one| (one.user, one.date)).chain(trained.iter().map(|one| (one.user, one.date))).collect();
    let people: BTreeSet<&str> = days.iter().map(|(user, _)| *user).collect();

    let (mut topics, mut moods, mut types) = (BTreeMap::<String, Moods>::new(), Moods::default(), BTreeMap::new());
    for one in &held {
        moods.add(one.record.sentiment);
        for topic in &one.record.topics {
            topics.entry(topic.clone()).or_default().add(one.record.sentiment);
        }
        count(&mut types, code(one.record.conversation_type));
    }
    let (mut workout_types, mut difficulty, mut concerns) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for one in &trained {
        if let Some(kind) = &one.record.extracted_data.workout_type {
            count(&mut workout_types, kind.clone());
        }
        if let Some(feedback) = &one.record.user_feedback {
            count(&mut difficulty, code(feedback.difficulty));
        }
        for concern in &one.record.extracted_data.concerns {
            count(&mut concerns, concern.clone());
        }
    }
    let satisfaction = mean(
        trained
            .iter()
            .filter_map(|one| one.record.user_feedback.as_ref().map(|feedback| f64::from(feedback.satisfaction))),
    );
    let completion = mean(trained.iter().map(|one| if one.record.is_completed { 1.0 } else { 0.0 }));
    let retention = retention(&days, period);
    let (mut improve, mut works) = (BTreeSet::new(), BTreeSet::new());
    for (name, value, (low, high)) in [
        ("workout_completion", completion, COMPLETION),
        ("satisfaction", satisfaction, SATISFACTION),
        ("retention", retention, RETENTION),
    ] {
        match value {
            Some(value) if value < low => drop(improve.insert(name.to_owned())),
            Some(value) if value >= high => drop(works.insert(name.to_owned())),
            _ => {}
        }
    }
    let told: u32 = difficulty.values().sum();
    let share =
        |name: Difficulty| f64::from(difficulty.get(&code(name)).copied().unwrap_or(0)) / f64::from(told.max(1));
    if share(Difficulty::TooHard) >= ONE_SIDED {
        improve.insert("load_adjustment".to_owned());
    }
    if share(Difficulty::TooEasy) >= ONE_SIDED {
        improve.insert("progression".to_owned());
    }
    for (topic, moods) in &topics {
        if moods.positive + moods.neutral + moods.negative < ENOUGH {
            continue;
        }
        if moods.negative > moods.positive {
            improve.insert(topic.clone());
        } else if moods.positive > moods.negative {
            works.insert(topic.clone());
        }
    }
    let accepted = adaptations.iter().filter(|adaptation| {
        let at: Option<Timestamp> = adaptation.date.parse().ok();
        at.is_some_and(|at| inside(at.date())) && is_kept(adaptations, adaptation)
    });
    let metrics = CoachPerformance {
        period: format!("{}_{}", period.from, period.to),
        user_count: number(people.len()),
        conversation_count: number(held.len()),
        user_satisfaction_avg: satisfaction,
        user_retention_rate: retention,
        successful_adaptations: number(accepted.count()),
        workout_completion_rate: completion,
        user_goal_achievement: None,
        response_time_avg: None,
        engagement_metrics: EngagementMetrics {
            messages_per_session: mean(held.iter().map(|one| f64::from(one.record.message_count))),
            session_duration_avg: mean(held.iter().map(|one| f64::from(one.record.duration))),
            user_initiated_sessions: None,
        },
        improvement_areas: improve.into_iter().collect(),
        top_performing_features: works.into_iter().collect(),
    };
    Report { metrics, topics, moods, conversation_types: types, workout_types, difficulty, concerns }
}

/// Whether an adaptation changed something and nobody went back behind it.
pub(super) fn is_kept(history: &[AdaptationRecord], adaptation: &AdaptationRecord) -> bool {
    let is_change = |record: &AdaptationRecord| record.trigger != "created" && !is_return(record);
    let later = history.iter().skip_while(|known| *known != adaptation).skip(1);
    is_change(adaptation) && !later.clone().any(is_return)
}

fn is_return(record: &AdaptationRecord) -> bool {
    record.trigger.starts_with("restored")
}

/// Of the people of the period's first half, the share who came back in the second.
fn retention(days: &[(&str, Date)], period: Period) -> Option<f64> {
    let middle = (period.from.days() + period.to.days()).div_euclid(2);
    let people = |late: bool| -> BTreeSet<&str> {
        days.iter().filter(|(_, date)| (date.days() > middle) == late).map(|(user, _)| *user).collect()
    };
    let (early, late) = (people(false), people(true));
    mean(early.iter().map(|user| if late.contains(user) { 1.0 } else { 0.0 }))
}

fn count(counts: &mut BTreeMap<String, u32>, name: String) {
    *counts.entry(name).or_insert(0) += 1;
}

/// The name of a plain variant, as it is stored.
fn code(value: impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The mean to two decimals; none of nothing.
#[must_use]
pub fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (mut sum, mut count) = (0.0, 0_u32);
    for value in values {
        sum += value;
        count += 1;
    }
    (count > 0).then(|| (sum / f64::from(count) * 100.0).round() / 100.0)
}

#[cfg(test)]
mod tests;
