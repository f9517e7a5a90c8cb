//! What an operator can set.
//!
//! One tree of two levels, `section.key`. Later layers win: the defaults here, the file `coachwright.toml`, environment
//! variables `COACHWRIGHT_SECTION_KEY`, flags. `docs/OPERATIONS.md` describes every setting for operators.

mod layers;
#[cfg(test)]
mod tests;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

pub use layers::{Layers, Override};

/// Every setting.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Listening and time limits.
    pub server: Server,
    /// Where data is kept.
    pub store: Store,
    /// Who callers are.
    pub identity: Identity,
    /// Bounds of what is taken in and given out.
    pub limits: Limits,
    /// Lifetimes of interviews.
    pub sessions: Sessions,
    /// How long things are kept that nobody asks for any more.
    pub retention: Retention,
    /// What people may use without a subscription.
    pub free: Tier,
    /// What a premium subscription includes.
    pub premium: Tier,
    /// What a pro subscription includes.
    pub pro: Tier,
    /// Logs.
    pub log: Log,
}

/// Listening and time limits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Server {
    /// The address and port to listen on.
    pub listen: SocketAddr,
    /// Names under which the server may be addressed, without port. Loopback names always count on a loopback address.
    pub hosts: Vec<String>,
    /// Seconds after which a request is given up.
    pub request_seconds: u64,
    /// Seconds that requests in flight are given at shutdown.
    pub shutdown_seconds: u64,
    /// Seconds after which an idle connection is closed.
    pub idle_seconds: u64,
    /// Connections open at the same time; more of them wait.
    pub connections: usize,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            listen: SocketAddr::new(IpAddr::from([127, 0, 0, 1]), 8080),
            hosts: Vec::new(),
            request_seconds: 30,
            shutdown_seconds: 20,
            idle_seconds: 75,
            connections: 4096,
        }
    }
}

/// Where data is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Store {
    /// The engine.
    pub kind: StoreKind,
    /// The folder of the embedded store and of the key that signs identities.
    pub data: PathBuf,
    /// The bucket of documents, named in stored entities.
    pub bucket: String,
    /// The table of items, where they are in DynamoDB.
    pub table: String,
    /// Whether the bucket is named in the path of an address instead of its host.
    pub path_style: bool,
    /// Turns after which the record of a conversation is written again, where that is paid for; 0 for never before its status
    /// changes.
    pub snapshot_turns: u32,
}

impl Default for Store {
    fn default() -> Self {
        Self {
            kind: StoreKind::Embedded,
            data: default_data(),
            bucket: "coach-ai-conversations".to_owned(),
            table: "coachwright".to_owned(),
            path_style: false,
            snapshot_turns: 12,
        }
    }
}

/// The engine that keeps data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StoreKind {
    /// One file on this machine.
    Embedded,
    /// Memory alone: everything is gone when the process ends.
    Memory,
    /// DynamoDB and S3, or servers of their protocols.
    Aws,
}

/// Who callers are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Identity {
    /// How callers say who they are.
    pub mode: IdentityMode,
    /// Whether the identity cookie is sent over HTTPS only: set it behind a proxy that ends TLS.
    pub secure_cookie: bool,
    /// The issuer that a token must name.
    pub issuer: String,
    /// The audience that a token must name.
    pub audience: String,
    /// The file with the issuer's public keys, a JWK set.
    pub jwks: PathBuf,
    /// The claim that holds a role or a list of roles; the role `admin` may read everybody's data.
    pub role_claim: String,
}

impl Default for Identity {
    fn default() -> Self {
        Self {
            mode: IdentityMode::Local,
            secure_cookie: false,
            issuer: String::new(),
            audience: String::new(),
            jwks: PathBuf::new(),
            role_claim: "role".to_owned(),
        }
    }
}

/// How callers say who they are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum IdentityMode {
    /// Each browser is somebody of its own, by a signed cookie.
    #[default]
    Local,
    /// `Authorization: Bearer` with a signed token.
    Jwt,
}

/// Bounds of what is taken in and given out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Characters of a message.
    pub message_characters: usize,
    /// Characters of a text that workouts are read from.
    pub workout_characters: usize,
    /// Bytes of a request's body.
    pub body_bytes: usize,
    /// Bytes of history that is imported at once.
    pub import_bytes: usize,
    /// Contact forms an hour from one address; 0 for no bound.
    pub contact_forms_per_hour: u32,
    /// Contact forms a minute from everybody together; 0 for no bound.
    pub contact_forms_per_minute: u32,
    /// The fewest people that a pattern over many of them rests on.
    pub patterns_people: u32,
    /// Messages in one replay of offline events.
    pub events: usize,
    /// Items of a page, where the caller does not say.
    pub page_items: u32,
    /// The most items of a page.
    pub page_items_max: u32,
    /// Requests a minute of one caller; 0 for no bound.
    pub requests_per_minute: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            message_characters: 4_000,
            workout_characters: 16_000,
            body_bytes: 65_536,
            import_bytes: 16_777_216,
            contact_forms_per_hour: 5,
            contact_forms_per_minute: 60,
            patterns_people: 5,
            events: 200,
            page_items: 20,
            page_items_max: 100,
            requests_per_minute: 0,
        }
    }
}

/// Lifetimes of interviews, and how many are kept ready.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Sessions {
    /// Days an unfinished interview is kept after its last activity; 0 for ever.
    pub incomplete_days: u32,
    /// Days of quiet after which an unfinished interview is marked as abandoned; 0 for never.
    pub abandoned_days: u32,
    /// Days a complete interview is kept; 0 for ever.
    pub complete_days: u32,
    /// Days before its end from which a person is told that something of theirs will be gone.
    pub warned_days: u32,
    /// Interviews whose state is kept in memory.
    pub cached: usize,
}

impl Default for Sessions {
    fn default() -> Self {
        Self { incomplete_days: 90, abandoned_days: 14, complete_days: 365, warned_days: 7, cached: 4_096 }
    }
}

/// How long things are kept that nobody asks for any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Retention {
    /// Days an export can be fetched; 0 for ever.
    pub exports_days: u32,
    /// Days a contact form is kept; 0 for ever.
    pub contact_forms_days: u32,
}

impl Default for Retention {
    fn default() -> Self {
        Self { exports_days: 30, contact_forms_days: 365 }
    }
}

/// What a subscription includes; 0 for no bound.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Tier {
    /// Active coaches.
    pub coaches: u32,
    /// Messages of a day.
    pub messages_per_day: u32,
    /// Exports of a day.
    pub exports_per_day: u32,
}

/// Logs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Log {
    /// What is logged: `error`, `warn`, `info`, `debug`, or targets such as `info,coachwright_server::http=debug`.
    pub level: String,
    /// Whether each line is a JSON object.
    pub json: bool,
}

impl Default for Log {
    fn default() -> Self {
        Self { level: "info".to_owned(), json: false }
    }
}

impl Settings {
    /// Checks what the types alone cannot say.
    ///
    /// # Errors
    /// Names the setting and what to do.
    pub fn check(&self) -> Result<(), SettingsError> {
        let wrong = |setting: &str, problem: &str| {
            Err(SettingsError::Unfit { setting: setting.to_owned(), problem: problem.to_owned() })
        };
        let limits = &self.limits;
        for (setting, value) in [
            ("limits.message_characters", limits.message_characters),
            ("limits.workout_characters", limits.workout_characters),
            ("limits.body_bytes", limits.body_bytes),
            ("limits.import_bytes", limits.import_bytes),
            ("limits.patterns_people", limits.patterns_people as usize),
            ("limits.events", limits.events),
            ("limits.page_items", limits.page_items as usize),
            ("server.connections", self.server.connections),
            ("server.request_seconds", usize::try_from(self.server.request_seconds).unwrap_or(usize::MAX)),
            ("server.idle_seconds", usize::try_from(self.server.idle_seconds).unwrap_or(usize::MAX)),
        ] {
            if value == 0 {
                return wrong(setting, "must be at least 1");
            }
        }
        if limits.page_items > limits.page_items_max {
            return wrong("limits.page_items", "must not be above limits.page_items_max");
        }
        if !self.server.listen.ip().is_loopback() && self.server.hosts.is_empty() {
            return wrong(
                "server.hosts",
                "must name the host names of the server, because server.listen is reachable from other machines",
            );
        }
        if self.identity.mode == IdentityMode::Jwt {
            for (setting, missing) in [
                ("identity.issuer", self.identity.issuer.is_empty()),
                ("identity.audience", self.identity.audience.is_empty()),
                ("identity.jwks", self.identity.jwks.as_os_str().is_empty()),
            ] {
                if missing {
                    return wrong(setting, "must be set, because identity.mode is \"jwt\"");
                }
            }
        }
        Ok(())
    }
}

/// Settings that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file cannot be read.
    #[error("cannot read the settings file {path}: {source}")]
    File {
        /// The file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// The file is no TOML.
    #[error("{path} is no valid TOML: {problem}")]
    Syntax {
        /// The file.
        path: String,
        /// What and where.
        problem: String,
    },
    /// There is no such setting.
    #[error("{place}: there is no setting `{name}`{hint}")]
    Unknown {
        /// The file, variable or flag.
        place: String,
        /// What it names.
        name: String,
        /// What may have been meant.
        hint: String,
    },
    /// A value that the setting does not take.
    #[error("{place}: `{setting}` cannot be {found}: {problem}")]
    Value {
        /// The file, variable or flag.
        place: String,
        /// The setting.
        setting: String,
        /// What it is.
        found: String,
        /// What is wrong with it.
        problem: String,
    },
    /// Settings that do not fit together.
    #[error("the setting {setting} {problem}")]
    Unfit {
        /// The setting.
        setting: String,
        /// What is wrong.
        problem: String,
    },
}

/// The folder for data of this user: as the platform has it, or `coachwright-data` where there is no home.
fn default_data() -> PathBuf {
    let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let home = if cfg!(windows) {
        variable("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        variable("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        variable("XDG_DATA_HOME").or_else(|| variable("HOME").map(|home| home.join(".local/share")))
    };
    home.map_or_else(|| PathBuf::from("coachwright-data"), |home| home.join("coachwright"))
}
