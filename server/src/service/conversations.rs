//! Records of conversations: begun, listed, put away, removed. The talking stands on these.

use coachwright_core::model::{
    CoachConfig, ConversationHistory, ConversationSummary, ConversationType, Sentiment, UserPreferences,
};
use coachwright_core::table::{Batch, Condition, Filter, Item, Key, id, path, pattern};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use super::counts::Count;
use super::item::{Stored, public};
use super::once::{Answer, Once};
use super::paging::{Listed, Paging};
use super::{Service, ServiceError};

/// Which conversations to list.
#[derive(Debug, Clone, Copy, Default)]
pub struct ConversationFilter {
    /// Those that somebody should come back to, or not.
    pub needs_follow_up: Option<bool>,
    /// Those that were put away, or not.
    pub archived: Option<bool>,
}

/// What to change of a conversation; absent fields stay.
#[derive(Debug, Clone, Copy, Default)]
pub struct ConversationChange {
    /// Whether it is put away.
    pub is_archived: Option<bool>,
    /// Whether somebody should come back to it.
    pub needs_follow_up: Option<bool>,
}

/// One conversation.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ConversationDetail {
    /// Its item.
    #[schemars(with = "Stored<ConversationHistory>")]
    pub conversation: Item,
    /// Its turns, oldest first.
    pub turns: Vec<Value>,
}

impl Service {
    /// Begins a conversation with a coach, without one named with the preferred one, else with the main one.
    ///
    /// # Errors
    /// When there is no such coach, or it rests.
    pub async fn begin_conversation(
        &self,
        user: &str,
        coach: Option<&str>,
        once: &Once,
    ) -> Result<Answer, ServiceError> {
        if let Some(answer) = self.answered(user, once).await? {
            return Ok(answer);
        }
        let coach = match coach {
            Some(coach) => Some(coach.to_owned()),
            None => self.preferred_coach(user).await?,
        };
        let coach = coach.ok_or_else(|| ServiceError::field("/coachId", "make a coach first, or name one"))?;
        let config = self.coach(user, &coach).await.and_then(|item| Ok(item.entity::<CoachConfig>()?));
        let config =
            config.map_err(|_| ServiceError::field("/coachId", "there is no such coach: list your coaches"))?;
        if !config.is_active {
            return Err(ServiceError::field("/coachId", "this coach rests: make it active, or name another one"));
        }
        let now = self.clock.now();
        let conversation = id::conversation_id(now, &self.ids.next())?;
        let entity = ConversationHistory {
            conversation_id: conversation.clone(),
            coach_id: coach,
            s3_bucket: self.settings.store.bucket.clone(),
            s3_key: path::conversation(user, &conversation)?,
            message_count: 0,
            last_message: String::new(),
            sentiment: Sentiment::default(),
            duration: 0,
            topics: Vec::new(),
            conversation_type: ConversationType::default(),
            is_archived: false,
            needs_follow_up: false,
        };
        let item = Item::new(Key::conversation(user, &conversation)?, &entity, now)?;
        let body = json!({ "conversation": public(item.clone()) });
        let answer = Answer::created(Some(item.version), body).at(format!("/v1/conversations/{conversation}"));
        let answer = self.apply_once(user, once, Batch::new().put(item, Condition::Absent), answer).await?;
        self.counts.add(Count::Conversations, 1);
        Ok(answer)
    }

    async fn preferred_coach(&self, user: &str) -> Result<Option<String>, ServiceError> {
        let preferences: UserPreferences = self.preferences(user).await?.entity()?;
        if let Some(coach) = preferences.ui_preferences.default_coach
            && self.coach(user, &coach).await.is_ok()
        {
            return Ok(Some(coach));
        }
        Ok(self.primary(user).await?.and_then(|item| super::workouts::id_of(&item)))
    }

    /// A person's conversations, newest first.
    ///
    /// # Errors
    /// When the page cannot be asked for so.
    pub async fn list_conversations(
        &self,
        user: &str,
        filter: ConversationFilter,
        paging: &Paging,
    ) -> Result<Listed<Item>, ServiceError> {
        let mut query = pattern::conversations(user)?;
        let flags = [("needsFollowUp", filter.needs_follow_up), ("isArchived", filter.archived)];
        for (name, value) in flags.into_iter().filter_map(|(name, value)| Some((name, value?))) {
            query = query.filter(Filter::Equals(format!("attributes.{name}"), value.into()));
        }
        self.page(query, paging).await
    }

    /// One conversation with its turns.
    ///
    /// # Errors
    /// When the person has none with this id.
    pub async fn conversation(&self, user: &str, conversation: &str) -> Result<ConversationDetail, ServiceError> {
        let item = self.conversation_item(user, conversation, None).await?;
        let turns = self.store.query(&pattern::conversation_turns(user, conversation, 0)?).await?.items;
        let turns = turns.iter().map(|turn| (*turn.attributes).clone()).collect();
        Ok(ConversationDetail { conversation: public(item), turns })
    }

    /// Puts a conversation away or takes it out, and says whether somebody should come back to it. One that is put away gets
    /// its documents: the whole of it, and beside it what is known about it.
    ///
    /// # Errors
    /// When the person has none with this id, or it has another version.
    pub async fn change_conversation(
        &self,
        user: &str,
        conversation: &str,
        change: ConversationChange,
        version: Option<u64>,
        once: &Once,
    ) -> Result<Answer, ServiceError> {
        if let Some(answer) = self.answered(user, once).await? {
            return Ok(answer);
        }
        let item = self.conversation_item(user, conversation, version).await?;
        let mut entity: ConversationHistory = item.entity()?;
        entity.is_archived = change.is_archived.unwrap_or(entity.is_archived);
        entity.needs_follow_up = change.needs_follow_up.unwrap_or(entity.needs_follow_up);
        let now = self.clock.now();
        let next = item.next(&entity, now)?;
        let mut batch = Batch::new().put(next.clone(), Condition::Version(item.version));
        if entity.is_archived {
            let turns = self.store.query(&pattern::conversation_turns(user, conversation, 0)?).await?.items;
            let turns: Vec<&Value> = turns.iter().map(|turn| &*turn.attributes).collect();
            let whole = json!({
                "conversationId": conversation, "userId": user, "coachId": entity.coach_id,
                "startedAt": item.created_at, "turns": turns,
            });
            let metadata = json!({
                "conversationId": conversation, "userId": user, "coachId": entity.coach_id,
                "startedAt": item.created_at, "archivedAt": now.to_string(), "messageCount": entity.message_count,
                "duration": entity.duration, "sentiment": entity.sentiment, "topics": entity.topics,
                "conversationType": entity.conversation_type,
            });
            batch = batch
                .put_document(entity.s3_key.clone(), serde_json::to_vec(&whole)?)
                .put_document(path::conversation_metadata(user, conversation)?, serde_json::to_vec(&metadata)?);
        }
        let answer = Answer::changed(Some(next.version), serde_json::to_value(public(next))?);
        self.apply_once(user, once, batch, answer).await
    }

    /// Removes a conversation: item, turns, summary, documents.
    ///
    /// # Errors
    /// When the person has none with this id, or it has another version.
    pub async fn delete_conversation(
        &self,
        user: &str,
        conversation: &str,
        version: Option<u64>,
        once: &Once,
    ) -> Result<Answer, ServiceError> {
        if let Some(answer) = self.answered(user, once).await? {
            return Ok(answer);
        }
        let item = self.conversation_item(user, conversation, version).await?;
        let entity: ConversationHistory = item.entity()?;
        let turns = self.store.query(&pattern::conversation_turns(user, conversation, 0)?).await?.items;
        let turns: Vec<Key> = turns.into_iter().map(|turn| turn.key).collect();
        let batch = Batch::new()
            .delete(item.key, Condition::Version(item.version))
            .delete(Key::conversation_summary(user, conversation)?, Condition::None)
            .delete_document(entity.s3_key)
            .delete_document(path::conversation_metadata(user, conversation)?);
        // The item goes first: what is left of turns after a crash belongs to nothing and expires.
        self.apply_with_turns(user, once, batch, turns, Answer::gone()).await
    }

    /// The summary of a conversation.
    ///
    /// # Errors
    /// When the person has no such conversation, or it has no summary yet.
    pub async fn conversation_summary(&self, user: &str, conversation: &str) -> Result<Item, ServiceError> {
        let key = Key::conversation_summary(user, conversation).map_err(|_| ServiceError::NotFound)?;
        let item = public(self.store.get(&key).await?.ok_or(ServiceError::NotFound)?);
        item.entity::<ConversationSummary>()?;
        Ok(item)
    }

    async fn conversation_item(
        &self,
        user: &str,
        conversation: &str,
        version: Option<u64>,
    ) -> Result<Item, ServiceError> {
        let key = Key::conversation(user, conversation).map_err(|_| ServiceError::NotFound)?;
        let item = self.store.get(&key).await?.ok_or(ServiceError::NotFound)?;
        if version.is_some_and(|version| version != item.version) {
            return Err(ServiceError::Stale(Some(Box::new(serde_json::to_value(public(item))?))));
        }
        Ok(item)
    }
}
