//! What a subscription includes: coaches, messages a day, exports a day.

use coachwright_core::model::{SubscriptionStatus, SubscriptionTier, UserProfile};
use coachwright_core::table::{Attributes, Batch, Condition, EntityKey, Item, Key, pattern};
use coachwright_core::{Date, Timestamp};
use serde::{Deserialize, Serialize};

use super::counts::Count;
use super::{Service, ServiceError};
use crate::settings::Tier;
use crate::store::StoreError;

const DAY: i64 = 86_400;

/// How often a count is tried when several requests count at once.
const TRIES: usize = 16;

/// Something that is counted by the day, in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    Messages,
    Exports,
}

/// What somebody used on one day.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[serde(default)]
struct Usage {
    messages: u32,
    exports: u32,
}

impl Service {
    /// What a person may use at this instant; with no bound anywhere nothing is read.
    async fn tier(&self, user: &str, bound: impl Fn(&Tier) -> u32) -> Result<u32, ServiceError> {
        let settings = &self.settings;
        if [&settings.free, &settings.premium, &settings.pro].into_iter().all(|tier| bound(tier) == 0) {
            return Ok(0);
        }
        let profile: UserProfile = self.profile(user).await?.entity()?;
        Ok(bound(match effective(&profile, self.clock.now()) {
            SubscriptionTier::Free => &settings.free,
            SubscriptionTier::Premium => &settings.premium,
            SubscriptionTier::Pro => &settings.pro,
        }))
    }

    /// Refuses one coach more than the subscription includes; coaches that were put away do not count.
    pub(super) async fn check_coaches(&self, user: &str) -> Result<(), ServiceError> {
        let most = self.tier(user, |tier| tier.coaches).await?;
        if most == 0 {
            return Ok(());
        }
        let active = self.store.query(&pattern::active_coaches(user)?.limit(most)).await?.items.len();
        if active < most as usize {
            return Ok(());
        }
        self.counts.add(Count::LimitsReached, 1);
        Err(ServiceError::LimitReached { what: "coaches", most, retry_after: None })
    }

    /// Counts something; refuses it when the day's are used up.
    pub(super) async fn count(&self, user: &str, counted: Counted) -> Result<(), ServiceError> {
        let most = self
            .tier(user, |tier| match counted {
                Counted::Messages => tier.messages_per_day,
                Counted::Exports => tier.exports_per_day,
            })
            .await?;
        if most == 0 {
            return Ok(());
        }
        let now = self.clock.now();
        let key = usage_key(user, now.date())?;
        for _ in 0..TRIES {
            let stored = self.store.get(&key).await?;
            let mut usage: Usage = stored.as_ref().map(|item| item.attributes.read()).transpose()?.unwrap_or_default();
            let (what, used) = match counted {
                Counted::Messages => ("messages a day", &mut usage.messages),
                Counted::Exports => ("exports a day", &mut usage.exports),
            };
            if *used >= most {
                self.counts.add(Count::LimitsReached, 1);
                let left = DAY - now.as_second().rem_euclid(DAY);
                return Err(ServiceError::LimitReached { what, most, retry_after: u32::try_from(left).ok() });
            }
            *used += 1;
            let fresh = Item::record(key.clone(), Attributes::of(&usage)?, now);
            let (version, condition) = match &stored {
                Some(item) => (item.version + 1, Condition::Version(item.version)),
                None => (1, Condition::Absent),
            };
            let item = Item { version, ..fresh }.expiring(Some(now.as_second() + 2 * DAY));
            match self.store.apply(Batch::new().put(item, condition)).await {
                Err(StoreError::Conflict { .. }) => {}
                outcome => return Ok(outcome?),
            }
        }
        Err(StoreError::Unavailable(anyhow::anyhow!("too many requests count at once")).into())
    }
}

fn usage_key(user: &str, day: Date) -> Result<Key, ServiceError> {
    Ok(EntityKey::Usage { user, day }.key()?)
}

/// What a subscription is worth now: one that was cancelled runs until its end, one that ended or rests is worth nothing.
fn effective(profile: &UserProfile, now: Timestamp) -> SubscriptionTier {
    let subscription = &profile.subscription;
    let ends: Option<Timestamp> = subscription.expires_at.as_deref().and_then(|at| at.parse().ok());
    let runs = match subscription.status {
        SubscriptionStatus::Active => ends.is_none_or(|ends| ends > now),
        SubscriptionStatus::Cancelled => ends.is_some_and(|ends| ends > now),
        SubscriptionStatus::Inactive => false,
    };
    if runs && profile.is_active { subscription.tier } else { SubscriptionTier::Free }
}

#[cfg(test)]
mod tests {
    use coachwright_core::model::Subscription;

    use super::*;

    #[test]
    fn a_subscription_counts_while_it_runs() {
        use SubscriptionStatus::{Active, Cancelled, Inactive};
        use SubscriptionTier::{Free, Pro};
        let now = "2025-06-20T10:00:00Z".parse().unwrap();
        let (past, future) = (Some("2025-06-20T09:59:59Z"), Some("2025-06-20T10:00:01Z"));
        for (status, ends, wanted) in [
            (Active, None, Pro),
            (Active, future, Pro),
            (Active, past, Free),
            (Cancelled, future, Pro),
            (Cancelled, past, Free),
            (Cancelled, None, Free),
            (Inactive, future, Free),
        ] {
            let subscription = Subscription { tier: Pro, status, expires_at: ends.map(str::to_owned) };
            let profile = UserProfile { subscription, ..super::super::profile::nobody("u") };
            assert_eq!(effective(&profile, now), wanted, "{status:?} {ends:?}");
            assert_eq!(effective(&UserProfile { is_active: false, ..profile }, now), Free);
        }
    }
}
