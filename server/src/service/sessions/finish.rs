//! The end of an interview: the coach, the document, and no events any more, in one transaction.

use coachwright_core::coach::{self, Generated, Ids, Patch, TechnicalConfigPatch};
use coachwright_core::interview::{self, InterviewError};
use coachwright_core::model::{CoachConfig, CoachCreatorSession, CreationType};
use coachwright_core::table::{Batch, Condition, Item, Key, path};
use schemars::JsonSchema;
use serde::Serialize;

use super::live::{Live, Open, events_of};
use crate::service::item::{Stored, public};
use crate::service::once::{Answer, Once};
use crate::service::{Service, ServiceError};
use crate::store::Snapshots;

/// What an interview ended with.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Finished<'f> {
    /// The coach's item.
    #[schemars(with = "Stored<CoachConfig>")]
    pub coach: &'f Item,
    /// The session's item.
    #[schemars(with = "Stored<CoachCreatorSession>")]
    pub session: &'f Item,
    /// What the person is told.
    pub turn: &'f interview::Reply,
    /// Why the coach came out so.
    pub reasons: &'f [coach::Reason],
    /// What nobody stated.
    pub assumed: &'f [String],
}

impl Service {
    /// Makes the coach.
    ///
    /// # Errors
    /// When the interview is complete, has not reached its recap, is not the caller's, or has another version.
    pub async fn complete_session(
        &self,
        user: &str,
        session: &str,
        version: Option<u64>,
        once: &Once,
    ) -> Result<Answer, ServiceError> {
        if let Some(answer) = self.answered(user, once).await? {
            return Ok(answer);
        }
        let entry = self.sessions.entry(&Self::cache_key(user, session));
        let mut entry = entry.lock().await;
        let turns = self.turns(user, session).await?;
        if let Some(Live::Open(open)) = &*entry
            && open.version() != turns.len() as u64
        {
            *entry = None;
        }
        let open = self.opened(&mut entry, user, session).await?;
        let current = self.record(open, open.stored.ttl)?;
        if version.is_some_and(|version| version != open.version()) {
            return Err(ServiceError::Stale(Some(Box::new(serde_json::to_value(current)?))));
        }
        let now = self.clock.now();
        let context = open.context(now);
        let generated = coach::generate(&self.engine, &open.state.profile(), self.coach_ids(user, open), now);
        let outcome = match interview::complete(&self.engine, &open.state, generated.summary(), &context) {
            Ok(outcome) => outcome,
            Err(InterviewError::NotReady) => {
                return Err(ServiceError::SessionNotReady(Box::new(serde_json::to_value(current)?)));
            }
            Err(error) => return Err(ServiceError::Internal(error.into())),
        };

        let Some(Live::Open(mut open)) = entry.take() else { return Err(ServiceError::NotFound) };
        let reply = outcome.reply.clone();
        open.advance(outcome);
        let mut events = events_of(&turns)?;
        events.push(open.last.clone());
        let document = serde_json::to_vec(&open.state.document(&self.engine, &events))?;

        // Where turns expire by themselves, the last one keeps other processes from going on.
        let logged = self.store.snapshots() != Snapshots::Always;
        let batch = if logged { self.put_event(Batch::new(), &open.state, &open.last)? } else { Batch::new() };
        let (batch, made) = self.put_coach(batch, &open, &generated, &context).await?;
        let record = self.record(&open, Self::ttl(now, self.settings.sessions.complete_days))?;
        let answer = Finished {
            coach: &public(made.clone()),
            session: &record,
            turn: &reply,
            reasons: &generated.reasons,
            assumed: &generated.assumed,
        };
        let answer = Answer::created(Some(made.version), serde_json::to_value(answer)?)
            .at(format!("/v1/coaches/{}", generated.ids.coach_id));
        let batch = self.put_record(batch, &open, record).put_document(path::session(user, session)?, document);
        let turns = if logged { Vec::new() } else { turns.into_iter().map(|turn| turn.key).collect() };
        self.apply_with_turns(user, once, batch, turns, answer).await
    }

    /// The ids of the coach that an interview ends with: those of the coach it changes, else new ones.
    fn coach_ids(&self, user: &str, open: &Open) -> Ids {
        let base = open
            .state
            .base
            .as_ref()
            .filter(|base| open.state.creation_type == CreationType::Modification && !base.coach_id.is_empty());
        let coach_id = base.map_or_else(|| self.new_coach_id(), |base| base.coach_id.clone());
        Ids { coach_id, user_id: user.to_owned() }
    }

    /// The id of a new coach.
    pub(crate) fn new_coach_id(&self) -> String {
        format!("coach_{}", self.ids.next())
    }

    /// Puts the coach into a batch: a new one, a changed one, or one that takes the place of another.
    async fn put_coach(
        &self,
        batch: Batch,
        open: &Open,
        generated: &Generated,
        context: &coachwright_core::Context,
    ) -> Result<(Batch, Item), ServiceError> {
        let user = &generated.ids.user_id;
        let key = Key::coach(user, &generated.ids.coach_id)?;
        let before = match open.state.base.as_ref().filter(|base| !base.coach_id.is_empty()) {
            Some(base) => self.store.get(&Key::coach(user, &base.coach_id)?).await?,
            None => None,
        };
        let now = context.now;
        let mut config = generated.config.clone();
        match (open.state.creation_type, before) {
            (CreationType::Modification, Some(before)) => {
                let coach: CoachConfig = before.entity()?;
                let patch = TechnicalConfigPatch::between(&coach.technical_config, &config.technical_config);
                let changed = coach::adapt(&self.engine, &coach, &Patch::from(patch), "interview", context)?;
                let item = before.next(&changed, now)?;
                Ok((batch.put(item.clone(), Condition::Version(before.version)), item))
            }
            (CreationType::Recreation, Some(before)) => {
                let mut retired: CoachConfig = before.entity()?;
                config.is_primary = retired.is_primary;
                (retired.is_primary, retired.is_active) = (false, false);
                let batch = batch.put(before.next(&retired, now)?, Condition::Version(before.version));
                let item = Item::new(key, &config, now)?;
                Ok((batch.put(item.clone(), Condition::Absent), item))
            }
            _ => {
                self.check_coaches(user).await?;
                config.is_primary = self.primary(user).await?.is_none();
                let item = Item::new(key, &config, now)?;
                Ok((batch.put(item.clone(), Condition::Absent), item))
            }
        }
    }
}
