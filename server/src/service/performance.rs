//! How coaches do, and what many people share: computed by a job, kept as items and documents.

use std::collections::BTreeMap;

use coachwright_core::Date;
use coachwright_core::insight::{self, Held, Period, Report, Sample, Trained};
use coachwright_core::model::{CoachConfig, ConversationHistory, DataSharing, UserPreferences, WorkoutHistory};
use coachwright_core::table::{Batch, Condition, EntityKey, Item, Key, path, pattern};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Service, ServiceError};
use crate::store::StoreError;

/// Coaches looked at in one go.
const PAGE: u32 = 100;

/// All that was talked and trained with a coach: by whom, when, what is stored of it.
#[derive(Debug, Default)]
struct Told {
    held: Vec<(String, Date, ConversationHistory)>,
    trained: Vec<(String, Date, WorkoutHistory)>,
}

/// The document of a report.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ReportDocument<'r> {
    coach_id: &'r str,
    generated_at: String,
    #[serde(flatten)]
    report: &'r Report,
}

/// Adaptations that were kept, over many people.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SuccessfulAdaptations {
    /// The fewest people that anything here rests on.
    pub k: u32,
    /// RFC 3339.
    pub generated_at: String,
    /// The adaptations.
    pub adaptations: Vec<insight::Shared>,
}

impl Service {
    /// Measures every coach over this month and the one before. Gives the number of records written.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn measure_coaches(&self) -> Result<usize, ServiceError> {
        let today = self.clock.now().date();
        let mut written = 0;
        let mut query = pattern::entities("coachConfig").limit(PAGE);
        loop {
            let page = self.store.query(&query).await?;
            for item in &page.items {
                let Ok(EntityKey::CoachConfig { user, coach }) = EntityKey::parse(&item.key) else { continue };
                let config: CoachConfig = item.entity()?;
                let told = self.told(coach).await?;
                for period in months(today) {
                    written += usize::from(self.measure(user, coach, &config, &told, period).await?);
                }
                self.note_on_coach(item, config, &told).await?;
            }
            let Some(next) = page.next else { return Ok(written) };
            query = query.after(Some(next));
        }
    }

    /// Measures one coach; false where nothing is new.
    async fn measure(
        &self,
        owner: &str,
        coach: &str,
        config: &CoachConfig,
        told: &Told,
        period: Period,
    ) -> Result<bool, ServiceError> {
        let held: Vec<Held<'_>> =
            told.held.iter().map(|(user, date, record)| Held { user, date: *date, record }).collect();
        let trained: Vec<Trained<'_>> =
            told.trained.iter().map(|(user, date, record)| Trained { user, date: *date, record }).collect();
        let report = insight::performance(period, &held, &trained, &config.metadata.adaptation_history);
        if report.metrics.user_count == 0 && report.metrics.successful_adaptations == 0 {
            return Ok(false);
        }
        let now = self.clock.now();
        let key = Key::coach_performance(coach, period.from, period.to)?;
        let stored = self.store.get(&key).await?;
        if stored.as_ref().is_some_and(|stored| {
            stored.entity().is_ok_and(|before: coachwright_core::model::CoachPerformance| before == report.metrics)
        }) {
            return Ok(false);
        }
        let (item, condition) = match &stored {
            Some(stored) => (stored.next(&report.metrics, now)?, Condition::Version(stored.version)),
            None => (Item::new(key, &report.metrics, now)?, Condition::Absent),
        };
        let document = ReportDocument { coach_id: coach, generated_at: now.to_string(), report: &report };
        let mut batch = Batch::new()
            .put(item, condition)
            .put_document(path::performance_report(coach, period.from, period.to)?, serde_json::to_vec(&document)?);
        if self.shares(owner).await? != DataSharing::None && report.metrics.conversation_count > 0 {
            let patterns = serde_json::json!({
                "coachId": coach, "period": report.metrics.period, "generatedAt": now.to_string(),
                "topics": report.topics, "moods": report.moods, "conversationTypes": report.conversation_types,
            });
            batch = batch.put_document(path::conversation_patterns(coach, period.to)?, serde_json::to_vec(&patterns)?);
        }
        match self.store.apply(batch).await {
            Ok(()) => Ok(true),
            // Another process measures too.
            Err(StoreError::Conflict { .. }) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// All that was talked and trained with a coach (GSI-1).
    async fn told(&self, coach: &str) -> Result<Told, ServiceError> {
        let mut told = Told::default();
        for item in self.store.query(&pattern::conversations_with(coach)?).await?.items {
            let Ok(EntityKey::ConversationHistory { user, started, .. }) = EntityKey::parse(&item.key) else {
                continue;
            };
            told.held.push((user.to_owned(), started.date(), item.entity()?));
        }
        for item in self.store.query(&pattern::workouts_with(coach)?).await?.items {
            let Ok(EntityKey::WorkoutHistory { user, date, .. }) = EntityKey::parse(&item.key) else { continue };
            told.trained.push((user.to_owned(), date, item.entity()?));
        }
        Ok(told)
    }

    /// Notes on a coach how many conversations it had and how satisfied its people are.
    async fn note_on_coach(&self, item: &Item, mut config: CoachConfig, told: &Told) -> Result<(), ServiceError> {
        let ratings = told.trained.iter().filter_map(|(_, _, workout)| workout.user_feedback.as_ref());
        let satisfaction = insight::mean(ratings.map(|feedback| f64::from(feedback.satisfaction)));
        let conversations = u32::try_from(told.held.len()).unwrap_or(u32::MAX);
        let metadata = &mut config.metadata;
        if (metadata.user_satisfaction, metadata.total_conversations) == (satisfaction, conversations) {
            return Ok(());
        }
        (metadata.user_satisfaction, metadata.total_conversations) = (satisfaction, conversations);
        let next = item.next(&config, self.clock.now())?;
        match self.store.apply(Batch::new().put(next, Condition::Version(item.version))).await {
            // The person changes the coach at this moment; the next round notes it.
            Ok(()) | Err(StoreError::Conflict { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    async fn shares(&self, user: &str) -> Result<DataSharing, ServiceError> {
        let preferences = self.store.get(&Key::user_preferences(user)?).await?;
        let preferences = preferences.map(|item| item.entity::<UserPreferences>()).transpose()?;
        Ok(preferences.map_or(DataSharing::None, |preferences| preferences.privacy_settings.data_sharing))
    }

    /// Draws the patterns of those who agreed to it, and keeps them under `platform/training_data`. Gives how many they are.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn draw_patterns(&self) -> Result<usize, ServiceError> {
        let mut people: BTreeMap<String, (CoachConfig, Vec<WorkoutHistory>)> = BTreeMap::new();
        let mut query = pattern::entities("userPreferences").limit(PAGE);
        loop {
            let page = self.store.query(&query).await?;
            for item in &page.items {
                let preferences: UserPreferences = item.entity()?;
                let Some(user) = item.key.pk.strip_prefix("user#") else { continue };
                if preferences.privacy_settings.data_sharing == DataSharing::None {
                    continue;
                }
                let Some(coach) = self.primary(user).await? else { continue };
                let workouts = self.store.query(&pattern::workouts(user)?).await?.items;
                let workouts = workouts.iter().map(Item::entity).collect::<Result<Vec<WorkoutHistory>, _>>()?;
                people.insert(user.to_owned(), (coach.entity()?, workouts));
            }
            let Some(next) = page.next else { break };
            query = query.after(Some(next));
        }
        let samples: Vec<Sample<'_>> = people.values().map(|(coach, workouts)| Sample { coach, workouts }).collect();
        let patterns = insight::patterns(&samples, self.settings.limits.patterns_people);
        let adaptations = SuccessfulAdaptations {
            k: patterns.k,
            generated_at: self.clock.now().to_string(),
            adaptations: patterns.adaptations.clone(),
        };
        let batch = Batch::new()
            .put_document(path::USER_PATTERN_ANALYSIS.to_owned(), serde_json::to_vec(&patterns)?)
            .put_document(path::SUCCESSFUL_ADAPTATIONS.to_owned(), serde_json::to_vec(&adaptations)?);
        self.store.apply(batch).await?;
        Ok(samples.len())
    }

    /// Writes the content of methodologies under `platform/methodology_content`, where it is not the current one. Gives the
    /// number of documents written.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn seed_methodologies(&self) -> Result<usize, ServiceError> {
        let mut written = 0;
        for methodology in self.engine.coaching.methodologies() {
            // `comptrain_strength` belongs to `comptrain`.
            let family = methodology.id.split('_').next().unwrap_or(&methodology.id);
            let path = path::methodology_content(family, &methodology.id)?;
            let body = serde_json::to_vec(&methodology.content())?;
            if self.store.read(&path).await?.is_none_or(|stored| stored != body) {
                self.store.apply(Batch::new().put_document(path, body)).await?;
                written += 1;
            }
        }
        Ok(written)
    }
}

/// The month of a day and the one before, whole.
fn months(today: Date) -> Vec<Period> {
    let first = |day: Date| Date::new(day.year(), day.month(), 1);
    let month = |from: Date| {
        let next = first(from.add_days(31)?)?;
        Some(Period { from, to: next.add_days(-1)? })
    };
    let this = first(today);
    let before = this.and_then(|this| first(this.add_days(-1)?));
    [before, this].into_iter().flatten().filter_map(month).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_whole() {
        let of = |day: &str| {
            let months = months(day.parse().unwrap());
            months.iter().map(|period| format!("{} {}", period.from, period.to)).collect::<Vec<_>>()
        };
        assert_eq!(of("2025-01-15"), ["2024-12-01 2024-12-31", "2025-01-01 2025-01-31"]);
        assert_eq!(of("2024-03-31"), ["2024-02-01 2024-02-29", "2024-03-01 2024-03-31"]);
    }
}
