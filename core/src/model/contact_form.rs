//! Contact Form.

use serde::{Deserialize, Serialize};

use super::Entity;
use crate::table::{EntityKey, IndexKeys, Key, id, pattern};

/// What somebody wrote through the contact form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ContactForm {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The sender's address in lower case; it is in the key.
    pub email: String,
    /// What it is about.
    pub subject: String,
    /// The words.
    pub message: String,
    /// What kind of request it is: `support`, `feedback`, …
    pub contact_type: String,
}

impl Entity for ContactForm {
    const TYPE: &'static str = "contactForm";

    /// GSI-2: all contact forms, by time.
    fn index(&self, key: &Key) -> IndexKeys {
        let Ok(EntityKey::ContactForm { email, at }) = EntityKey::parse(key) else { return IndexKeys::default() };
        let Ok(at) = id::instant(at) else { return IndexKeys::default() };
        IndexKeys {
            gsi2pk: Some(pattern::CONTACT_FORM.to_owned()),
            gsi2sk: Some(format!("{at}#{email}")),
            ..IndexKeys::default()
        }
    }
}
