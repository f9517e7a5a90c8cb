//! Coaches: made from templates, looked at, changed, brought back.

use coachwright_core::coach::{self, Ids, Patch, RenderContext, RenderedPrompts, Template, Version};
use coachwright_core::model::CoachConfig;
use coachwright_core::table::{Batch, Condition, Item, Key, pattern};
use coachwright_core::{Context, Locale, Units};
use schemars::JsonSchema;
use serde::Serialize;

use super::item::{Stored, public};
use super::once::{Answer, Once};
use super::paging::{Listed, Paging};
use super::{Service, ServiceError};

/// Which coaches to list.
#[derive(Debug, Clone, Copy, Default)]
pub struct CoachFilter {
    /// Those that may be talked to, or not.
    pub active: Option<bool>,
    /// The main one, or the others.
    pub primary: Option<bool>,
}

/// What to change of a coach.
#[derive(Debug, Clone, Default)]
pub struct CoachChange {
    /// Its name, persona, wishes and configuration.
    pub patch: Patch,
    /// Whether it may be talked to.
    pub is_active: Option<bool>,
    /// Whether it is the main one; making it so ends that of another.
    pub is_primary: Option<bool>,
}

/// A coach that was made from a template.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Made<'m> {
    /// The coach's item.
    #[schemars(with = "Stored<CoachConfig>")]
    pub coach: &'m Item,
    /// What nobody stated.
    pub assumed: &'m [String],
}

/// What a coach is told.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Prompts {
    /// The coach.
    pub coach_id: String,
    /// Its version.
    pub version: String,
    /// The blocks, each with the configuration it comes from, and all of them as a model is given them.
    #[serde(flatten)]
    pub rendered: RenderedPrompts,
}

impl Service {
    /// The instant coaches in a language.
    #[must_use]
    pub fn templates(&self, locale: Locale) -> Vec<Template> {
        coach::templates(&self.engine, locale)
    }

    /// Makes a coach from a template.
    ///
    /// # Errors
    /// When there is no such template.
    pub async fn coach_from_template(
        &self,
        user: &str,
        template: &str,
        locale: Locale,
        once: &Once,
    ) -> Result<Answer, ServiceError> {
        if let Some(answer) = self.answered(user, once).await? {
            return Ok(answer);
        }
        self.check_coaches(user).await?;
        let now = self.clock.now();
        let coach_id = self.new_coach_id();
        let ids = Ids { coach_id: coach_id.clone(), user_id: user.to_owned() };
        let key = Key::coach(user, &coach_id)?;
        let made = coach::from_template(&self.engine, template, ids, now, locale);
        let made = made.map_err(|error| ServiceError::field("/template", error.to_string()))?;
        let mut config = made.config;
        config.is_primary = self.primary(user).await?.is_none();
        let item = Item::new(key, &config, now)?;
        let body = serde_json::to_value(Made { coach: &public(item.clone()), assumed: &made.assumed })?;
        let answer = Answer::created(Some(item.version), body).at(format!("/v1/coaches/{coach_id}"));
        self.apply_once(user, once, Batch::new().put(item, Condition::Absent), answer).await
    }

    /// A person's coaches.
    ///
    /// # Errors
    /// When the page cannot be asked for so.
    pub async fn list_coaches(
        &self,
        user: &str,
        filter: CoachFilter,
        paging: &Paging,
    ) -> Result<Listed<Item>, ServiceError> {
        use coachwright_core::table::Filter;
        let flag = |name: &str, value: bool| Filter::Equals(format!("attributes.{name}"), value.into());
        let mut query = pattern::coaches(user)?;
        if let Some(active) = filter.active {
            query = query.filter(flag("isActive", active));
        }
        if let Some(primary) = filter.primary {
            query = query.filter(flag("isPrimary", primary));
        }
        self.page(query, paging).await
    }

    /// One coach.
    ///
    /// # Errors
    /// When the person has none with this id.
    pub async fn coach(&self, user: &str, coach: &str) -> Result<Item, ServiceError> {
        let key = Key::coach(user, coach).map_err(|_| ServiceError::NotFound)?;
        Ok(public(self.store.get(&key).await?.ok_or(ServiceError::NotFound)?))
    }

    /// A person's main coach.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn primary(&self, user: &str) -> Result<Option<Item>, ServiceError> {
        Ok(self.store.query(&pattern::primary_coach(user)?.limit(1)).await?.items.into_iter().next())
    }

    /// Changes a coach: its prompts are rendered anew and its version is raised.
    ///
    /// # Errors
    /// When the person has none with this id, it has another version, or the change is not allowed.
    pub async fn change_coach(
        &self,
        user: &str,
        coach: &str,
        change: CoachChange,
        locale: Locale,
        version: Option<u64>,
        once: &Once,
    ) -> Result<Answer, ServiceError> {
        let context = Context { locale, ..Context::at(self.clock.now()) };
        self.edit_coach(user, coach, version, once, |config| {
            let mut changed = coach::adapt(&self.engine, config, &change.patch, "person", &context)?;
            changed.is_active = change.is_active.unwrap_or(changed.is_active);
            changed.is_primary = change.is_primary.unwrap_or(changed.is_primary);
            Ok(changed)
        })
        .await
    }

    /// Brings a coach back to an earlier version, as a new one.
    ///
    /// # Errors
    /// When there is no such coach or version, or what it held is not allowed any more.
    pub async fn restore_coach(
        &self,
        user: &str,
        coach: &str,
        wanted: &str,
        locale: Locale,
        version: Option<u64>,
        once: &Once,
    ) -> Result<Answer, ServiceError> {
        let context = Context { locale, ..Context::at(self.clock.now()) };
        self.edit_coach(user, coach, version, once, |config| {
            coach::restore(&self.engine, config, wanted, &context).map_err(|error| match error {
                coach::VersionError::Unknown(_) => ServiceError::NotFound,
                coach::VersionError::Refused(refused) => refused.into(),
            })
        })
        .await
    }

    async fn edit_coach(
        &self,
        user: &str,
        coach: &str,
        version: Option<u64>,
        once: &Once,
        edit: impl FnOnce(&CoachConfig) -> Result<CoachConfig, ServiceError> + Send,
    ) -> Result<Answer, ServiceError> {
        if let Some(answer) = self.answered(user, once).await? {
            return Ok(answer);
        }
        let key = Key::coach(user, coach).map_err(|_| ServiceError::NotFound)?;
        let item = self.store.get(&key).await?.ok_or(ServiceError::NotFound)?;
        if version.is_some_and(|version| version != item.version) {
            return Err(ServiceError::Stale(Some(Box::new(serde_json::to_value(public(item))?))));
        }
        let before: CoachConfig = item.entity()?;
        let after = edit(&before)?;
        let now = self.clock.now();
        let next = item.next(&after, now)?;
        let mut batch = Batch::new().put(next.clone(), Condition::Version(item.version));
        if after.is_primary
            && !before.is_primary
            && let Some(other) = self.primary(user).await?.filter(|other| other.key != item.key)
        {
            let mut demoted: CoachConfig = other.entity()?;
            demoted.is_primary = false;
            batch = batch.put(other.next(&demoted, now)?, Condition::Version(other.version));
        }
        let answer = Answer::changed(Some(next.version), serde_json::to_value(public(next))?);
        self.apply_once(user, once, batch, answer).await
    }

    /// Removes a coach.
    ///
    /// # Errors
    /// When the person has none with this id, or it has another version.
    pub async fn delete_coach(
        &self,
        user: &str,
        coach: &str,
        version: Option<u64>,
        once: &Once,
    ) -> Result<Answer, ServiceError> {
        if let Some(answer) = self.answered(user, once).await? {
            return Ok(answer);
        }
        let key = Key::coach(user, coach).map_err(|_| ServiceError::NotFound)?;
        let item = self.store.get(&key).await?.ok_or(ServiceError::NotFound)?;
        if version.is_some_and(|version| version != item.version) {
            return Err(ServiceError::Stale(Some(Box::new(serde_json::to_value(public(item))?))));
        }
        let batch = Batch::new().delete(key, Condition::Version(item.version));
        self.apply_once(user, once, batch, Answer::gone()).await
    }

    /// What a coach is told, block by block.
    ///
    /// # Errors
    /// When the person has none with this id.
    pub async fn prompts(
        &self,
        user: &str,
        coach: &str,
        locale: Locale,
        units: Option<Units>,
    ) -> Result<Prompts, ServiceError> {
        let config: CoachConfig = self.coach(user, coach).await?.entity()?;
        let rendered = coach::render(&self.engine, &config, &RenderContext { locale, units, limit: None });
        let rendered = rendered.map_err(|error| ServiceError::Internal(error.into()))?;
        Ok(Prompts { coach_id: coach.to_owned(), version: config.metadata.version, rendered })
    }

    /// The versions of a coach, newest first, each with what it changed.
    ///
    /// # Errors
    /// When the person has none with this id.
    pub async fn coach_versions(&self, user: &str, coach: &str) -> Result<Vec<Version>, ServiceError> {
        let config: CoachConfig = self.coach(user, coach).await?.entity()?;
        Ok(coach::versions(&self.engine, &config))
    }
}
