//! A person's profile and preferences.
//!
//! Who has stored none yet has the default ones, with version 0.

use coachwright_core::Units;
use coachwright_core::model::{Entity, Subscription, TrainingPreferences, UserPreferences, UserProfile};
use coachwright_core::table::{Batch, Condition, Item, Key, id};
use jiff::tz::TimeZone;

use super::body::Change;
use super::error::FieldError;
use super::item::public;
use super::once::{Answer, Once};
use super::setting::check_text;
use super::{Service, ServiceError, Setting};

/// Fields of a profile that its owner may not change: who they are, and what they pay for.
const FIXED: [&str; 3] = ["userId", "subscription", "isActive"];

/// Years back that somebody may be born.
const OLDEST: i16 = 120;

/// Entries of one list.
const MOST: usize = 50;

/// Characters of one entry, and of a name.
const LONGEST: usize = 100;

/// Characters of an address of a picture.
const LONGEST_URL: usize = 2_048;

const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// What a person has told once and for all of their language, place and units.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    locale: Option<&'static str>,
    time_zone: Option<String>,
    units: Option<Units>,
}

impl Person {
    /// The setting, with what the request left open as the person has told it.
    #[must_use]
    pub fn complete<'s>(&'s self, setting: Setting<'s>) -> Setting<'s> {
        Setting {
            locale: setting.locale.or(self.locale),
            time_zone: setting.time_zone.or(self.time_zone.as_deref()),
            units: setting.units.or(self.units),
            today: setting.today,
        }
    }
}

impl Service {
    /// A person's profile.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn profile(&self, user: &str) -> Result<Item, ServiceError> {
        self.own(Key::user_profile(user)?, &nobody(user)).await
    }

    /// A person's preferences.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn preferences(&self, user: &str) -> Result<Item, ServiceError> {
        self.own(Key::user_preferences(user)?, &UserPreferences::default()).await
    }

    /// Changes a profile.
    ///
    /// # Errors
    /// When a field cannot be used, or the profile has another version.
    pub async fn change_profile(
        &self,
        user: &str,
        change: Change,
        version: Option<u64>,
        once: &Once,
    ) -> Result<Answer, ServiceError> {
        if let Some(answer) = self.answered(user, once).await? {
            return Ok(answer);
        }
        let item = self.profile(user).await?;
        let mut after: UserProfile = change.apply(&item.entity::<UserProfile>()?, &FIXED)?;
        self.check_profile(&mut after)?;
        self.keep_own(user, &item, &after, version, once).await
    }

    /// Changes preferences.
    ///
    /// # Errors
    /// When a field cannot be used, or the preferences have another version.
    pub async fn change_preferences(
        &self,
        user: &str,
        change: Change,
        version: Option<u64>,
        once: &Once,
    ) -> Result<Answer, ServiceError> {
        if let Some(answer) = self.answered(user, once).await? {
            return Ok(answer);
        }
        let item = self.preferences(user).await?;
        let after: UserPreferences = change.apply(&item.entity::<UserPreferences>()?, &[])?;
        if let Some(coach) = &after.ui_preferences.default_coach
            && self.coach(user, coach).await.is_err()
        {
            let detail = "there is no such coach: list your coaches";
            return Err(ServiceError::field("/ui_preferences/default_coach", detail));
        }
        self.keep_own(user, &item, &after, version, once).await
    }

    /// What a person has told once and for all; asked only where a request leaves something open.
    pub(super) async fn person(&self, user: &str, setting: &Setting<'_>) -> Result<Person, ServiceError> {
        let places_day = setting.time_zone.is_some() || setting.today.is_some();
        if setting.locale.is_some() && setting.units.is_some() && places_day {
            return Ok(Person::default());
        }
        let keys = [Key::user_profile(user)?, Key::user_preferences(user)?];
        let mut found = self.store.get_many(&keys).await?.into_iter();
        let (profile, preferences) = (found.next().flatten(), found.next().flatten());
        let profile = profile.map(|item| item.entity::<UserProfile>()).transpose()?;
        let preferences = preferences.map(|item| item.entity::<UserPreferences>()).transpose()?;
        Ok(Person {
            locale: preferences.as_ref().map(|preferences| preferences.ui_preferences.language.code()),
            units: preferences.map(|preferences| preferences.ui_preferences.measurement_units),
            time_zone: profile.and_then(|profile| profile.timezone),
        })
    }

    async fn own<E: Entity>(&self, key: Key, default: &E) -> Result<Item, ServiceError> {
        match self.store.get(&key).await? {
            Some(item) => Ok(public(item)),
            None => Ok(Item { version: 0, ..Item::new(key, default, self.clock.now())? }),
        }
    }

    async fn keep_own<E: Entity>(
        &self,
        user: &str,
        item: &Item,
        after: &E,
        version: Option<u64>,
        once: &Once,
    ) -> Result<Answer, ServiceError> {
        if version.is_some_and(|version| version != item.version) {
            return Err(ServiceError::Stale(Some(Box::new(serde_json::to_value(item)?))));
        }
        let next = item.next(after, self.clock.now())?;
        let condition = if item.version == 0 { Condition::Absent } else { Condition::Version(item.version) };
        let answer = Answer::changed(Some(next.version), serde_json::to_value(public(next.clone()))?);
        self.apply_once(user, once, Batch::new().put(next, condition), answer).await
    }

    /// Checks a profile, and gives the mail address the form it is compared in.
    pub(super) fn check_profile(&self, profile: &mut UserProfile) -> Result<(), ServiceError> {
        let mut errors = Vec::new();
        let mut wrong = |pointer: &str, detail: &str| {
            errors.push(FieldError { pointer: pointer.to_owned(), detail: detail.to_owned() });
        };
        if let Some(email) = &mut profile.email {
            *email = email.trim().to_lowercase();
            if id::email(email).is_err() {
                wrong("/email", "name a mail address such as `kim@example.org`");
            }
        }
        let names = [("/firstName", &profile.first_name), ("/lastName", &profile.last_name)];
        for (pointer, name) in names.into_iter().filter_map(|(pointer, name)| Some((pointer, name.as_ref()?))) {
            if check_text(pointer, name, LONGEST).is_err() {
                wrong(pointer, "write a name of at most 100 characters");
            }
        }
        let today = self.clock.now().date();
        if profile.date_of_birth.is_some_and(|born| born > today || born.year() < today.year() - OLDEST) {
            wrong("/dateOfBirth", "name the day you were born");
        }
        let TrainingPreferences { workout_types, available_time, equipment, training_days } = &profile.preferences;
        let lists = [
            ("/goals", &profile.goals),
            ("/preferences/workoutTypes", workout_types),
            ("/preferences/equipment", equipment),
        ];
        for (pointer, list) in lists {
            if list.len() > MOST || list.iter().any(|entry| check_text(pointer, entry, LONGEST).is_err()) {
                wrong(pointer, "name at most 50, each with 1 to 100 characters");
            }
        }
        if available_time.is_some_and(|minutes| !(5..=600).contains(&minutes)) {
            wrong("/preferences/availableTime", "name 5 to 600 minutes");
        }
        let twice = |day: &String| training_days.iter().filter(|other| *other == day).count() > 1;
        if training_days.iter().any(|day| !DAYS.contains(&day.as_str()) || twice(day)) {
            wrong("/preferences/trainingDays", "name each day once, `monday` to `sunday`");
        }
        if let Some(url) = &profile.profile_picture_url
            && (!url.starts_with("https://") || check_text("", url, LONGEST_URL).is_err())
        {
            wrong("/profilePictureUrl", "name an address that begins with `https://`");
        }
        if profile.timezone.as_ref().is_some_and(|name| TimeZone::get(name).is_err()) {
            wrong("/timezone", "name an IANA time zone such as `Europe/Paris`");
        }
        if errors.is_empty() { Ok(()) } else { Err(ServiceError::Fields(errors)) }
    }
}

/// The profile of somebody who said nothing yet.
pub(super) fn nobody(user: &str) -> UserProfile {
    UserProfile {
        user_id: user.to_owned(),
        email: None,
        first_name: None,
        last_name: None,
        date_of_birth: None,
        gender: None,
        fitness_level: None,
        goals: Vec::new(),
        preferences: TrainingPreferences::default(),
        subscription: Subscription::default(),
        profile_picture_url: None,
        timezone: None,
        is_active: true,
    }
}
