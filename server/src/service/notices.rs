//! What a person should know before it is too late: what will soon be gone.

use coachwright_core::Timestamp;
use coachwright_core::table::{EntityKey, pattern};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Service, ServiceError};

const DAY: i64 = 86_400;

/// Something that will soon be gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    /// What.
    pub kind: NoticeKind,
    /// Where it is.
    pub path: String,
    /// RFC 3339.
    pub expires_at: String,
}

/// What will soon be gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum NoticeKind {
    /// An interview without a coach yet; a message keeps it.
    SessionExpires,
    /// An export; it can be asked for again.
    ExportExpires,
}

impl Service {
    /// What of a person's will be gone within `sessions.warned_days`, the first to go first.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn notices(&self, user: &str) -> Result<Vec<Notice>, ServiceError> {
        let until = self.clock.now().as_second() + i64::from(self.settings.sessions.warned_days) * DAY;
        let mut items = self.store.query(&pattern::sessions_by_completion(user, false)?).await?.items;
        items.extend(self.store.query(&pattern::exports(user)?).await?.items);
        let mut notices: Vec<(i64, Notice)> = Vec::new();
        for item in items {
            let Some(ttl) = item.ttl.filter(|ttl| *ttl <= until) else { continue };
            let Some(at) = Timestamp::from_millisecond(ttl.saturating_mul(1_000)) else { continue };
            let (kind, path) = match EntityKey::parse(&item.key) {
                Ok(EntityKey::CoachCreatorSession { session, .. }) => {
                    (NoticeKind::SessionExpires, format!("/v1/coach-creator-sessions/{session}"))
                }
                Ok(EntityKey::Export { day, .. }) => (NoticeKind::ExportExpires, format!("/v1/me/exports/{day}")),
                _ => continue,
            };
            notices.push((ttl, Notice { kind, path, expires_at: at.to_string() }));
        }
        notices.sort_by_key(|(ttl, _)| *ttl);
        Ok(notices.into_iter().map(|(_, notice)| notice).collect())
    }
}
