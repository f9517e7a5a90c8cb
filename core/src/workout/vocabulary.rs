//! What the reader knows beside the lexicon: how movements are measured, what the words of training mean to it,
//! benchmarks and wordings. Loaded once with the engine; every table is indexed by a term's code.

use crate::Map;

use serde::Deserialize;
use serde::de::IntoDeserializer as _;
use serde::de::value::Error as CodeError;

use super::benchmark::{Benchmark, BenchmarkSource};
use super::log::{DistanceUnit, LoadUnit};
use crate::Locale;
use crate::engine::{Extent, LoadError, data};
use crate::image::{Image, Reader, image, image_names};
use crate::text::{Domain, Lexicon};

/// How a movement is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum MovementKind {
    /// Repetitions with a load.
    Loaded,
    /// Repetitions; a load only when one is named.
    Bodyweight,
    /// Time in a position.
    Hold,
    /// A load over a distance.
    Carry,
    /// Distance, time or calories.
    Endurance,
    /// A sport, a class or practice.
    Practice,
}

image_names!(MovementKind { Loaded, Bodyweight, Hold, Carry, Endurance, Practice });

/// A word of training: the codes of `prompts/lexicon/training`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Cue {
    ForTime,
    RoundsForTime,
    ForReps,
    Amrap,
    Emom,
    EveryNMinutes,
    Every,
    Tabata,
    Chipper,
    DeathBy,
    Ladder,
    Intervals,
    Superset,
    DropSet,
    Pyramid,
    Complex,
    Circuit,
    StrengthWord,
    SkillWord,
    WarmUp,
    CoolDown,
    CashOut,
    BuyIn,
    Rest,
    EachRound,
    EachSide,
    MaxEffort,
    Unbroken,
    Team,
    TimeCap,
    Capped,
    Score,
    TotalTime,
    Total,
    SplitTimes,
    Rx,
    RxPlus,
    NotRx,
    FirstRx,
    Scaled,
    ScalingAid,
    NoVest,
    Vest,
    SplitsAverage,
    PersonalRecord,
    PrPrevious,
    ImprovedForm,
    Rpe,
    Rir,
    RepMax,
    OneRepMax,
    Single,
    Double,
    Triple,
    WorkedUp,
    LastSet,
    FirstSet,
    Failed,
    Attempt,
    Bodyweight,
    Weighed,
    Weight,
    Weighted,
    BarOnly,
    Pace,
    HeartRate,
    Elevation,
    Cadence,
    Damper,
    Height,
    VolumeWord,
    PercentOf,
    Tempo,
    Alternating,
    Done,
    NotDone,
    Request,
    Future,
    PlanWord,
    Goal,
    Advice,
    ActuallyDid,
    Gym,
    Home,
    Outdoor,
    IndoorPlace,
    WeatherHot,
    WeatherCold,
    WeatherColdWord,
    WeatherHumid,
    WeatherRain,
    WeatherWind,
    WeatherIdeal,
    EffortLow,
    EffortModerate,
    EffortHigh,
    Recovery,
    Of,
    At,
    In,
    For,
    Then,
    And,
    By,
    Not,
    Away,
    OtherDay,
    StoppedEarly,
    Instruction,
    Programme,
    Grade,
    Label,
    Session,
    Morning,
    Evening,
    Race,
    Aside,
    Own,
    Standing,
    All,
}

image_names!(Cue {
    ForTime,
    RoundsForTime,
    ForReps,
    Amrap,
    Emom,
    EveryNMinutes,
    Every,
    Tabata,
    Chipper,
    DeathBy,
    Ladder,
    Intervals,
    Superset,
    DropSet,
    Pyramid,
    Complex,
    Circuit,
    StrengthWord,
    SkillWord,
    WarmUp,
    CoolDown,
    CashOut,
    BuyIn,
    Rest,
    EachRound,
    EachSide,
    MaxEffort,
    Unbroken,
    Team,
    TimeCap,
    Capped,
    Score,
    TotalTime,
    Total,
    SplitTimes,
    Rx,
    RxPlus,
    NotRx,
    FirstRx,
    Scaled,
    ScalingAid,
    NoVest,
    Vest,
    SplitsAverage,
    PersonalRecord,
    PrPrevious,
    ImprovedForm,
    Rpe,
    Rir,
    RepMax,
    OneRepMax,
    Single,
    Double,
    Triple,
    WorkedUp,
    LastSet,
    FirstSet,
    Failed,
    Attempt,
    Bodyweight,
    Weighed,
    Weight,
    Weighted,
    BarOnly,
    Pace,
    HeartRate,
    Elevation,
    Cadence,
    Damper,
    Height,
    VolumeWord,
    PercentOf,
    Tempo,
    Alternating,
    Done,
    NotDone,
    Request,
    Future,
    PlanWord,
    Goal,
    Advice,
    ActuallyDid,
    Gym,
    Home,
    Outdoor,
    IndoorPlace,
    WeatherHot,
    WeatherCold,
    WeatherColdWord,
    WeatherHumid,
    WeatherRain,
    WeatherWind,
    WeatherIdeal,
    EffortLow,
    EffortModerate,
    EffortHigh,
    Recovery,
    Of,
    At,
    In,
    For,
    Then,
    And,
    By,
    Not,
    Away,
    OtherDay,
    StoppedEarly,
    Instruction,
    Programme,
    Grade,
    Label,
    Session,
    Morning,
    Evening,
    Race,
    Aside,
    Own,
    Standing,
    All
});

/// How it felt: the codes of `prompts/lexicon/feeling`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Feeling {
    /// Something hurts; where is said beside it.
    Pain,
    /// Nothing hurts, or no longer.
    Fine,
    /// Hours of sleep stand beside it.
    Slept,
    /// Sore muscles.
    Soreness,
    /// Tight or stiff.
    Stiffness,
    /// A concern as it stands; the number of its code.
    Concern(u16),
}

impl Feeling {
    /// Those that are no concern.
    const PLAIN: [Self; 5] = [Self::Pain, Self::Fine, Self::Slept, Self::Soreness, Self::Stiffness];
}

/// The plain ones by their place, then concerns.
impl Image for Feeling {
    fn write(&self, out: &mut Vec<u8>) {
        let number = match self {
            Self::Concern(code) => Self::PLAIN.len() + usize::from(*code),
            plain => Self::PLAIN.iter().position(|known| known == plain).unwrap_or(0),
        };
        number.write(out);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        let number = u16::read(from);
        let concern = || Self::Concern(number.saturating_sub(Self::PLAIN.len() as u16));
        Self::PLAIN.get(usize::from(number)).copied().unwrap_or_else(concern)
    }
}

/// A unit: the codes of `prompts/lexicon/unit`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
    Load(LoadUnit),
    Distance(DistanceUnit),
    Inch,
    Centimetre,
    Calorie,
    Rep,
    Set,
    Round,
    Times,
    Watt,
    Bpm,
    Speed,
    Lap,
    Percent,
    Step,
}

impl Unit {
    const ALL: &[(&str, Self)] = &[
        ("second", Self::Second),
        ("minute", Self::Minute),
        ("hour", Self::Hour),
        ("day", Self::Day),
        ("week", Self::Week),
        ("month", Self::Month),
        ("year", Self::Year),
        ("kg", Self::Load(LoadUnit::Kg)),
        ("lb", Self::Load(LoadUnit::Lb)),
        ("pood", Self::Load(LoadUnit::Pood)),
        ("plate", Self::Load(LoadUnit::Plate)),
        ("m", Self::Distance(DistanceUnit::M)),
        ("km", Self::Distance(DistanceUnit::Km)),
        ("mi", Self::Distance(DistanceUnit::Mi)),
        ("yd", Self::Distance(DistanceUnit::Yd)),
        ("ft", Self::Distance(DistanceUnit::Ft)),
        ("inch", Self::Inch),
        ("cm", Self::Centimetre),
        ("cal", Self::Calorie),
        ("rep", Self::Rep),
        ("set", Self::Set),
        ("round", Self::Round),
        ("time_over", Self::Times),
        ("watt", Self::Watt),
        ("bpm", Self::Bpm),
        ("mph", Self::Speed),
        ("kph", Self::Speed),
        ("lap", Self::Lap),
        ("percent", Self::Percent),
        ("step", Self::Step),
    ];

    fn of(code: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == code).map(|(_, unit)| *unit)
    }
}

impl Image for Unit {
    fn write(&self, out: &mut Vec<u8>) {
        Self::ALL.iter().position(|(_, unit)| unit == self).unwrap_or(0).write(out);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        Self::ALL.get(usize::read(from)).map_or(Self::Rep, |(_, unit)| *unit)
    }
}

/// The reader's tables.
#[derive(Debug, Default)]
pub struct Vocabulary {
    movements: Vec<MovementKind>,
    /// The first number of each movement's name.
    first_numbers: Vec<u16>,
    /// Movements that stand in for harder ones, in order.
    easier: Vec<u16>,
    pub(super) cues: Vec<Cue>,
    pub(super) units: Vec<Unit>,
    pub(super) feelings: Vec<Feeling>,
    pub(super) benchmarks: Vec<Benchmark>,
    pub(super) questions: Map<String, Map<String, String>>,
    /// A modifier and a movement that together name another movement.
    joined: Map<(u16, u16), u16>,
    pub(super) special: Special,
}

image!(Vocabulary { movements, first_numbers, easier, cues, units, feelings, benchmarks, questions, joined, special });

/// Movements that the reader treats by name: what a word or a distance stands for.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Special {
    /// The machine.
    pub(super) row: u16,
    /// The lift that is called "row" too.
    pub(super) bent_over_row: u16,
    /// What a bare distance means.
    pub(super) run: u16,
    /// The ski machine.
    pub(super) ski_erg: u16,
}

image!(Special { row, bent_over_row, run, ski_erg });

impl Vocabulary {
    /// Loads the tables.
    ///
    /// # Errors
    /// When a data file is malformed, or names a code that nobody knows.
    pub fn load(lexicon: &Lexicon, extent: Extent) -> Result<Self, LoadError> {
        let movements = lexicon.codes(Domain::Movement);
        let mut index: Map<&str, u16> = Map::new();
        for (code, number) in movements.iter().zip(0_u16..) {
            if !index.contains_key(code) {
                index.insert(code, number);
            }
        }
        let special = |code: &str| {
            let unknown = || malformed("lexicon/movement", &format!("`{code}` is missing"));
            index.get(code).copied().ok_or_else(unknown)
        };
        Ok(Self {
            movements: kinds(&movements)?,
            first_numbers: movements.iter().filter_map(|code| index.get(code).copied()).collect(),
            easier: easier(&index)?,
            cues: table(lexicon, Domain::Training, cue)?,
            units: table(lexicon, Domain::Unit, |code| Unit::of(code).ok_or_else(|| "unknown".to_owned()))?,
            feelings: lexicon.codes(Domain::Feeling).into_iter().zip(0_u16..).map(feeling).collect(),
            benchmarks: benchmarks(lexicon, &index)?,
            questions: questions(extent)?,
            joined: joined(lexicon, &index),
            special: Special {
                row: special("row")?,
                bent_over_row: special("bent_over_row")?,
                run: special("run")?,
                ski_erg: special("ski_erg")?,
            },
        })
    }

    /// The wording of a question in a language.
    pub(super) fn question(&self, language: &str, code: &str) -> Option<&str> {
        self.questions.get(language)?.get(code).map(String::as_str)
    }

    /// Whether a code is a movement's.
    #[cfg(test)]
    pub(super) fn knows(&self, lexicon: &Lexicon, code: &str) -> bool {
        self.movements.len() == self.first_numbers.len() && lexicon.codes(Domain::Movement).contains(&code)
    }

    /// Whether a movement is lifted with a load.
    pub(super) fn is_loaded(&self, lexicon: &Lexicon, code: &str) -> bool {
        let number = lexicon.codes(Domain::Movement).iter().position(|known| *known == code);
        number.and_then(|number| self.movements.get(number)) == Some(&MovementKind::Loaded)
    }

    /// Whether it is a machine whose display counts metres.
    pub(super) fn is_machine(&self, movement: u16) -> bool {
        movement == self.special.row || movement == self.special.ski_erg
    }

    /// Whether a movement stands in for a harder one.
    pub(super) fn is_easier(&self, movement: u16) -> bool {
        self.easier.contains(&movement)
    }

    /// The number that stands for a movement, whichever phrase named it.
    pub(super) fn movement(&self, code: u16) -> u16 {
        self.first_numbers.get(usize::from(code)).copied().unwrap_or(code)
    }

    pub(super) fn kind(&self, movement: u16) -> MovementKind {
        self.movements.get(usize::from(movement)).copied().unwrap_or(MovementKind::Loaded)
    }

    /// The fuller name of a movement with an implement or a position before or behind it.
    pub(super) fn join(&self, modifier: u16, movement: u16) -> Option<u16> {
        self.joined.get(&(modifier, movement)).copied()
    }

    pub(super) fn cue(&self, code: u16) -> Option<Cue> {
        self.cues.get(usize::from(code)).copied()
    }

    pub(super) fn benchmark(&self, code: u16) -> Option<&Benchmark> {
        self.benchmarks.get(usize::from(code))
    }

    /// The named workouts that the engine knows.
    pub fn benchmarks(&self) -> impl Iterator<Item = &Benchmark> {
        self.benchmarks.iter()
    }
}

fn malformed(file: &str, detail: &str) -> LoadError {
    LoadError { file: file.to_owned(), detail: detail.to_owned() }
}

fn cue(code: &str) -> Result<Cue, String> {
    Cue::deserialize(code.into_deserializer()).map_err(|error: CodeError| error.to_string())
}

fn table<T>(lexicon: &Lexicon, domain: Domain, read: impl Fn(&str) -> Result<T, String>) -> Result<Vec<T>, LoadError> {
    let folder = format!("lexicon/{}", domain.folder());
    let read = |code: &str| read(code).map_err(|error| malformed(&folder, &format!("`{code}`: {error}")));
    lexicon.codes(domain).into_iter().map(read).collect()
}

fn feeling((code, number): (&str, u16)) -> Feeling {
    match code {
        "pain" => Feeling::Pain,
        "no_pain" => Feeling::Fine,
        "slept" => Feeling::Slept,
        "soreness" => Feeling::Soreness,
        "stiffness" => Feeling::Stiffness,
        _ => Feeling::Concern(number),
    }
}

fn kinds(codes: &[&str]) -> Result<Vec<MovementKind>, LoadError> {
    const FILE: &str = "movements/kinds.json";
    let lists: Map<String, Vec<String>> = data(FILE)?;
    let mut known: Map<&str, MovementKind> = Map::new();
    for (kind, movements) in &lists {
        let kind = MovementKind::deserialize(kind.as_str().into_deserializer())
            .map_err(|error: CodeError| malformed(FILE, &error.to_string()))?;
        for movement in movements {
            if !codes.contains(&movement.as_str()) {
                return Err(malformed(FILE, &format!("`{movement}` is no movement")));
            }
            known.insert(movement, kind);
        }
    }
    Ok(codes.iter().map(|code| known.get(code).copied().unwrap_or(MovementKind::Loaded)).collect())
}

fn easier(index: &Map<&str, u16>) -> Result<Vec<u16>, LoadError> {
    const FILE: &str = "movements/easier.json";
    let text = coachwright_prompts::file(FILE).ok_or_else(|| malformed(FILE, "missing"))?;
    let lists: Map<String, Vec<String>> =
        serde_json::from_str(text).map_err(|error| malformed(FILE, &error.to_string()))?;
    let number = |movement: &String| {
        let unknown = || malformed(FILE, &format!("`{movement}` is no movement"));
        index.get(movement.as_str()).copied().ok_or_else(unknown)
    };
    lists.values().flatten().map(number).collect()
}

fn joined(lexicon: &Lexicon, index: &Map<&str, u16>) -> Map<(u16, u16), u16> {
    let mut joined = Map::new();
    for (modifier, number) in lexicon.codes(Domain::Modifier).into_iter().zip(0_u16..) {
        for (code, whole) in index {
            let rest = code.strip_prefix(modifier).and_then(|rest| rest.strip_prefix('_'));
            if let Some(part) = rest.and_then(|rest| index.get(rest)) {
                joined.insert((number, *part), *whole);
            }
        }
    }
    joined
}

fn benchmarks(lexicon: &Lexicon, index: &Map<&str, u16>) -> Result<Vec<Benchmark>, LoadError> {
    let mut sources = Map::new();
    for (file, _) in coachwright_prompts::files_in("benchmarks/") {
        sources.extend(data::<Map<String, BenchmarkSource>>(file)?);
    }
    let modifiers = lexicon.codes(Domain::Modifier);
    table(lexicon, Domain::Benchmark, |code| {
        let source = sources.get(code).cloned().ok_or_else(|| "no definition in `benchmarks`".to_owned())?;
        source.resolve(code, index, &modifiers)
    })
}

fn questions(extent: Extent) -> Result<Map<String, Map<String, String>>, LoadError> {
    let wording = |locale: &Locale| {
        let language = locale.code().to_owned();
        Ok((language, data(&format!("replies/workout/{}.json", locale.code()))?))
    };
    extent.locales().iter().map(wording).collect()
}
