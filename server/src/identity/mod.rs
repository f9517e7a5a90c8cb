//! Who a caller is.
//!
//! A user's id comes from here alone, never from a URL or a body.

mod cookie;
mod jwt;

use std::path::Path;

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use coachwright_core::Timestamp;

use crate::service::tokens::PREFIX;
use crate::settings::{self, IdentityMode};

pub use cookie::{CookieKey, KeyError};
pub use jwt::{JwtError, Tokens};

/// Somebody who calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// The user's id, fit for keys and paths.
    pub user: String,
    /// Whether they may change anything.
    pub may_write: bool,
    /// Whether they may read everybody's data.
    pub is_admin: bool,
    /// Whether an API token speaks for them.
    pub by_token: bool,
}

/// How callers are recognised.
#[derive(Debug)]
pub enum Identity {
    /// A signed cookie that each browser keeps.
    Local(CookieKey),
    /// A bearer token of an issuer.
    Jwt(Box<Tokens>),
}

/// A recognised caller, and the cookie that they should keep from now on.
#[derive(Debug, PartialEq, Eq)]
pub struct Recognised {
    /// Who calls.
    pub caller: Caller,
    /// The value of a `Set-Cookie` header.
    pub set_cookie: Option<String>,
}

/// Why a caller is not recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdentityError {
    /// No token was sent.
    #[error("send a token in the header `Authorization: Bearer …`")]
    Missing,
    /// The token has ended.
    #[error("the token has expired: get a new one and send the request again")]
    Expired,
    /// The API token has ended, was revoked, or never was.
    #[error("the API token is not valid: make a new one")]
    Token,
    /// The token is for somebody else, forged, or no token.
    #[error("the token is not valid here: get one from the configured issuer for this audience")]
    Invalid,
}

impl Identity {
    /// Sets up the way of recognition that the settings ask for; the folder keeps the key that signs cookies.
    ///
    /// # Errors
    /// When the key file or the key set cannot be used.
    pub fn new(settings: &settings::Identity, data: &Path) -> anyhow::Result<Self> {
        Ok(match settings.mode {
            IdentityMode::Local => Self::Local(CookieKey::open(data, settings.secure_cookie)?),
            IdentityMode::Jwt => Self::Jwt(Box::new(Tokens::open(settings)?)),
        })
    }

    /// The secret of an API token in the headers of a request, where there is one.
    #[must_use]
    pub fn secret(headers: &HeaderMap) -> Option<&str> {
        let header = headers.get(AUTHORIZATION)?.to_str().ok()?;
        let (scheme, secret) = header.split_once(' ')?;
        let secret = secret.trim();
        (scheme.eq_ignore_ascii_case("bearer") && secret.starts_with(PREFIX)).then_some(secret)
    }

    /// Recognises a caller by the headers of a request. Nothing is stored, whoever calls.
    ///
    /// # Errors
    /// When a token is needed and missing or not valid; never with cookies.
    pub fn recognise(&self, headers: &HeaderMap, now: Timestamp) -> Result<Recognised, IdentityError> {
        match self {
            Self::Local(key) => {
                let (user, set_cookie) = key.recognise(headers, now);
                Ok(Recognised {
                    caller: Caller { user, may_write: true, is_admin: false, by_token: false },
                    set_cookie,
                })
            }
            Self::Jwt(tokens) => Ok(Recognised { caller: tokens.recognise(headers, now)?, set_cookie: None }),
        }
    }
}
