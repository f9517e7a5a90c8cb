//! What the server does by itself, beside answering.

use std::fmt::Display;
use std::time::Duration;

use coachwright_core::Timestamp;
use coachwright_core::model::CoachCreatorSession;
use coachwright_core::table::{EntityKey, Filter, pattern};

use crate::service::sessions::Call;
use crate::service::{Service, ServiceError};

/// How often the chores are done.
const EVERY: Duration = Duration::from_secs(60);

/// How many of these rounds pass between two looks at all interviews.
const ROUNDS: u32 = 60;

/// Interviews looked at in one go.
const PAGE: u32 = 100;

/// Does the chores until it is dropped; what fails is logged and tried again the next time.
pub async fn run(service: &Service) {
    note("documents of methodologies written", service.seed_methodologies().await);
    let mut measured = None;
    for round in (0..ROUNDS).cycle() {
        note("documents that had waited are where they belong", service.store.deliver().await);
        if round == 0 {
            note("interviews that were quiet for long are marked as abandoned", service.close_quiet_sessions().await);
            let today = service.clock.now().date();
            if measured != Some(today) {
                measured = Some(today);
                note("performance records of coaches written", service.measure_coaches().await);
                note("people whose patterns were drawn", service.draw_patterns().await);
            }
        }
        tokio::time::sleep(EVERY).await;
    }
}

fn note(what: &str, outcome: Result<usize, impl Display>) {
    match outcome {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, "{what}"),
        Err(error) => tracing::warn!(%error, "a chore failed: {what}"),
    }
}

impl Service {
    /// Marks unfinished interviews as abandoned that have been quiet for `sessions.abandoned_days`; a later message takes
    /// them up again. Gives their number.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn close_quiet_sessions(&self) -> Result<usize, ServiceError> {
        let days = self.settings.sessions.abandoned_days;
        if days == 0 {
            return Ok(0);
        }
        let Some(since) = self.clock.now().add_milliseconds(-i64::from(days) * 86_400_000) else { return Ok(0) };
        let going_on = Filter::Null("attributes.abandonedAt".to_owned());
        let mut query = pattern::open_sessions(since)?.filter(going_on).limit(PAGE);
        let mut closed = 0;
        loop {
            let page = self.store.query(&query).await?;
            for item in &page.items {
                let Ok(EntityKey::CoachCreatorSession { user, session }) = EntityKey::parse(&item.key) else {
                    continue;
                };
                if self.close(user, session, since).await? {
                    closed += 1;
                }
            }
            let Some(next) = page.next else { return Ok(closed) };
            query = query.after(Some(next));
        }
    }

    /// Closes an interview without activity since this instant, unless its person comes back at this moment.
    async fn close(&self, user: &str, session: &str, since: Timestamp) -> Result<bool, ServiceError> {
        let current = match self.session(user, session, None).await {
            Ok(detail) => detail.session,
            Err(ServiceError::NotFound) => return Ok(false),
            Err(error) => return Err(error),
        };
        let version = current.version;
        let record: CoachCreatorSession = current.entity()?;
        let quiet = record.last_activity.parse::<Timestamp>().is_ok_and(|last| last < since);
        if record.is_complete || record.abandoned_at.is_some() || !quiet {
            return Ok(false);
        }
        match self.call(user, session, Call::Abandon, None, Some(version), |_| ()).await {
            Ok(_) => Ok(true),
            Err(ServiceError::Stale(_) | ServiceError::Conflict(_) | ServiceError::NotFound) => Ok(false),
            Err(error) => Err(error),
        }
    }
}
