//! What anybody may write to the operator.

use coachwright_core::model::ContactForm;
use coachwright_core::table::{Batch, Condition, Item, Key, id, pattern};
use schemars::JsonSchema;
use serde::Serialize;

use super::counts::Count;
use super::error::FieldError;
use super::once::{Answer, Once};
use super::setting::check_text;
use super::{Service, ServiceError};
use crate::store::StoreError;

const HOUR: i64 = 3_600;

/// Hours in which the same words of the same address are taken for one form.
const SAME: i64 = 24 * HOUR;

/// How often another instant is tried when an address sends several forms in one millisecond.
const TRIES: i64 = 16;

/// That a form has arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Received {
    /// RFC 3339; of the first one where it came before.
    pub received_at: String,
    /// Whether the same words came from the same address before; they are kept once.
    pub is_duplicate: bool,
}

impl Service {
    /// Keeps a form.
    ///
    /// # Errors
    /// When a field cannot be used, or too many forms come from one address or from everybody.
    pub async fn contact(&self, form: ContactForm, once: &Once) -> Result<Answer, ServiceError> {
        let form = checked(form)?;
        // Who writes has no account; their address stands for them.
        let sender = format!("contact:{}", super::once::digest(&[form.email.as_bytes()]));
        if let Some(answer) = self.answered(&sender, once).await? {
            return Ok(answer);
        }
        let now = self.clock.now();
        let bound = self.settings.limits.contact_forms_per_hour;
        let recent = self.store.query(&pattern::contact_forms_of(&form.email)?.limit(bound.max(1))).await?.items;
        let age = |item: &Item| {
            let at: Option<coachwright_core::Timestamp> = item.created_at.parse().ok();
            at.map_or(i64::MAX, |at| now.since(at) / 1_000)
        };
        for item in recent.iter().filter(|item| age(item) < SAME) {
            if item.entity::<ContactForm>()? == form {
                let received = Received { received_at: item.created_at.clone(), is_duplicate: true };
                return Ok(Answer::changed(None, serde_json::to_value(received)?));
            }
        }
        let within_hour: Vec<i64> = recent.iter().map(age).filter(|age| *age < HOUR).collect();
        if bound > 0 && within_hour.len() >= bound as usize {
            let oldest = within_hour.into_iter().max().unwrap_or_default();
            return Err(ServiceError::TooMany { retry_after: u32::try_from(HOUR - oldest).unwrap_or(1) });
        }
        self.contact_rate.take(self.settings.limits.contact_forms_per_minute, now)?;
        let received = Received { received_at: now.to_string(), is_duplicate: false };
        let answer = Answer::created(None, serde_json::to_value(received)?);
        let days = self.settings.retention.contact_forms_days;
        for later in 0..TRIES {
            let at = now.add_milliseconds(later).unwrap_or(now);
            let item = Item::new(Key::contact_form(&form.email, at)?, &form, now)?;
            let item = item.expiring((days > 0).then(|| now.as_second() + i64::from(days) * 24 * HOUR));
            let batch = Batch::new().put(item, Condition::Absent);
            match self.apply_once(&sender, once, batch, answer.clone()).await {
                Err(ServiceError::Conflict(_)) => {}
                answered => {
                    self.counts.add(Count::ContactForms, usize::from(answered.is_ok()));
                    return answered;
                }
            }
        }
        Err(StoreError::Unavailable(anyhow::anyhow!("too many forms at once")).into())
    }
}

/// The form as it is kept: its address in lower case, its texts without blanks around them.
fn checked(form: ContactForm) -> Result<ContactForm, ServiceError> {
    let clean = |text: String| text.trim().to_owned();
    let form = ContactForm {
        first_name: clean(form.first_name),
        last_name: clean(form.last_name),
        email: form.email.trim().to_lowercase(),
        subject: clean(form.subject),
        message: clean(form.message),
        contact_type: clean(form.contact_type),
    };
    let mut errors = Vec::new();
    let texts = [
        ("/firstName", &form.first_name, 100),
        ("/lastName", &form.last_name, 100),
        ("/subject", &form.subject, 200),
        ("/message", &form.message, 5_000),
        ("/contactType", &form.contact_type, 50),
    ];
    for (pointer, text, most) in texts {
        if check_text(pointer, text, most).is_err() {
            let detail = format!("write 1 to {most} characters");
            errors.push(FieldError { pointer: pointer.to_owned(), detail });
        }
    }
    if id::email(&form.email).is_err() {
        let detail = "name a mail address such as `kim@example.org`".to_owned();
        errors.push(FieldError { pointer: "/email".to_owned(), detail });
    }
    if errors.is_empty() { Ok(form) } else { Err(ServiceError::Fields(errors)) }
}
