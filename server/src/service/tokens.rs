//! API tokens: random, shown once, stored as a hash, bounded by scopes, gone when they end or are revoked.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use coachwright_core::Timestamp;
use coachwright_core::model::{ApiToken, TokenScope};
use coachwright_core::table::{Batch, Condition, Item, Key, pattern};
use schemars::JsonSchema;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::setting::check_text;
use super::{Service, ServiceError};
use crate::identity::Caller;

/// What a secret begins with, so that people and scanners recognise it.
pub const PREFIX: &str = "cw_";

/// Characters of a token's name.
const LONGEST: usize = 100;

/// Days that a token may live.
const OLDEST: u32 = 3_660;

/// A token without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TokenInfo {
    /// Its id.
    pub token_id: String,
    /// Whose it is.
    pub user_id: String,
    /// What its owner calls it.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<TokenScope>,
    /// RFC 3339.
    pub created_at: String,
    /// RFC 3339; none when it does not end.
    pub expires_at: Option<String>,
}

/// A token that was just made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewToken {
    /// What to send as `Authorization: Bearer`; it is shown this once.
    pub secret: String,
    /// The token.
    #[serde(flatten)]
    pub token: TokenInfo,
}

impl Service {
    /// Makes a token; without scopes it may read alone.
    ///
    /// # Errors
    /// When the name or the days cannot be used.
    pub async fn create_token(
        &self,
        user: &str,
        name: &str,
        mut scopes: Vec<TokenScope>,
        days: Option<u32>,
    ) -> Result<NewToken, ServiceError> {
        check_text("/name", name, LONGEST)?;
        if days.is_some_and(|days| !(1..=OLDEST).contains(&days)) {
            return Err(ServiceError::field("/days", format!("name 1 to {OLDEST} days")));
        }
        if !scopes.contains(&TokenScope::Read) {
            scopes.insert(0, TokenScope::Read);
        }
        scopes.sort_unstable();
        scopes.dedup();
        let mut random = [0; 32];
        getrandom::fill(&mut random).map_err(|error| ServiceError::Internal(error.into()))?;
        let secret = format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(random));
        let now = self.clock.now();
        let ends = days.and_then(|days| now.add_milliseconds(i64::from(days) * 86_400_000));
        let token = ApiToken {
            token_id: self.ids.next(),
            user_id: user.to_owned(),
            name: name.trim().to_owned(),
            scopes,
            expires_at: ends.map(|ends| ends.to_string()),
        };
        let item = Item::new(Key::api_token(&hash(&secret))?, &token, now)?;
        let item = item.expiring(ends.map(Timestamp::as_second));
        let token = info(&item)?;
        self.store.apply(Batch::new().put(item, Condition::Absent)).await?;
        Ok(NewToken { secret, token })
    }

    /// A person's tokens, newest first.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn list_tokens(&self, user: &str) -> Result<Vec<TokenInfo>, ServiceError> {
        self.store.query(&pattern::api_tokens_of(user)?).await?.items.iter().map(info).collect()
    }

    /// Ends a token now.
    ///
    /// # Errors
    /// When the person has none with this id.
    pub async fn revoke_token(&self, user: &str, token: &str) -> Result<(), ServiceError> {
        for item in self.store.query(&pattern::api_tokens_of(user)?).await?.items {
            if item.entity::<ApiToken>()?.token_id == token {
                return Ok(self.store.apply(Batch::new().delete(item.key, Condition::Present)).await?);
            }
        }
        Err(ServiceError::NotFound)
    }

    /// Who the bearer of a secret is; none when it was never valid, has ended or was revoked.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn bearer(&self, secret: &str) -> Result<Option<Caller>, ServiceError> {
        let Some(item) = self.store.get(&Key::api_token(&hash(secret))?).await? else { return Ok(None) };
        let token: ApiToken = item.entity()?;
        let may = |scope| token.scopes.contains(&scope);
        let (may_write, is_admin) = (may(TokenScope::Write), may(TokenScope::Admin));
        Ok(Some(Caller { user: token.user_id, may_write, is_admin, by_token: true }))
    }
}

fn info(item: &Item) -> Result<TokenInfo, ServiceError> {
    let ApiToken { token_id, user_id, name, scopes, expires_at } = item.entity()?;
    Ok(TokenInfo { token_id, user_id, name, scopes, created_at: item.created_at.clone(), expires_at })
}

/// The hexadecimal SHA-256 of a secret. A secret is 32 random bytes, so a slow hash would protect nothing more.
fn hash(secret: &str) -> String {
    Sha256::digest(secret.as_bytes()).iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}
