//! Identity by a signed cookie: `{user}.{issued}.{mac}`.
//!
//! The user's id is random and the cookie holds everything, so nothing is stored for callers who only look around. The
//! key lies in the data folder; whoever has it can be anybody.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use coachwright_core::Timestamp;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// The cookie's name.
const NAME: &str = "coachwright";

/// The name of the key's file in the data folder.
const KEY_FILE: &str = "identity.key";

/// Days a cookie lives: the most that browsers grant.
const LIFE_DAYS: i64 = 400;

/// Days after which a cookie is issued anew, so that people who come back never lose theirs.
const RENEW_DAYS: i64 = 30;

const DAY: i64 = 86_400;

/// The key that signs cookies.
pub struct CookieKey {
    mac: Hmac<Sha256>,
    secure: bool,
}

impl std::fmt::Debug for CookieKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("CookieKey").field("secure", &self.secure).finish_non_exhaustive()
    }
}

/// Why the key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file cannot be read or written.
    #[error("cannot use the identity key {path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file holds something else.
    #[error("{path} is no identity key (32 bytes): restore it from a backup, or remove it and everybody starts anew")]
    Foreign {
        /// The file.
        path: PathBuf,
    },
}

impl CookieKey {
    /// Reads the key of this data folder; makes one, readable by its owner alone, where there is none.
    ///
    /// # Errors
    /// When the file cannot be read or written, or holds something else.
    pub fn open(data: &Path, secure: bool) -> Result<Self, KeyError> {
        let path = data.join(KEY_FILE);
        let error = |source| KeyError::File { path: path.clone(), source };
        let mut key = Vec::new();
        match File::open(&path) {
            Ok(file) => file.take(64).read_to_end(&mut key).map_err(error)?,
            Err(absent) if absent.kind() == ErrorKind::NotFound => {
                create(data, &path).map_err(error)?;
                // Whoever was first has won: all read the same file.
                File::open(&path).map_err(error)?.take(64).read_to_end(&mut key).map_err(error)?
            }
            Err(source) => return Err(error(source)),
        };
        let key: [u8; 32] = key.try_into().map_err(|_| KeyError::Foreign { path: path.clone() })?;
        Ok(Self::new(key, secure))
    }

    /// A key of these bytes.
    #[must_use]
    pub fn new(key: [u8; 32], secure: bool) -> Self {
        // HMAC fills keys up to the hash's block with zeros.
        let mut block = [0; 64];
        block.iter_mut().zip(key).for_each(|(byte, key)| *byte = key);
        Self { mac: Hmac::new(&block.into()), secure }
    }

    /// The user of a request's cookie, or a new one; with the cookie to set where it is new or ages.
    pub(super) fn recognise(&self, headers: &HeaderMap, now: Timestamp) -> (String, Option<String>) {
        let now = now.as_second();
        for cookie in headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok()) {
            for pair in cookie.split(';') {
                let Some((NAME, value)) = pair.trim().split_once('=') else { continue };
                if let Some((user, issued)) = self.verify(value, now) {
                    let renewed = now - issued > RENEW_DAYS * DAY;
                    return (user.to_owned(), renewed.then(|| self.cookie(user, now)));
                }
            }
        }
        let user = uuid::Uuid::now_v7().simple().to_string();
        let cookie = self.cookie(&user, now);
        (user, Some(cookie))
    }

    /// The user and the instant of issue, if this key signed the value and it still lives.
    fn verify<'v>(&self, value: &'v str, now: i64) -> Option<(&'v str, i64)> {
        let (content, tag) = value.rsplit_once('.')?;
        let (user, issued) = content.split_once('.')?;
        let issued: i64 = issued.parse().ok()?;
        let mut bytes = [0; 32];
        let length = URL_SAFE_NO_PAD.decode_slice(tag, &mut bytes).ok()?;
        let mut mac = self.mac.clone();
        mac.update(content.as_bytes());
        mac.verify_slice(bytes.get(..length)?).ok()?;
        (now - issued <= LIFE_DAYS * DAY).then_some((user, issued))
    }

    fn cookie(&self, user: &str, now: i64) -> String {
        let content = format!("{user}.{now}");
        let mut mac = self.mac.clone();
        mac.update(content.as_bytes());
        let tag = URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes());
        let secure = if self.secure { "; Secure" } else { "" };
        format!("{NAME}={content}.{tag}; Path=/; Max-Age={}; HttpOnly; SameSite=Lax{secure}", LIFE_DAYS * DAY)
    }
}

/// Writes a fresh key beside its place, then puts it there in one step unless another process was first.
fn create(data: &Path, path: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(data)?;
    let mut key = [0; 32];
    getrandom::fill(&mut key).map_err(std::io::Error::other)?;
    let draft = data.join(format!("{KEY_FILE}.{}", std::process::id()));
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&draft)?;
    file.write_all(&key)?;
    file.sync_all()?;
    let linked = match std::fs::hard_link(&draft, path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        other => other,
    };
    std::fs::remove_file(&draft)?;
    linked
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(cookie: &str) -> HeaderMap {
        let pair = cookie.split(';').next().unwrap();
        HeaderMap::from_iter([(COOKIE, format!("other=1; {pair}").parse().unwrap())])
    }

    fn at(day: i64) -> Timestamp {
        Timestamp::from_millisecond((1_750_000_000 + day * DAY) * 1000).unwrap()
    }

    #[test]
    fn a_browser_keeps_its_identity() {
        let key = CookieKey::new([7; 32], false);
        let (user, cookie) = key.recognise(&HeaderMap::new(), at(0));
        let cookie = cookie.unwrap();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && !cookie.contains("Secure"));
        assert_eq!(key.recognise(&headers(&cookie), at(1)), (user.clone(), None));
        let (same, renewed) = key.recognise(&headers(&cookie), at(31));
        assert_eq!(same, user);
        assert_eq!(key.recognise(&headers(&renewed.unwrap()), at(420)).0, user);
        assert_ne!(key.recognise(&headers(&cookie), at(401)).0, user);
    }

    #[test]
    fn a_forged_identity_is_nobody() {
        let key = CookieKey::new([7; 32], false);
        let (user, cookie) = key.recognise(&HeaderMap::new(), at(0));
        let cookie = cookie.unwrap();
        let value = cookie.split(';').next().unwrap();
        let other = CookieKey::new([8; 32], false).recognise(&HeaderMap::new(), at(0)).1.unwrap();
        for forged in [
            value.replacen(&user, "admin", 1),
            value.replace('.', ""),
            format!("{value}A"),
            value.strip_suffix(|_: char| true).unwrap().to_owned(),
            format!("coachwright={user}.1750000000."),
            "coachwright=..".to_owned(),
            other,
        ] {
            let (stranger, set) = key.recognise(&headers(&forged), at(0));
            assert_ne!(stranger, user, "{forged}");
            assert!(set.is_some());
        }
    }

    #[test]
    fn the_key_is_made_once_and_private() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("new");
        let (user, cookie) = CookieKey::open(&data, true).unwrap().recognise(&HeaderMap::new(), at(0));
        let cookie = cookie.unwrap();
        assert!(cookie.ends_with("; Secure"));
        assert_eq!(CookieKey::open(&data, true).unwrap().recognise(&headers(&cookie), at(0)).0, user);
        assert_eq!(std::fs::read_dir(&data).unwrap().count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(data.join(KEY_FILE).metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
        std::fs::write(data.join(KEY_FILE), b"short").unwrap();
        assert!(matches!(CookieKey::open(&data, true), Err(KeyError::Foreign { .. })));
    }
}
