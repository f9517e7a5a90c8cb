//! The engine on lines: one JSON object in, one out, as the command line and the browser both offer it.
//!
//! Every function takes one line and gives one line without a line break. Equal lines give equal bytes on every target.

mod detect;
mod extract;
mod interview;
#[cfg(feature = "prompts")]
mod prompts;

pub use detect::{Detection, detect};
pub use extract::extract;
pub use interview::{Held, Made, Wanted, interview};
#[cfg(feature = "prompts")]
pub use prompts::prompts;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::context::Setting;
use crate::{Context, json};

/// A line that cannot be answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BadLine {
    /// The line's own id, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Value>,
    /// What is wrong with it.
    pub error: String,
}

impl BadLine {
    /// The line that says so.
    #[must_use]
    pub fn to_line(&self) -> String {
        to_line(self)
    }
}

/// A line, read: its id, the moment and the person's setting, and what the command wants of it.
struct Read<T> {
    id: Option<Value>,
    context: Context,
    line: T,
}

fn read<T: DeserializeOwned>(line: &str) -> Result<Read<T>, BadLine> {
    let bad = |id: &Option<Value>, error: String| BadLine { id: id.clone(), error };
    let mut value: Value = serde_json::from_str(line).map_err(|error| bad(&None, error.to_string()))?;
    let id = value.as_object_mut().and_then(|object| object.remove("id"));
    let setting: Setting = json::from_value(value.clone()).map_err(|error| bad(&id, error.into()))?;
    let context = setting.context().map_err(|error| bad(&id, error))?;
    let line = json::from_value(value).map_err(|error| bad(&id, error.into()))?;
    Ok(Read { id, context, line })
}

fn to_line<T: Serialize>(value: &T) -> String {
    json::write(value)
}
