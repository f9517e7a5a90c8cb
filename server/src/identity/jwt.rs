//! Identity by a signed token (RFC 7519) of an issuer whose public keys lie in a file (RFC 7517).

use std::path::PathBuf;
use std::sync::RwLock;
use std::time::SystemTime;

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use coachwright_core::Timestamp;
use coachwright_core::table::id;
use jsonwebtoken::jwk::{Jwk, JwkSet};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use super::{Caller, IdentityError};
use crate::settings;

/// Seconds by which clocks may differ.
const LEEWAY: i64 = 60;

/// The longest subject that is taken as it is, so that ids made of it stay short.
const MAX_SUBJECT: usize = 128;

/// Marks ids that stand for a subject that may not stand in a key.
const HASHED: &str = "sha256~";

/// Signatures by a key pair; a shared secret would let every reader of the settings forge tokens.
const ALGORITHMS: [Algorithm; 9] = [
    Algorithm::ES256,
    Algorithm::ES384,
    Algorithm::EdDSA,
    Algorithm::PS256,
    Algorithm::PS384,
    Algorithm::PS512,
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
];

/// Tokens of one issuer for one audience.
#[derive(Debug)]
pub struct Tokens {
    issuer: String,
    audience: String,
    role_claim: String,
    file: PathBuf,
    keys: RwLock<Keys>,
}

#[derive(Debug)]
struct Keys {
    set: JwkSet,
    changed: Option<SystemTime>,
}

/// Why the key set cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum JwtError {
    /// The file cannot be read.
    #[error("cannot read the key set {path} (identity.jwks): {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file is no JWK set, or an empty one.
    #[error("{path} (identity.jwks) is no JWK set with public keys: {problem}")]
    Keys {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        problem: String,
    },
}

impl Tokens {
    /// Reads the key set that the settings name.
    ///
    /// # Errors
    /// When the file cannot be read or holds no keys.
    pub fn open(settings: &settings::Identity) -> Result<Self, JwtError> {
        let keys = Keys::read(&settings.jwks)?;
        Ok(Self {
            issuer: settings.issuer.clone(),
            audience: settings.audience.clone(),
            role_claim: settings.role_claim.clone(),
            file: settings.jwks.clone(),
            keys: RwLock::new(keys),
        })
    }

    /// Who the bearer of the token in these headers is.
    pub(super) fn recognise(&self, headers: &HeaderMap, now: Timestamp) -> Result<Caller, IdentityError> {
        let header = headers.get(AUTHORIZATION).ok_or(IdentityError::Missing)?;
        let header = header.to_str().map_err(|_| IdentityError::Invalid)?;
        let (scheme, token) = header.split_once(' ').ok_or(IdentityError::Invalid)?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(IdentityError::Missing);
        }
        self.read(token.trim(), now)
    }

    fn read(&self, token: &str, now: Timestamp) -> Result<Caller, IdentityError> {
        let header = decode_header(token).map_err(|_| IdentityError::Invalid)?;
        if !ALGORITHMS.contains(&header.alg) {
            return Err(IdentityError::Invalid);
        }
        let key = self.key(header.kid.as_deref()).ok_or(IdentityError::Invalid)?;
        let key = DecodingKey::from_jwk(&key).map_err(|_| IdentityError::Invalid)?;
        let mut validation = Validation::new(header.alg);
        validation.set_issuer(&[&self.issuer]);
        validation.set_audience(&[&self.audience]);
        validation.set_required_spec_claims(&["iss", "aud", "sub"]);
        // Instants are checked below, against the clock that the whole server uses.
        validation.validate_exp = false;
        let claims = decode::<Map<String, Value>>(token, &key, &validation).map_err(|_| IdentityError::Invalid)?.claims;
        let instant = |claim: &str| claims.get(claim).and_then(Value::as_f64);
        let now = now.as_second();
        let ends = instant("exp").ok_or(IdentityError::Invalid)?;
        if ends + LEEWAY as f64 <= now as f64 {
            return Err(IdentityError::Expired);
        }
        if instant("nbf").is_some_and(|begins| begins > (now + LEEWAY) as f64) {
            return Err(IdentityError::Invalid);
        }
        let subject = claims.get("sub").and_then(Value::as_str).filter(|subject| !subject.is_empty());
        let user = user_of_subject(subject.ok_or(IdentityError::Invalid)?);
        let is_admin = claims.get(&self.role_claim).is_some_and(is_admin);
        Ok(Caller { user, may_write: true, is_admin, by_token: false })
    }

    /// The key of this id; the file is read again when it has changed, which is how keys are rotated.
    fn key(&self, id: Option<&str>) -> Option<Jwk> {
        let find = |keys: &Keys| match id {
            Some(id) => keys.set.find(id).cloned(),
            None => keys.set.keys.first().filter(|_| keys.set.keys.len() == 1).cloned(),
        };
        if let Some(key) = self.keys.read().ok().and_then(|keys| find(&keys)) {
            return Some(key);
        }
        let mut keys = self.keys.write().ok()?;
        let changed = std::fs::metadata(&self.file).and_then(|file| file.modified()).ok();
        if changed != keys.changed {
            match Keys::read(&self.file) {
                Ok(fresh) => *keys = fresh,
                Err(error) => {
                    tracing::error!(%error, "the key set has changed and cannot be read; the old keys stay valid");
                    keys.changed = changed;
                }
            }
        }
        find(&keys)
    }
}

impl Keys {
    fn read(path: &PathBuf) -> Result<Self, JwtError> {
        let file = |source| JwtError::File { path: path.clone(), source };
        let changed = std::fs::metadata(path).map_err(file)?.modified().ok();
        let text = std::fs::read(path).map_err(file)?;
        let bad = |problem: String| JwtError::Keys { path: path.clone(), problem };
        let set: JwkSet = serde_json::from_slice(&text).map_err(|error| bad(error.to_string()))?;
        if set.keys.is_empty() {
            return Err(bad("it is empty".to_owned()));
        }
        Ok(Self { set, changed })
    }
}

/// The user's id for a token's subject: itself where it may stand in a key, else its digest.
fn user_of_subject(subject: &str) -> String {
    if subject.len() <= MAX_SUBJECT && !subject.starts_with(HASHED) && id::id("user id", subject).is_ok() {
        return subject.to_owned();
    }
    let digest = Sha256::digest(subject.as_bytes());
    digest.iter().fold(HASHED.to_owned(), |id, byte| format!("{id}{byte:02x}"))
}

/// Whether a role claim, one role or a list or a text of several, holds `admin`.
fn is_admin(claim: &Value) -> bool {
    match claim {
        Value::String(roles) => roles.split([' ', ',']).any(|role| role == "admin"),
        Value::Array(roles) => roles.iter().any(|role| role.as_str() == Some("admin")),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
