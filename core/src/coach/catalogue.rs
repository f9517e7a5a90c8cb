//! What the engine knows about coaches, read from `prompts/{personas,methodologies,coaches}`.

use crate::Map;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::feature::Rule;
use super::instant::Instant;
use crate::Locale;
use crate::engine::{LoadError, codes, data};
use crate::model::{ExperienceLevel, Intensity};

/// Personas, methodologies, instant coaches and the rules that choose among them.
#[derive(Debug, Default)]
pub struct Catalogue {
    personas: Vec<Persona>,
    methodologies: Vec<Methodology>,
    pub(super) instants: Vec<Instant>,
    pub(super) rules: Rules,
    words: Map<Locale, Words>,
    /// What is said where there is not even English.
    silence: Words,
}

impl Catalogue {
    /// Reads the embedded data.
    ///
    /// # Errors
    /// When a file is malformed; the project's tests make sure none is.
    pub fn load() -> Result<Self, LoadError> {
        let mut words = Map::new();
        for locale in [Locale::En, Locale::Es, Locale::Fr] {
            let mut own: Words = data(&format!("coaches/words/{}.json", locale.code()))?;
            own.labels.extend(codes(locale)?);
            words.insert(locale, own);
        }
        Ok(Self {
            personas: read_all("personas/")?,
            methodologies: read_all("methodologies/")?,
            instants: data::<Instants>("coaches/instant.json")?.coaches,
            rules: data("coaches/rules.json")?,
            words,
            silence: Words::default(),
        })
    }

    /// All personas, by id.
    #[must_use]
    pub fn personas(&self) -> &[Persona] {
        &self.personas
    }

    /// The persona of this id.
    #[must_use]
    pub fn persona(&self, id: &str) -> Option<&Persona> {
        self.personas.iter().find(|persona| persona.id == id)
    }

    /// All methodologies, by id.
    #[must_use]
    pub fn methodologies(&self) -> &[Methodology] {
        &self.methodologies
    }

    /// The methodology of this id or other name of it.
    #[must_use]
    pub fn methodology(&self, id: &str) -> Option<&Methodology> {
        self.methodologies.iter().find(|method| method.id == id || method.aliases.iter().any(|alias| alias == id))
    }

    /// The words of a language, or English ones where it is not built in.
    pub(super) fn words(&self, locale: Locale) -> &Words {
        self.words.get(&locale).or_else(|| self.words.get(&Locale::En)).unwrap_or(&self.silence)
    }
}

fn read_all<T: DeserializeOwned>(folder: &str) -> Result<Vec<T>, LoadError> {
    coachwright_prompts::files_in(folder).map(|(name, _)| data(name)).collect()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Instants {
    coaches: Vec<Instant>,
}

/// A character that a coach can have.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Persona {
    /// Its id.
    pub id: String,
    /// Its first name.
    pub name: String,
    /// What speaks for it and against it.
    pub(super) fits: Vec<Rule>,
    /// What a model is told of it; builds that render no prompts do not even embed it.
    #[cfg(feature = "prompts")]
    pub(super) prose: PersonaProse,
}

/// What a model is told of a persona.
#[derive(Debug, Clone, Deserialize, serde::Serialize)]
#[serde(deny_unknown_fields)]
#[cfg(feature = "prompts")]
pub(super) struct PersonaProse {
    /// Who the coach is, in the second person.
    pub(super) character: String,
    /// What it does in every conversation.
    pub(super) habits: Vec<String>,
    /// How it colours another persona, in one sentence.
    pub(super) colour: String,
    /// How it keeps people going.
    pub(super) motivation: Vec<String>,
    /// What it says when a session was missed or went badly.
    pub(super) setback: String,
    /// How it talks.
    pub(super) communication: Vec<String>,
    /// What it never does.
    pub(super) avoids: Vec<String>,
}

/// A way of programming.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Methodology {
    /// Its id.
    pub id: String,
    /// Other ids it is found by.
    #[serde(default)]
    pub(super) aliases: Vec<String>,
    /// What people call it; always said with "inspired by" where it is somebody's.
    pub name: String,
    /// Whose way of training it follows, where it is somebody's: there is no affiliation.
    pub inspired_by: Option<String>,
    /// Where its facts were read.
    pub source: String,
    /// When, as a calendar day.
    pub as_of: String,
    /// What a person must bring.
    #[serde(default)]
    pub(super) needs: Needs,
    /// What speaks for it and against it.
    pub(super) fits: Vec<Rule>,
    /// What a model is told of it; builds that render no prompts do not even embed it.
    #[cfg(feature = "prompts")]
    pub(super) prose: MethodologyProse,
}

#[cfg(feature = "prompts")]
impl Methodology {
    /// What is published of it: whose it is, where it was read, and what a coach is told of it.
    #[must_use]
    pub fn content(&self) -> serde_json::Value {
        serde_json::json!({
            "id": self.id,
            "name": self.name,
            "inspiredBy": self.inspired_by,
            "source": self.source,
            "asOf": self.as_of,
            "content": self.prose,
        })
    }
}

/// What a person must bring for a methodology to be offered at all.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Needs {
    /// The lowest level.
    pub(super) level: ExperienceLevel,
    /// How hard it is at least.
    pub(super) intensity: Option<Intensity>,
    /// The fewest days a week.
    pub(super) days: u8,
    /// The shortest session in minutes.
    pub(super) minutes: u16,
    /// One of each group of equipment.
    pub(super) equipment: Vec<Vec<String>>,
}

/// What a model is told of a methodology.
#[derive(Debug, Clone, Deserialize, serde::Serialize)]
#[serde(deny_unknown_fields)]
#[cfg(feature = "prompts")]
pub(super) struct MethodologyProse {
    /// What it is, in one or two sentences.
    pub(super) summary: String,
    /// What it holds on to, the most important first.
    pub(super) principles: Vec<String>,
    /// How a week looks.
    pub(super) week: String,
    /// How load and volume go up.
    pub(super) progression: String,
    /// What happens when progress stops.
    pub(super) stall: String,
    /// Strength and conditioning within it.
    pub(super) balance: String,
    /// What it must not be used for.
    pub(super) guard: String,
    /// What changes for a level, where something does.
    #[serde(default)]
    pub(super) levels: Map<ExperienceLevel, String>,
}

/// The rules that make a configuration.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rules {
    pub(super) defaults: Defaults,
    /// From goals to what programming is about.
    pub(super) focus: Map<String, Vec<String>>,
    /// From places to the equipment found there.
    pub(super) places: Map<String, Vec<String>>,
    pub(super) specializations: Vec<Specialization>,
    pub(super) intensity: IntensityRules,
    pub(super) blend: BlendRules,
    /// Points for a methodology that the person asked for.
    pub(super) wish: i32,
    /// Considerations that are not injuries but bind programming.
    pub(super) considerations: Considerations,
    /// Slots that become custom instructions, in this order, with the key of their label.
    pub(super) instructions: Vec<crate::facts::SlotId>,
}

/// What is assumed where nobody said anything.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Defaults {
    pub(super) programming_focus: Vec<String>,
    pub(super) training_frequency: u8,
    pub(super) session_length: Map<ExperienceLevel, u16>,
    pub(super) goal_timeline: String,
    pub(super) equipment_available: Vec<String>,
}

/// A special field and what shows it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Specialization {
    pub(super) code: String,
    pub(super) shown_by: Vec<Rule>,
    /// Points from which it is taken.
    pub(super) from: i32,
}

/// What makes sessions hard or easy.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IntensityRules {
    pub(super) fits: Vec<Rule>,
    /// Points from which sessions are hard.
    pub(super) high: i32,
    /// Points up to which they are easy.
    pub(super) low: i32,
}

/// How two personas go together.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BlendRules {
    /// Percent of the leading persona in a blend, for prompts.
    #[cfg_attr(not(feature = "prompts"), expect(dead_code, reason = "only rendering reads it"))]
    pub(super) primary_share: u8,
    /// A second persona needs at least so many points …
    pub(super) least: i32,
    /// … and at least this percentage of the first one's.
    pub(super) least_share: i32,
    /// Points that one point of a clash costs.
    pub(super) cost: i32,
    pub(super) clashes: Vec<Clash>,
}

/// A persona that does not go well with another one or with a methodology.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Clash {
    pub(super) persona: String,
    pub(super) with: String,
    pub(super) minus: i32,
}

/// Codes within `injury_considerations` that are not injuries.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Considerations {
    /// Conditions that need a professional's word before hard training, unless one has been given.
    pub(super) needs_clearance: Vec<String>,
    /// A professional must say yes before hard training.
    pub(super) clearance: String,
    /// Nobody asked about health yet.
    pub(super) screening: String,
    /// The person is a minor.
    pub(super) minor: String,
    /// Years below which a person is a minor.
    pub(super) adult_age: f64,
}

/// What people read, in one language.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    /// Why something was chosen, by the key of the feature; `{value}` is the feature's label.
    pub(super) reasons: Map<String, String>,
    /// Why something could not be chosen, by the need; `{value}` as above.
    pub(super) needs: Map<String, String>,
    /// The labels of slots among the custom instructions.
    pub(super) slots: Map<String, String>,
    /// What a coach is named after, where the label of its focus does not fit.
    #[serde(default)]
    pub(super) names: Map<String, String>,
    /// The labels of codes that coaches alone know; the others are in `prompts/codes`.
    pub(super) labels: Map<String, String>,
}

impl Words {
    /// What people call a code.
    pub(super) fn label(&self, code: &str) -> String {
        self.labels.get(code).cloned().unwrap_or_else(|| code.replace('_', " "))
    }

    /// A sentence with the label of `value` in it.
    pub(super) fn sentence(&self, sentences: &Map<String, String>, key: &str, value: &str) -> String {
        sentences.get(key).map_or_else(|| value.to_owned(), |sentence| sentence.replace("{value}", &self.label(value)))
    }
}

/// What the image of the catalogue holds.
#[cfg(feature = "prompts")]
mod images {
    use super::*;
    use crate::image::image;

    image!(Catalogue { personas, methodologies, instants, rules, words, silence });
    image!(Persona { id, name, fits, prose });
    image!(PersonaProse { character, habits, colour, motivation, setback, communication, avoids });
    image!(Methodology { id, aliases, name, inspired_by, source, as_of, needs, fits, prose });
    image!(Needs { level, intensity, days, minutes, equipment });
    image!(MethodologyProse { summary, principles, week, progression, stall, balance, guard, levels });
    image!(Rules { defaults, focus, places, specializations, intensity, blend, wish, considerations, instructions });
    image!(Defaults { programming_focus, training_frequency, session_length, goal_timeline, equipment_available });
    image!(Specialization { code, shown_by, from });
    image!(IntensityRules { fits, high, low });
    image!(BlendRules { primary_share, least, least_share, cost, clashes });
    image!(Clash { persona, with, minus });
    image!(Considerations { needs_clearance, clearance, screening, minor, adult_age });
    image!(Words { reasons, needs, slots, names, labels });
}
