//! Reading, logging, changing workouts; personal records.
//!
//! A workout is an item with what lists and filters need, and a document with the words, the workout and its spans; both
//! change in one transaction. Records are derived from the documents each time, so an edit or a removal changes them by itself.

use coachwright_core::model::{UserFeedback, WorkoutDocument, WorkoutHistory};
use coachwright_core::table::{Batch, Condition, EntityKey, Item, Key, path, pattern};
use coachwright_core::text::Text;
use coachwright_core::workout::{self, FollowUp, Log, Logged, Record, Workout};
use coachwright_core::{Context, Date, Span, Timestamp, Units};
use schemars::JsonSchema;
use serde::Serialize;

use super::counts::Count;
use super::error::FieldError;
use super::item::{Stored, public};
use super::once::{Answer, Once};
use super::paging::{Listed, Paging};
use super::setting::check_text;
use super::{Service, ServiceError, Setting};

/// The most workouts of one request.
const MOST: usize = 30;

/// Characters of what a person notes on a workout.
const NOTES: usize = 2_000;

/// What to log.
#[derive(Debug, Clone, Default)]
pub struct NewWorkouts<'w> {
    /// The person's words.
    pub text: &'w str,
    /// What the person made of their reading; none to log what is read.
    pub workouts: Option<Vec<Workout>>,
    /// The coach it is logged with; none for the main one.
    pub coach_id: Option<&'w str>,
    /// The person's language, place and units.
    pub setting: Setting<'w>,
}

/// What to change of a logged workout; absent fields stay.
#[derive(Debug, Clone, Default)]
pub struct WorkoutChange {
    /// Other words, to be read anew.
    pub text: Option<String>,
    /// Another reading of the words.
    pub workout: Option<Workout>,
    /// Another day.
    pub workout_date: Option<Date>,
    /// Whether it was finished.
    pub is_completed: Option<bool>,
    /// Whether something should be asked.
    pub needs_follow_up: Option<bool>,
    /// What the person thought of it.
    pub user_feedback: Option<UserFeedback>,
}

/// Which workouts to list.
#[derive(Debug, Clone, Copy, Default)]
pub struct WorkoutFilter {
    /// From this day.
    pub from: Option<Date>,
    /// To this day, included.
    pub to: Option<Date>,
    /// Those that were finished, or not.
    pub completed: Option<bool>,
}

/// What was logged of a text.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LoggedWorkouts<'l> {
    /// The workouts' items, in the order they were told.
    #[schemars(with = "Vec<Stored<WorkoutHistory>>")]
    pub items: &'l [Item],
    /// The records they broke.
    pub records: &'l [&'l Record],
    /// The one question worth asking.
    pub follow_up: Option<&'l FollowUp>,
}

/// One logged workout.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct WorkoutDetail {
    /// Its item.
    #[schemars(with = "Stored<WorkoutHistory>")]
    pub workout: Item,
    /// Its document; none where it is unavailable.
    pub document: Option<WorkoutDocument>,
    /// Whether the document is unavailable.
    pub partial: bool,
}

impl Service {
    /// What would be logged of a text; nothing is stored.
    ///
    /// # Errors
    /// When the text or the setting cannot be used.
    pub async fn extract(&self, user: &str, text: &str, setting: &Setting<'_>) -> Result<Log, ServiceError> {
        let person = self.person(user, setting).await?;
        let context = person.complete(*setting).context(self.clock.now())?;
        self.read_log(text, &context)
    }

    fn read_log(&self, text: &str, context: &Context) -> Result<Log, ServiceError> {
        check_text("/text", text, self.settings.limits.workout_characters)?;
        Ok(workout::read(&self.engine, &Text::read(&self.engine.lexicon, text), context))
    }

    /// Logs the workouts of a text.
    ///
    /// # Errors
    /// When nothing was trained in it, or an edited workout does not fit the text.
    pub async fn log_workouts(&self, user: &str, new: NewWorkouts<'_>, once: &Once) -> Result<Answer, ServiceError> {
        if let Some(answer) = self.answered(user, once).await? {
            return Ok(answer);
        }
        let now = self.clock.now();
        let person = self.person(user, &new.setting).await?;
        let context = person.complete(new.setting).context(now)?;
        let read = self.read_log(new.text, &context)?;
        let (workouts, follow_up) = match new.workouts {
            Some(edited) => (edited, None),
            None => (read.workouts, read.follow_up),
        };
        if workouts.is_empty() {
            let detail = "nothing in it says that you trained: write what you did, such as `5x5 squats at 100 kg`";
            return Err(ServiceError::field("/text", detail));
        }
        if workouts.len() > MOST {
            return Err(ServiceError::field("/workouts", format!("log at most {MOST} at once")));
        }
        for (place, workout) in workouts.iter().enumerate() {
            check_spans(&format!("/workouts/{place}"), workout, new.text)?;
        }
        let coach_id = match new.coach_id {
            Some(coach) => {
                let known = self.coach(user, coach).await;
                known.map_err(|_| ServiceError::field("/coachId", "there is no such coach: list your coaches"))?;
                Some(coach.to_owned())
            }
            None => self.primary(user).await?.and_then(|item| id_of(&item)),
        };
        let mut batch = Batch::new();
        let (mut items, mut ids) = (Vec::new(), Vec::new());
        for (place, workout) in workouts.into_iter().enumerate() {
            let asks = follow_up.as_ref().is_some_and(|follow_up: &FollowUp| follow_up.workout == place);
            let entry = Entry {
                user: user.to_owned(),
                session_id: self.ids.next(),
                date: workout.date.map_or(context.today, |date| date.value),
                coach_id: coach_id.clone(),
                text: new.text.to_owned(),
                needs_follow_up: asks,
                is_completed: workout.is_completed.value,
                user_feedback: None,
                created_at: now.to_string(),
                workout,
            };
            let item = entry.item(&self.settings.store.bucket, now)?;
            batch = batch.put(item.clone(), Condition::Absent).put_document(entry.path()?, entry.document(now)?);
            items.push(public(item));
            ids.push((entry.session_id.clone(), entry));
        }
        let records = self.records_with(user, context.units, ids.iter().map(|(_, entry)| entry)).await?;
        let broken: Vec<&Record> =
            records.iter().filter(|record| ids.iter().any(|(id, _)| *id == record.evidence.workout_id)).collect();
        let body = LoggedWorkouts { items: &items, records: &broken, follow_up: follow_up.as_ref() };
        let body = serde_json::to_value(body)?;
        let answer = self.apply_once(user, once, batch, Answer::created(None, body)).await?;
        self.counts.add(Count::Workouts, items.len());
        Ok(answer)
    }

    /// A person's workouts, newest first.
    ///
    /// # Errors
    /// When the page cannot be asked for so.
    pub async fn list_workouts(
        &self,
        user: &str,
        filter: WorkoutFilter,
        paging: &Paging,
    ) -> Result<Listed<Item>, ServiceError> {
        use coachwright_core::table::Filter;
        let mut query = match (filter.from, filter.to) {
            (None, None) => pattern::workouts(user)?,
            (from, to) => {
                let from = from.or_else(|| Date::new(0, 1, 1)).ok_or(ServiceError::NotFound)?;
                let to = to.or_else(|| Date::new(9999, 12, 31)).ok_or(ServiceError::NotFound)?;
                if from > to {
                    return Err(ServiceError::parameter("from", "name a day that is not after `to`"));
                }
                pattern::workouts_between(user, from, to)?
            }
        };
        if let Some(completed) = filter.completed {
            query = query.filter(Filter::Equals("attributes.isCompleted".to_owned(), completed.into()));
        }
        self.page(query, paging).await
    }

    /// One workout with its words and spans.
    ///
    /// # Errors
    /// When the person has none with this day and id.
    pub async fn workout(&self, user: &str, date: Date, session: &str) -> Result<WorkoutDetail, ServiceError> {
        let key = Key::workout(user, date, session).map_err(|_| ServiceError::NotFound)?;
        let item = self.store.get(&key).await?.ok_or(ServiceError::NotFound)?;
        let document = self.document_of(&item).await.and_then(|document| serde_json::from_value(document).ok());
        Ok(WorkoutDetail { workout: public(item), partial: document.is_none(), document })
    }

    /// Changes a workout: item and document together.
    ///
    /// # Errors
    /// When the person has none with this day and id, it has another version, or the change does not fit.
    pub async fn change_workout(
        &self,
        user: &str,
        (date, session): (Date, &str),
        change: WorkoutChange,
        setting: &Setting<'_>,
        version: Option<u64>,
        once: &Once,
    ) -> Result<Answer, ServiceError> {
        if let Some(answer) = self.answered(user, once).await? {
            return Ok(answer);
        }
        if let Some(feedback) = &change.user_feedback {
            check_feedback(feedback)?;
        }
        let detail = self.workout(user, date, session).await?;
        let (item, entity) = (&detail.workout, detail.workout.entity::<WorkoutHistory>()?);
        if version.is_some_and(|version| version != item.version) {
            return Err(ServiceError::Stale(Some(Box::new(serde_json::to_value(item)?))));
        }
        let document = detail.document.ok_or_else(|| ServiceError::damaged("a workout's document is missing"))?;
        let now = self.clock.now();
        let person = self.person(user, setting).await?;
        let context = person.complete(*setting).context(now)?;
        let text = change.text.unwrap_or_else(|| document.text.clone());
        let workout = match change.workout {
            Some(workout) => workout,
            None if text == document.text => document.workout,
            None => {
                let mut read = self.read_log(&text, &context)?.workouts;
                match (read.pop(), read.is_empty()) {
                    (Some(workout), true) => workout,
                    (Some(_), false) => {
                        return Err(ServiceError::field("/text", "it tells of several workouts: log them one by one"));
                    }
                    (None, _) => return Err(ServiceError::field("/text", "nothing in it says that you trained")),
                }
            }
        };
        check_spans("/workout", &workout, &text)?;
        let entry = Entry {
            user: user.to_owned(),
            session_id: session.to_owned(),
            date: change.workout_date.unwrap_or(date),
            coach_id: entity.coach_id.clone(),
            is_completed: change.is_completed.unwrap_or(workout.is_completed.value),
            needs_follow_up: change.needs_follow_up.unwrap_or(entity.needs_follow_up),
            user_feedback: change.user_feedback.or(entity.user_feedback),
            created_at: document.created_at,
            text,
            workout,
        };
        let changed = entry.entity(&self.settings.store.bucket)?;
        let batch = Batch::new().put_document(entry.path()?, entry.document(now)?);
        let (batch, next) = if entry.date == date {
            let next = item.next(&changed, now)?;
            (batch.put(next.clone(), Condition::Version(item.version)), next)
        } else {
            // The day is part of the key: the workout moves.
            let next = Item {
                created_at: item.created_at.clone(),
                version: item.version + 1,
                ..Item::new(entry.key()?, &changed, now)?
            };
            let batch = batch
                .delete(item.key.clone(), Condition::Version(item.version))
                .delete_document(entity.s3_key)
                .put(next.clone(), Condition::Absent);
            (batch, next)
        };
        let answer = Answer::changed(Some(next.version), serde_json::to_value(public(next))?);
        self.apply_once(user, once, batch, answer).await
    }

    /// Removes a workout: item and document.
    ///
    /// # Errors
    /// When the person has none with this day and id, or it has another version.
    pub async fn delete_workout(
        &self,
        user: &str,
        (date, session): (Date, &str),
        version: Option<u64>,
        once: &Once,
    ) -> Result<Answer, ServiceError> {
        if let Some(answer) = self.answered(user, once).await? {
            return Ok(answer);
        }
        let key = Key::workout(user, date, session).map_err(|_| ServiceError::NotFound)?;
        let item = self.store.get(&key).await?.ok_or(ServiceError::NotFound)?;
        if version.is_some_and(|version| version != item.version) {
            return Err(ServiceError::Stale(Some(Box::new(serde_json::to_value(public(item))?))));
        }
        let entity: WorkoutHistory = item.entity()?;
        let batch = Batch::new().delete(key, Condition::Version(item.version)).delete_document(entity.s3_key);
        self.apply_once(user, once, batch, Answer::gone()).await
    }

    /// A person's records, each with its evidence.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn records(&self, user: &str, units: Option<Units>) -> Result<Vec<Record>, ServiceError> {
        let setting = Setting { units, ..Setting::default() };
        let person = self.person(user, &setting).await?;
        self.records_with(user, person.complete(setting).units, std::iter::empty()).await
    }

    /// The records of what is stored and of these entries.
    async fn records_with(
        &self,
        user: &str,
        units: Option<Units>,
        more: impl Iterator<Item = &Entry>,
    ) -> Result<Vec<Record>, ServiceError> {
        let items = self.store.query(&pattern::workouts(user)?).await?.items;
        let mut history = Vec::new();
        for item in items {
            let Some(document) = self.document_of(&item).await else { continue };
            let Ok(document) = serde_json::from_value::<WorkoutDocument>(document) else { continue };
            let Ok(date) = document.workout_date.parse::<Date>() else { continue };
            history.push((document.session_id, date, document.workout));
        }
        history.extend(more.map(|entry| (entry.session_id.clone(), entry.date, entry.workout.clone())));
        let logged: Vec<Logged<'_>> =
            history.iter().map(|(id, date, workout)| Logged { id, date: *date, workout }).collect();
        Ok(workout::records(&logged, units))
    }
}

/// A workout with everything that its item and its document are made of.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) user: String,
    pub(super) session_id: String,
    pub(super) date: Date,
    pub(super) coach_id: Option<String>,
    pub(super) text: String,
    pub(super) workout: Workout,
    pub(super) is_completed: bool,
    pub(super) needs_follow_up: bool,
    pub(super) user_feedback: Option<UserFeedback>,
    pub(super) created_at: String,
}

impl Entry {
    fn key(&self) -> Result<Key, ServiceError> {
        Ok(Key::workout(&self.user, self.date, &self.session_id)?)
    }

    /// The item of the entry when it is new.
    pub(super) fn item(&self, bucket: &str, now: Timestamp) -> Result<Item, ServiceError> {
        Ok(Item::new(self.key()?, &self.entity(bucket)?, now)?)
    }

    pub(super) fn path(&self) -> Result<String, ServiceError> {
        Ok(path::workout(&self.user, self.date, &self.session_id)?)
    }

    fn entity(&self, bucket: &str) -> Result<WorkoutHistory, ServiceError> {
        Ok(WorkoutHistory {
            workout_date: self.date.to_string(),
            conversation_id: None,
            s3_bucket: bucket.to_owned(),
            s3_key: self.path()?,
            extracted_data: workout::extracted_data(&self.workout),
            coach_id: self.coach_id.clone(),
            is_completed: self.is_completed,
            needs_follow_up: self.needs_follow_up,
            user_feedback: self.user_feedback.clone(),
        })
    }

    pub(super) fn document(&self, now: Timestamp) -> Result<Vec<u8>, ServiceError> {
        Ok(serde_json::to_vec(&WorkoutDocument {
            session_id: self.session_id.clone(),
            user_id: self.user.clone(),
            workout_date: self.date.to_string(),
            conversation_id: None,
            coach_id: self.coach_id.clone(),
            text: self.text.clone(),
            workout: self.workout.clone(),
            created_at: self.created_at.clone(),
            updated_at: now.to_string(),
            document_version: WorkoutDocument::VERSION.to_owned(),
        })?)
    }
}

/// Refuses feedback whose ratings are no ratings.
fn check_feedback(feedback: &UserFeedback) -> Result<(), ServiceError> {
    let mut errors = Vec::new();
    for (name, rating) in [("satisfaction", feedback.satisfaction), ("enjoyment", feedback.enjoyment)] {
        if !(1..=5).contains(&rating) {
            let detail = "give 1 to 5".to_owned();
            errors.push(FieldError { pointer: format!("/userFeedback/{name}"), detail });
        }
    }
    if !feedback.notes.is_empty() && check_text("", &feedback.notes, NOTES).is_err() {
        let detail = format!("write at most {NOTES} characters");
        errors.push(FieldError { pointer: "/userFeedback/notes".to_owned(), detail });
    }
    if errors.is_empty() { Ok(()) } else { Err(ServiceError::Fields(errors)) }
}

/// The id at the end of a coach's key.
pub(super) fn id_of(coach: &Item) -> Option<String> {
    match EntityKey::parse(&coach.key) {
        Ok(EntityKey::CoachConfig { coach, .. }) => Some(coach.to_owned()),
        _ => None,
    }
}

/// Refuses a workout whose spans do not point into its text: every `span` member, at any depth.
pub(super) fn check_spans(pointer: &str, workout: &Workout, text: &str) -> Result<(), ServiceError> {
    fn wrong(value: &serde_json::Value, pointer: &str, text: &str) -> Option<String> {
        match value {
            serde_json::Value::Object(fields) => fields.iter().find_map(|(name, value)| {
                let pointer = format!("{pointer}/{name}");
                match (name.as_str(), serde_json::from_value::<Span>(value.clone())) {
                    ("span", Ok(span)) => {
                        let range = span.start as usize..span.end as usize;
                        text.get(range).is_none().then_some(pointer)
                    }
                    _ => wrong(value, &pointer, text),
                }
            }),
            serde_json::Value::Array(values) => {
                values.iter().enumerate().find_map(|(place, value)| wrong(value, &format!("{pointer}/{place}"), text))
            }
            _ => None,
        }
    }
    match wrong(&serde_json::to_value(workout)?, pointer, text) {
        Some(pointer) => Err(ServiceError::field(pointer, "point at words of the text")),
        None => Ok(()),
    }
}
