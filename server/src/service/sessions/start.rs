//! Beginning an interview.

use coachwright_core::coach;
use coachwright_core::interview::{self, Base, Reply, Start};
use coachwright_core::model::{CoachConfig, CoachCreatorSession, CreationType};
use coachwright_core::table::{Batch, Item, Key, id};
use schemars::JsonSchema;
use serde::Serialize;

use super::live::{Kept, Open};
use crate::service::item::Stored;
use crate::service::once::{Answer, Once};
use crate::service::{Service, ServiceError, Setting};
use crate::store::StoreError;

/// How often another id is tried when a person begins several interviews in one millisecond.
const TRIES: i64 = 16;

/// An interview that has begun.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Begun<'b> {
    /// The session's item.
    #[schemars(with = "Stored<CoachCreatorSession>")]
    pub session: &'b Item,
    /// What the person is told.
    pub turn: &'b Reply,
    /// Its text.
    pub reply: &'b str,
}

/// What an interview begins with.
#[derive(Debug, Clone, Copy, Default)]
pub struct NewSession<'s> {
    /// Why it is held; `modification` where only a coach is named.
    pub creation_type: Option<CreationType>,
    /// The coach to change or to make anew.
    pub coach_id: Option<&'s str>,
    /// The instant coach to begin from.
    pub template: Option<&'s str>,
    /// The person's language, place and units.
    pub setting: Setting<'s>,
}

impl Service {
    /// Begins an interview.
    ///
    /// # Errors
    /// When the coach or the template does not exist, or the setting cannot be used.
    pub async fn start_session(&self, user: &str, new: NewSession<'_>, once: &Once) -> Result<Answer, ServiceError> {
        if let Some(answer) = self.answered(user, once).await? {
            return Ok(answer);
        }
        let now = self.clock.now();
        let context = new.setting.context(now)?;
        let (creation_type, base) = self.base(user, new, context.locale).await?;
        for later in 0..TRIES {
            let named = now.add_milliseconds(later).unwrap_or(now);
            let session_id = id::session_id(user, named)?;
            let start = Start {
                session_id,
                user_id: user.to_owned(),
                creation_type,
                base: base.clone(),
                time_zone: new.setting.time_zone.map(str::to_owned),
            };
            let outcome = interview::start(&self.engine, start, &context);
            let reply = outcome.reply.clone();
            let open = Open { state: outcome.state, last: outcome.event, keys: Vec::new(), stored: Kept::default() };
            let item = self.record(&open, Self::ttl(now, self.settings.sessions.incomplete_days))?;
            let begun = Begun { session: &item, turn: &reply, reply: &reply.reply };
            let answer = Answer::created(Some(item.version), serde_json::to_value(begun)?)
                .at(format!("/v1/coach-creator-sessions/{}", open.state.session_id));
            let batch = self.put_event(Batch::new(), &open.state, &open.last)?;
            match self.apply_once(user, once, self.put_record(batch, &open, item), answer).await {
                Err(ServiceError::Conflict(_)) => {}
                answered => return answered,
            }
        }
        Err(StoreError::Unavailable(anyhow::anyhow!("too many interviews begun at once")).into())
    }

    /// What the interview starts from, and why it is held.
    async fn base(
        &self,
        user: &str,
        new: NewSession<'_>,
        locale: coachwright_core::Locale,
    ) -> Result<(CreationType, Option<Base>), ServiceError> {
        match (new.coach_id, new.template, new.creation_type) {
            (Some(_), Some(_), _) => Err(ServiceError::field("/template", "name a coach or a template, not both")),
            (_, _, Some(CreationType::Initial)) if new.coach_id.is_some() => {
                Err(ServiceError::field("/creationType", "say modification or recreation with a coach"))
            }
            (None, None, None | Some(CreationType::Initial)) => Ok((CreationType::Initial, None)),
            (None, None, Some(_)) => Err(ServiceError::field("/coachId", "name the coach to change or to make anew")),
            (Some(coach), None, creation) => {
                let key = Key::coach(user, coach).map_err(|_| missing("/coachId", "coach"))?;
                let item = self.store.get(&key).await?.ok_or_else(|| missing("/coachId", "coach"))?;
                let config: CoachConfig = item.entity()?;
                let persona = Some(config.persona(&self.engine));
                let base = Base { coach_id: coach.to_owned(), config: config.technical_config, persona };
                Ok((creation.unwrap_or(CreationType::Modification), Some(base)))
            }
            (None, Some(template), _) => {
                let known = coach::templates(&self.engine, locale);
                let found = known.into_iter().find(|known| known.id == template);
                let found = found.ok_or_else(|| missing("/template", "template"))?;
                let persona = Some(found.persona.into());
                let base = Base { coach_id: String::new(), config: found.technical_config, persona };
                Ok((CreationType::Modification, Some(base)))
            }
        }
    }
}

fn missing(pointer: &str, what: &str) -> ServiceError {
    ServiceError::field(pointer, format!("there is no such {what}: list what there is"))
}
