//! Patterns over many people, of which nobody can be told: whatever fewer than `k` people share is left out.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::performance::{is_kept, mean};
use crate::model::{CoachConfig, ExperienceLevel, WorkoutHistory};

/// What is learnt from one person who agreed to it.
#[derive(Debug, Clone, Copy)]
pub struct Sample<'p> {
    /// The main coach.
    pub coach: &'p CoachConfig,
    /// The workouts.
    pub workouts: &'p [WorkoutHistory],
}

/// Patterns over many people.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Patterns {
    /// The fewest people that anything here rests on.
    pub k: u32,
    /// People looked at; 0 where they are fewer than `k`.
    pub people: u32,
    /// People of one level who train by one methodology.
    pub groups: Vec<Group>,
    /// Adaptations that were kept.
    pub adaptations: Vec<Shared>,
}

/// People of one level who train by one methodology.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Group {
    /// Their level.
    pub level: ExperienceLevel,
    /// Their methodology.
    pub methodology: String,
    /// How many.
    pub people: u32,
    /// Days a week, on average.
    pub training_frequency: Option<f64>,
    /// Workouts logged, on average.
    pub workouts: Option<f64>,
    /// Workouts finished, as a share, each person counting alike.
    pub completion_rate: Option<f64>,
    /// 1 to 5, each person counting alike.
    pub satisfaction: Option<f64>,
    /// Movements that many do, the most common first.
    pub exercises: Vec<Shared>,
    /// Complaints that many have, the most common first.
    pub concerns: Vec<Shared>,
    /// What many are to train, the most common first.
    pub focus: Vec<Shared>,
}

/// Something that people share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Shared {
    /// Its code.
    pub code: String,
    /// How many share it, rounded down to a multiple of `k`, so that one person more or less is not seen.
    pub people: u32,
}

/// Draws the patterns of which every part rests on at least `k` people (two at least).
#[must_use]
pub fn patterns(samples: &[Sample<'_>], k: u32) -> Patterns {
    let k = k.max(2);
    let mut groups: BTreeMap<(ExperienceLevel, &str), Vec<&Sample<'_>>> = BTreeMap::new();
    for sample in samples {
        let config = &sample.coach.technical_config;
        groups.entry((config.experience_level, &config.methodology)).or_default().push(sample);
    }
    let is_enough = |count: usize| count >= k as usize;
    let groups = groups.into_iter().filter(|(_, people)| is_enough(people.len()));
    let adaptations = shared(
        samples.iter().map(|sample| {
            let history = &sample.coach.metadata.adaptation_history;
            let kept = history.iter().filter(|adaptation| is_kept(history, adaptation));
            kept.map(|adaptation| adaptation.change.as_str()).collect()
        }),
        k,
    );
    Patterns {
        k,
        people: if is_enough(samples.len()) { floored(samples.len(), k) } else { 0 },
        groups: groups.map(|((level, methodology), people)| group(level, methodology, &people, k)).collect(),
        adaptations,
    }
}

fn group(level: ExperienceLevel, methodology: &str, people: &[&Sample<'_>], k: u32) -> Group {
    let rate = |of: fn(&WorkoutHistory) -> Option<f64>| {
        let told: Vec<f64> = people.iter().filter_map(|sample| mean(sample.workouts.iter().filter_map(of))).collect();
        if told.len() < k as usize { None } else { mean(told.into_iter()) }
    };
    let words = |of: fn(&WorkoutHistory) -> &[String]| {
        let each = people.iter().map(|sample| sample.workouts.iter().flat_map(of).map(String::as_str).collect());
        shared(each, k)
    };
    let focus = people.iter().map(|sample| {
        sample.coach.technical_config.programming_focus.iter().map(String::as_str).collect::<BTreeSet<_>>()
    });
    Group {
        level,
        methodology: methodology.to_owned(),
        people: floored(people.len(), k),
        training_frequency: mean(
            people.iter().map(|sample| f64::from(sample.coach.technical_config.training_frequency)),
        ),
        workouts: mean(people.iter().map(|sample| sample.workouts.len() as f64)),
        completion_rate: rate(|workout| Some(if workout.is_completed { 1.0 } else { 0.0 })),
        satisfaction: rate(|workout| workout.user_feedback.as_ref().map(|told| f64::from(told.satisfaction))),
        exercises: words(|workout| &workout.extracted_data.exercises),
        concerns: words(|workout| &workout.extracted_data.concerns),
        focus: shared(focus, k),
    }
}

/// What at least `k` people share, the most common first.
fn shared<'s>(people: impl Iterator<Item = BTreeSet<&'s str>>, k: u32) -> Vec<Shared> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for code in people.flatten() {
        *counts.entry(code).or_insert(0) += 1;
    }
    let mut found: Vec<Shared> = counts
        .into_iter()
        .filter(|(_, count)| *count >= k as usize)
        .map(|(code, count)| Shared { code: code.to_owned(), people: floored(count, k) })
        .collect();
    found.sort_by(|one, other| other.people.cmp(&one.people).then_with(|| one.code.cmp(&other.code)));
    found
}

fn floored(count: usize, k: u32) -> u32 {
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    count - count % k
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::WorkoutHistory;

    fn coach(level: ExperienceLevel, change: &str) -> CoachConfig {
        let golden = include_str!("../../tests/golden/coachConfig.json");
        let item: crate::table::Item = serde_json::from_str(golden).unwrap();
        let mut coach: CoachConfig = item.entity().unwrap();
        coach.technical_config.experience_level = level;
        let mut record = coach.metadata.adaptation_history[0].clone();
        (record.change, record.trigger) = (change.to_owned(), "person".to_owned());
        coach.metadata.adaptation_history = vec![record];
        coach
    }

    fn workout(exercise: &str) -> WorkoutHistory {
        let golden = include_str!("../../tests/golden/workoutHistory.json");
        let item: crate::table::Item = serde_json::from_str(golden).unwrap();
        let mut workout: WorkoutHistory = item.entity().unwrap();
        workout.extracted_data.exercises = vec![exercise.to_owned()];
        workout
    }

    proptest! {
        /// Whoever is in it: every number rests on `k` people, and no code that fewer share is named.
        #[test]
        fn nothing_rests_on_fewer_than_k(people in prop::collection::vec((0_u8..3, 0_u8..4, 0_u8..4), 0..40), k in 2_u32..8) {
            let held: Vec<(CoachConfig, Vec<WorkoutHistory>)> = people
                .iter()
                .map(|(level, change, exercise)| {
                    let level = [ExperienceLevel::Beginner, ExperienceLevel::Intermediate, ExperienceLevel::Advanced][usize::from(*level)];
                    (coach(level, &format!("change{change}")), vec![workout(&format!("exercise{exercise}"))])
                })
                .collect();
            let samples: Vec<Sample<'_>> = held.iter().map(|(coach, workouts)| Sample { coach, workouts }).collect();
            let found = patterns(&samples, k);
            for group in &found.groups {
                let members: Vec<_> = held.iter().filter(|(coach, _)| coach.technical_config.experience_level == group.level).collect();
                prop_assert!(members.len() >= k as usize && group.people >= k && group.people as usize <= members.len());
                for shared in &group.exercises {
                    let count = members.iter().filter(|(_, workouts)| workouts[0].extracted_data.exercises[0] == shared.code).count();
                    prop_assert!(count >= k as usize && shared.people as usize <= count);
                }
            }
            for shared in &found.adaptations {
                let count = people.iter().filter(|(_, change, _)| shared.code == format!("change{change}")).count();
                prop_assert!(count >= k as usize);
            }
            prop_assert_eq!(found.people == 0, people.len() < k as usize);
        }
    }
}
