//! Progress of a person as series.

use std::collections::BTreeSet;

use coachwright_core::insight::{self, Period, Progress};
use coachwright_core::model::WorkoutDocument;
use coachwright_core::table::{EntityKey, pattern};
use coachwright_core::workout::Logged;
use coachwright_core::{Date, Units};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Service, ServiceError, Setting};

/// Days of the series where the request names none: 52 weeks.
const DAYS: i64 = 364;

/// The longest series.
const MOST: i64 = 3_660;

/// A person's progress.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PersonProgress {
    /// The series.
    #[serde(flatten)]
    pub progress: Progress,
    /// The person's calendar day.
    pub today: Date,
    /// Whether documents of workouts are unavailable, so that something is missing in the series.
    pub partial: bool,
}

impl Service {
    /// The series of a period, in the person's time zone.
    ///
    /// # Errors
    /// When the period or the setting cannot be used.
    pub async fn progress(
        &self,
        user: &str,
        from: Option<Date>,
        to: Option<Date>,
        setting: &Setting<'_>,
    ) -> Result<PersonProgress, ServiceError> {
        let person = self.person(user, setting).await?;
        let context = person.complete(*setting).context(self.clock.now())?;
        let to = to.unwrap_or(context.today);
        let from = from.or_else(|| to.add_days(1 - DAYS)).unwrap_or(to);
        if from > to {
            return Err(ServiceError::parameter("from", "name a day that is not after `to`"));
        }
        if to.days() - from.days() >= MOST {
            return Err(ServiceError::parameter("from", format!("ask for at most {MOST} days at once")));
        }
        let items = self.store.query(&pattern::workouts(user)?).await?.items;
        let (mut trained, mut history, mut partial) = (BTreeSet::new(), Vec::new(), false);
        for item in items {
            let Ok(EntityKey::WorkoutHistory { date, .. }) = EntityKey::parse(&item.key) else { continue };
            trained.insert(date);
            if !(from..=to).contains(&date) {
                continue;
            }
            let document = self.document_of(&item).await;
            match document.and_then(|document| serde_json::from_value::<WorkoutDocument>(document).ok()) {
                Some(document) => history.push((document.session_id, date, document.workout)),
                None => partial = true,
            }
        }
        let logged: Vec<Logged<'_>> =
            history.iter().map(|(id, date, workout)| Logged { id, date: *date, workout }).collect();
        let units = context.units.unwrap_or(Units::Metric);
        let period = Period { from, to };
        let progress = insight::progress(&self.engine, &logged, &trained, period, context.today, units);
        Ok(PersonProgress { progress, today: context.today, partial })
    }
}
