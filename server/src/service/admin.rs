//! What administrators see and do, over all people.

use coachwright_core::model::schema::schemas;
use coachwright_core::model::{Subscription, UserProfile};
use coachwright_core::table::{Batch, Condition, Item, id, path, pattern};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::item::public;
use super::once::{Answer, Once};
use super::paging::{Listed, Paging};
use super::{Service, ServiceError};

/// What is known over many people; null until it was computed.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlatformPatterns {
    /// Patterns of training.
    #[schemars(with = "Option<coachwright_core::insight::Patterns>")]
    pub user_pattern_analysis: Value,
    /// Adaptations that were kept.
    #[schemars(with = "Option<super::performance::SuccessfulAdaptations>")]
    pub successful_adaptations: Value,
}

impl Service {
    /// All items of one type, over all people (GSI-3).
    ///
    /// # Errors
    /// When there is no such type, or the page cannot be asked for so.
    pub async fn list_entities(&self, entity_type: &str, paging: &Paging) -> Result<Listed<Item>, ServiceError> {
        // Keys of tokens are hashes of secrets: they are nobody's to see.
        if entity_type == "apiToken" || !schemas().iter().any(|(known, _)| *known == entity_type) {
            return Err(ServiceError::NotFound);
        }
        self.page(pattern::entities(entity_type), paging).await
    }

    /// What needs a follow-up, over all people, newest first (GSI-2).
    ///
    /// # Errors
    /// When the page cannot be asked for so.
    pub async fn list_follow_ups(&self, paging: &Paging) -> Result<Listed<Item>, ServiceError> {
        self.page(pattern::follow_ups(), paging).await
    }

    /// Contact forms of everybody (GSI-2) or of one address, newest first.
    ///
    /// # Errors
    /// When the address is none, or the page cannot be asked for so.
    pub async fn list_contact_forms(&self, email: Option<&str>, paging: &Paging) -> Result<Listed<Item>, ServiceError> {
        let query = match email {
            None => pattern::contact_forms(),
            Some(email) => pattern::contact_forms_of(&email.trim().to_lowercase())
                .map_err(|error| ServiceError::parameter("email", error.to_string()))?,
        };
        self.page(query, paging).await
    }

    /// The performance of a coach, newest period first.
    ///
    /// # Errors
    /// When the page cannot be asked for so.
    pub async fn list_performance(&self, coach: &str, paging: &Paging) -> Result<Listed<Item>, ServiceError> {
        let query = pattern::coach_performance(coach).map_err(|_| ServiceError::NotFound)?;
        self.page(query, paging).await
    }

    /// The patterns over many people.
    ///
    /// # Errors
    /// When the store cannot answer, or a document is damaged.
    pub async fn platform_patterns(&self) -> Result<PlatformPatterns, ServiceError> {
        Ok(PlatformPatterns {
            user_pattern_analysis: self.platform_document(path::USER_PATTERN_ANALYSIS).await?,
            successful_adaptations: self.platform_document(path::SUCCESSFUL_ADAPTATIONS).await?,
        })
    }

    async fn platform_document(&self, path: &str) -> Result<Value, ServiceError> {
        let body = self.store.read(path).await?;
        Ok(body.map(|body| serde_json::from_slice(&body)).transpose()?.unwrap_or_default())
    }

    /// Sets what somebody subscribed to, and whether their account is in use.
    ///
    /// # Errors
    /// When the person's id or the end cannot be used, or the profile has another version.
    pub async fn change_account(
        &self,
        admin: &str,
        user: &str,
        subscription: Option<Subscription>,
        is_active: Option<bool>,
        version: Option<u64>,
        once: &Once,
    ) -> Result<Answer, ServiceError> {
        if let Some(answer) = self.answered(admin, once).await? {
            return Ok(answer);
        }
        id::id("user id", user).map_err(|_| ServiceError::NotFound)?;
        let ends = subscription.as_ref().and_then(|subscription| subscription.expires_at.as_deref());
        if ends.is_some_and(|ends| ends.parse::<coachwright_core::Timestamp>().is_err()) {
            return Err(ServiceError::field(
                "/subscription/expiresAt",
                "name an instant such as `2025-12-31T23:59:59Z`",
            ));
        }
        let item = self.profile(user).await?;
        if version.is_some_and(|version| version != item.version) {
            return Err(ServiceError::Stale(Some(Box::new(serde_json::to_value(item)?))));
        }
        let mut profile: UserProfile = item.entity()?;
        profile.subscription = subscription.unwrap_or(profile.subscription);
        profile.is_active = is_active.unwrap_or(profile.is_active);
        let next = item.next(&profile, self.clock.now())?;
        let condition = if item.version == 0 { Condition::Absent } else { Condition::Version(item.version) };
        let answer = Answer::changed(Some(next.version), serde_json::to_value(public(next.clone()))?);
        self.apply_once(admin, once, Batch::new().put(next, condition), answer).await
    }
}
