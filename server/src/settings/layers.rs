//! The layers that settings come from.

use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::{Settings, SettingsError};

/// Variables with this prefix are settings.
const PREFIX: &str = "COACHWRIGHT_";

/// The variable that names the settings file; the one variable with the prefix that is no setting.
const FILE_VARIABLE: &str = "COACHWRIGHT_CONFIG";

/// The settings file that is read when it is there and none is named.
const FILE: &str = "coachwright.toml";

/// One setting given by a flag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// The flag, for errors.
    pub flag: String,
    /// `section.key`.
    pub setting: String,
    /// Its value as text.
    pub value: String,
}

/// Where settings come from.
#[derive(Debug, Clone, Default)]
pub struct Layers {
    /// The file; none for `coachwright.toml` in the current folder, if there is one.
    pub file: Option<PathBuf>,
    /// Environment variables.
    pub environment: Vec<(String, String)>,
    /// Flags.
    pub flags: Vec<Override>,
}

impl Layers {
    /// The layers of this process: its environment and these flags.
    #[must_use]
    pub fn of_process(file: Option<PathBuf>, flags: Vec<Override>) -> Self {
        let environment = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .filter(|(name, _)| name.starts_with(PREFIX))
            .collect();
        Self { file, environment, flags }
    }

    /// Reads the layers one over the other.
    ///
    /// # Errors
    /// Names the file, variable or flag at fault.
    pub fn load(&self) -> Result<Settings, SettingsError> {
        let mut tree = Tree::new();
        let named = self.environment.iter().find(|(name, _)| name == FILE_VARIABLE).map(|(_, value)| value.into());
        match self.file.clone().or(named) {
            Some(file) => tree.add_file(&file)?,
            None if Path::new(FILE).exists() => tree.add_file(Path::new(FILE))?,
            None => {}
        }
        for (name, value) in &self.environment {
            if let Some(rest) = name.strip_prefix(PREFIX).filter(|_| name != FILE_VARIABLE) {
                let lower = rest.to_ascii_lowercase();
                let (section, key) = lower.split_once('_').unwrap_or((&lower, ""));
                tree.set_text(&format!("the variable {name}"), section, key, value)?;
            }
        }
        for Override { flag, setting, value } in &self.flags {
            let (section, key) = setting.split_once('.').unwrap_or((setting, ""));
            tree.set_text(&format!("the flag {flag}"), section, key, value)?;
        }
        let settings = tree.finish()?;
        settings.check()?;
        Ok(settings)
    }
}

/// The values so far, each with the place it came from.
struct Tree {
    values: Table,
    places: Vec<(String, String)>,
}

impl Tree {
    /// The defaults: they also say which settings there are, and their types.
    fn new() -> Self {
        Self { values: Table::try_from(Settings::default()).unwrap_or_default(), places: Vec::new() }
    }

    fn add_file(&mut self, file: &Path) -> Result<(), SettingsError> {
        let path = file.display().to_string();
        let text =
            std::fs::read_to_string(file).map_err(|source| SettingsError::File { path: path.clone(), source })?;
        let table: Table = toml::from_str(&text)
            .map_err(|error| SettingsError::Syntax { path: path.clone(), problem: error.to_string() })?;
        for (section, keys) in table {
            let Value::Table(keys) = keys else {
                return Err(self.unknown(&path, &section));
            };
            for (key, value) in keys {
                self.set(&path, &section, &key, value)?;
            }
        }
        Ok(())
    }

    fn known(&mut self, section: &str, key: &str) -> Option<&mut Value> {
        self.values.get_mut(section)?.get_mut(key)
    }

    fn set(&mut self, place: &str, section: &str, key: &str, value: Value) -> Result<(), SettingsError> {
        let Some(known) = self.known(section, key) else {
            return Err(self.unknown(place, &format!("{section}.{key}")));
        };
        if !known.same_type(&value) {
            return Err(type_error(place, &format!("{section}.{key}"), known, &value.to_string()));
        }
        *known = value;
        self.places.push((format!("{section}.{key}"), place.to_owned()));
        Ok(())
    }

    /// Takes text as the type that the setting has; lists are separated by commas.
    fn set_text(&mut self, place: &str, section: &str, key: &str, text: &str) -> Result<(), SettingsError> {
        let setting = format!("{section}.{key}");
        let Some(known) = self.known(section, key) else {
            return Err(self.unknown(place, &setting));
        };
        let text = text.trim();
        let value = match known {
            Value::String(_) => Some(Value::String(text.to_owned())),
            Value::Integer(_) => text.parse().ok().map(Value::Integer),
            Value::Boolean(_) => text.parse().ok().map(Value::Boolean),
            Value::Array(_) => {
                let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
                Some(Value::Array(parts.map(|part| Value::String(part.to_owned())).collect()))
            }
            Value::Float(_) | Value::Datetime(_) | Value::Table(_) => None,
        };
        let Some(value) = value else { return Err(type_error(place, &setting, known, text)) };
        self.set(place, section, key, value)
    }

    fn unknown(&self, place: &str, name: &str) -> SettingsError {
        let name = name.trim_end_matches('.');
        let names = self.values.iter().flat_map(|(section, keys)| {
            keys.as_table().into_iter().flatten().map(move |(key, _)| format!("{section}.{key}"))
        });
        let last = |name: &str| name.rsplit('.').next().unwrap_or_default().to_owned();
        let close = names.filter(|known| last(known) == last(name) || distance(known, name) <= 3);
        let hint = close.min_by_key(|known| distance(known, name));
        let hint = hint.map_or_else(String::new, |close| format!("; did you mean `{close}`?"));
        SettingsError::Unknown { place: place.to_owned(), name: name.to_owned(), hint }
    }

    fn finish(self) -> Result<Settings, SettingsError> {
        // Each value alone first, so that a mistake can be traced to where it was made.
        for (setting, place) in &self.places {
            let (section, key) = setting.split_once('.').unwrap_or((setting, ""));
            let Some(value) = self.values.get(section).and_then(|keys| keys.get(key)) else { continue };
            let keys = Table::from_iter([(key.to_owned(), value.clone())]);
            let alone = Table::from_iter([(section.to_owned(), Value::Table(keys))]);
            alone.try_into::<Settings>().map_err(|error| SettingsError::Value {
                place: place.clone(),
                setting: setting.clone(),
                found: value.to_string(),
                problem: error.message().to_owned(),
            })?;
        }
        self.values.try_into().map_err(|error| SettingsError::Unfit {
            setting: "tree".to_owned(),
            problem: format!("cannot be read: {}", error.message()),
        })
    }
}

fn type_error(place: &str, setting: &str, known: &Value, found: &str) -> SettingsError {
    let expected = match known {
        Value::Integer(_) => "a whole number",
        Value::Boolean(_) => "true or false",
        Value::Array(_) => "a list of texts",
        _ => "a text",
    };
    SettingsError::Value {
        place: place.to_owned(),
        setting: setting.to_owned(),
        found: found.to_owned(),
        problem: format!("expected {expected}"),
    }
}

/// Edits between two names (Levenshtein).
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (above, letter) in left.chars().enumerate() {
        let mut diagonal = above;
        let mut before = above + 1;
        let mut next = vec![before];
        for (other, up) in right.iter().zip(row.iter().skip(1)) {
            before = (before + 1).min(up + 1).min(diagonal + usize::from(letter != *other));
            diagonal = *up;
            next.push(before);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}
