//! API token: one of the records that are ours beside the schema document's.

use serde::{Deserialize, Serialize};

use super::Entity;
use crate::table::{IndexKeys, Key};

/// A token for programs. Its secret is stored nowhere; the hash of the secret is its key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ApiToken {
    /// The token's id: what is listed and revoked. Ids made later sort later.
    pub token_id: String,
    /// Whose it is.
    pub user_id: String,
    /// What its owner calls it.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<TokenScope>,
    /// RFC 3339; none when it does not end.
    pub expires_at: Option<String>,
}

/// What a token may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum TokenScope {
    /// Read its owner's data.
    Read,
    /// Change its owner's data.
    Write,
    /// See everybody's data: the role `admin`.
    Admin,
}

impl Entity for ApiToken {
    const TYPE: &'static str = "apiToken";

    /// GSI-1: the tokens of a person, by the order of their ids.
    fn index(&self, _: &Key) -> IndexKeys {
        IndexKeys {
            gsi1pk: Some(format!("user#{}", self.user_id)),
            gsi1sk: Some(format!("apiToken#{}", self.token_id)),
            ..IndexKeys::default()
        }
    }
}
