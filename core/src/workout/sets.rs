//! What the numbers of a notation mean for a movement: sets, repetitions, loads, distances, times.

mod chain;
mod list;

use super::item::Measure;
use super::log::{Ambiguity, AmbiguityKind, Set};
use super::notation::{Group, Join, List, Part, PartMeasure};
use super::vocabulary::MovementKind;

/// What the reader knows of the movement that a notation belongs to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting {
    pub(super) kind: MovementKind,
    /// Whether the movement is named before the notation.
    pub(super) after_movement: bool,
    /// Whether "cal" stands beside the movement: bare numbers are calories.
    pub(super) calories: bool,
    /// Other notations of the same exercise show that a pair is a load and repetitions.
    pub(super) pairs_are_loads: bool,
    /// Whether a benchmark says how many repetitions there were.
    pub(super) benchmark: bool,
    /// Whether it is part of conditioning, where a small bare number on a machine is calories.
    pub(super) metcon: bool,
}

/// Sets read from one notation.
#[derive(Debug, Default)]
pub(super) struct Resolved {
    pub(super) sets: Vec<Set>,
    pub(super) ambiguities: Vec<Ambiguity>,
}

/// The meaning of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Sets,
    Reps,
    Load,
    Distance,
    Time,
    Calories,
    Percent,
    Rpe,
    Rir,
    Bodyweight,
    Tempo,
    /// It tells nothing of a set.
    Nothing,
    /// Not known yet.
    Open,
}

/// Gives every number its meaning.
pub(super) fn resolve(group: &Group, setting: Setting) -> Resolved {
    let mut reader = Reader { parts: &group.parts, roles: Vec::new(), setting, ambiguities: Vec::new() };
    let parts = reader.slashed();
    reader.parts = &parts;
    reader.roles = parts.iter().map(|part| reader.stated(part)).collect();
    reader.counts();
    reader.chains();
    reader.singles();
    reader.pairs_of_rx();
    let sets = reader.build(group);
    Resolved { sets, ambiguities: reader.ambiguities }
}

/// Whether two numbers joined by `x` are a load and repetitions beyond doubt.
pub(super) fn is_load_pair(group: &Group, kind: MovementKind) -> bool {
    let chain: Vec<&Part> = group.parts.iter().filter(|part| part.measure == PartMeasure::Of(Measure::Bare)).collect();
    match chain.as_slice() {
        [first, second] if second.join == Join::Times => {
            kind == MovementKind::Loaded && value(first) > 12.0 && value(first) > value(second)
        }
        _ => false,
    }
}

fn value(part: &Part) -> f64 {
    part.values.first().map_or(0.0, |value| value.value)
}

fn largest(part: &Part) -> f64 {
    part.values.iter().fold(0.0, |most, value| if value.value > most { value.value } else { most })
}

struct Reader<'g> {
    parts: &'g [Part],
    roles: Vec<Role>,
    setting: Setting,
    ambiguities: Vec<Ambiguity>,
}

impl Reader<'_> {
    fn loaded(&self) -> bool {
        self.setting.kind == MovementKind::Loaded
    }

    fn by_reps(&self) -> bool {
        matches!(self.setting.kind, MovementKind::Loaded | MovementKind::Bodyweight)
    }

    /// The meaning that the part itself states.
    fn stated(&self, part: &Part) -> Role {
        match part.measure {
            PartMeasure::Rpe => Role::Rpe,
            PartMeasure::Rir => Role::Rir,
            PartMeasure::Counted => Role::Reps,
            PartMeasure::Bodyweight => Role::Bodyweight,
            PartMeasure::Bar => Role::Nothing,
            PartMeasure::Tempo => Role::Tempo,
            PartMeasure::Of(measure) => match measure {
                Measure::Sets | Measure::Rounds => Role::Sets,
                Measure::Reps if self.setting.calories => Role::Calories,
                Measure::Reps => Role::Reps,
                Measure::Load(_) | Measure::Weight => Role::Load,
                Measure::Distance(_) => Role::Distance,
                Measure::Time => Role::Time,
                Measure::Clock if !self.by_reps() || part.join == Join::Times => Role::Time,
                Measure::PluralOrSeconds => self.plural(part),
                Measure::DoublePrime if self.by_reps() && part.join != Join::Times => Role::Nothing,
                Measure::DoublePrime => Role::Time,
                Measure::Calories => Role::Calories,
                Measure::Percent => Role::Percent,
                Measure::Bare => Role::Open,
                _ => Role::Nothing,
            },
        }
    }

    /// `45s` is a pair of 45s behind a lift, 45 seconds before one.
    fn plural(&self, part: &Part) -> Role {
        if self.setting.kind == MovementKind::Endurance && value(part) >= 50.0 && part.join != Join::Times {
            return Role::Distance;
        }
        let other_load = self.parts.iter().any(|part| matches!(part.measure, PartMeasure::Of(Measure::Load(_))));
        let as_load = self.loaded() && self.setting.after_movement && !other_load && part.join != Join::Times;
        if as_load { Role::Load } else { Role::Time }
    }

    fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    fn role(&self, index: usize) -> Role {
        self.roles.get(index).copied().unwrap_or(Role::Nothing)
    }

    fn set_role(&mut self, index: usize, role: Role) {
        if let Some(slot) = self.roles.get_mut(index) {
            *slot = role;
        }
    }

    fn part(&self, index: usize) -> Option<&Part> {
        self.parts.get(index)
    }

    fn number(&self, index: usize) -> f64 {
        self.part(index).map_or(0.0, value)
    }

    /// `100/5`: a load and repetitions, where no load for men and women is meant.
    fn slashed(&mut self) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::with_capacity(self.parts.len() + 1);
        for part in self.parts {
            match part.values.as_slice() {
                [load, reps]
                    if self.loaded()
                        && part.list == List::Slash
                        && matches!(part.measure, PartMeasure::Of(Measure::Bare | Measure::Load(_)))
                        && load.value >= 15.0
                        && reps.value <= 12.0
                        && reps.value < load.value / 2.0 =>
                {
                    parts.push(Part { list: List::One, values: vec![*load], ..part.clone() });
                    let join = Join::Times;
                    parts.push(Part {
                        join,
                        measure: PartMeasure::Of(Measure::Reps),
                        list: List::One,
                        values: vec![*reps],
                        front: part.front,
                    });
                }
                _ => parts.push(part.clone()),
            }
        }
        parts
    }

    /// Numbers that stand alone, by what joins them.
    fn singles(&mut self) {
        for index in 0..self.parts.len() {
            if self.role(index) != Role::Open {
                continue;
            }
            let Some(part) = self.part(index).cloned() else { continue };
            let chain_follows = self.part(index + 1).is_some_and(|next| next.join == Join::Times)
                || (self.part(index + 2).is_some_and(|next| next.join == Join::Times)
                    && self.part(index + 1).is_some_and(|next| next.join != Join::At));
            let role = match part.join {
                Join::Of => self.of(&part),
                Join::For => self.reps_or_calories(),
                Join::At => self.at(&part),
                Join::Plus => {
                    if self.setting.kind == MovementKind::Endurance {
                        Role::Nothing
                    } else {
                        Role::Load
                    }
                }
                Join::Bracket => self.bracket(&part),
                Join::In => Role::Nothing,
                Join::Beside if self.counts_next(index) => Role::Sets,
                Join::Beside | Join::Times => self.beside(&part, index, chain_follows),
            };
            self.set_role(index, role);
        }
    }

    /// "3 de 10": the number before "of" counts sets.
    fn counts_next(&self, index: usize) -> bool {
        self.part(index + 1).is_some_and(|next| next.join == Join::Of && next.measure == PartMeasure::Of(Measure::Bare))
            && !self.has(Role::Sets)
            && self.number(index) <= 12.0
    }

    fn reps_or_calories(&self) -> Role {
        if self.setting.calories { Role::Calories } else { Role::Reps }
    }

    fn of(&self, part: &Part) -> Role {
        match self.setting.kind {
            MovementKind::Hold => Role::Time,
            MovementKind::Endurance if largest(part) >= 50.0 => Role::Distance,
            _ => self.reps_or_calories(),
        }
    }

    fn at(&self, part: &Part) -> Role {
        let rating = part.values.iter().all(|value| (5.0..=10.0).contains(&value.value));
        let worked = self.has(Role::Reps) || self.has(Role::Sets);
        match self.setting.kind {
            MovementKind::Endurance | MovementKind::Practice => Role::Nothing,
            MovementKind::Loaded if self.has(Role::Load) && rating => Role::Rpe,
            MovementKind::Loaded if rating && worked && largest(part) >= 6.0 => Role::Rpe,
            _ if self.has(Role::Load) => Role::Nothing,
            _ => Role::Load,
        }
    }

    fn bracket(&self, part: &Part) -> Role {
        match self.setting.kind {
            MovementKind::Loaded if !self.has(Role::Load) => Role::Load,
            MovementKind::Bodyweight if part.values.len() > 1 && !self.has(Role::Reps) => Role::Reps,
            MovementKind::Loaded if part.values.len() > 1 && !self.has(Role::Reps) => Role::Reps,
            _ => Role::Nothing,
        }
    }

    fn beside(&self, part: &Part, index: usize, chain_follows: bool) -> Role {
        let most = largest(part);
        let several = part.values.len() > 1;
        if self.setting.calories && !self.has(Role::Calories) {
            return Role::Calories;
        }
        match self.setting.kind {
            MovementKind::Endurance => match () {
                // "500 in 7:30"
                () if most >= 50.0 && !self.has(Role::Distance) && !self.has(Role::Calories) => Role::Distance,
                () if self.has(Role::Distance) || self.has(Role::Time) || self.has(Role::Calories) => Role::Nothing,
                () if self.setting.metcon || several => Role::Calories,
                () => Role::Nothing,
            },
            MovementKind::Hold if !self.has(Role::Time) => Role::Time,
            MovementKind::Hold | MovementKind::Practice => Role::Nothing,
            MovementKind::Carry if self.has(Role::Distance) || self.has(Role::Reps) || self.has(Role::Time) => {
                Role::Load
            }
            MovementKind::Carry => Role::Reps,
            // `5x10 20`: a load behind sets; a number behind "10 reps" is something else.
            MovementKind::Bodyweight if self.has(Role::Reps) => {
                let chain = index > 0 && self.part(index - 1).is_some_and(|before| before.join == Join::Times);
                if chain && !self.has(Role::Load) && most >= 5.0 { Role::Load } else { Role::Nothing }
            }
            MovementKind::Bodyweight => Role::Reps,
            MovementKind::Loaded => {
                if self.has(Role::Load) {
                    return if self.has(Role::Reps) { Role::Nothing } else { Role::Reps };
                }
                let followed_by_load = self.parts.get(index + 1..).unwrap_or_default().iter().any(|next| {
                    matches!(next.join, Join::At | Join::Bracket) && next.measure == PartMeasure::Of(Measure::Bare)
                });
                let lifted_for =
                    self.parts.get(index + 1..).unwrap_or_default().iter().any(|next| next.join == Join::For);
                if part.front && !several && !chain_follows && !self.has(Role::Reps) && most.fract() == 0.0 {
                    // "100 squats", but "155 deads" in a benchmark whose repetitions are known.
                    return if self.setting.benchmark && most >= 45.0 { Role::Load } else { Role::Reps };
                }
                if self.has(Role::Reps) || chain_follows || (lifted_for && !several) {
                    Role::Load
                } else if followed_by_load && most <= 50.0 {
                    Role::Reps
                } else if several {
                    let least = part.values.iter().fold(f64::INFINITY, |least, value| least.min(value.value));
                    if least >= 40.0 && part.list != List::One { Role::Load } else { Role::Reps }
                } else if most > 30.0 || most.fract() != 0.0 {
                    Role::Load
                } else {
                    Role::Reps
                }
            }
        }
    }

    /// `95/65`: a load for men and one for women; which was used is not said.
    fn pairs_of_rx(&mut self) {
        for index in 0..self.parts.len() {
            let Some(part) = self.part(index) else { continue };
            let [first, second] = part.values.as_slice() else { continue };
            let ratio = second.value / first.value;
            let pair = part.list == List::Slash && (0.5..0.96).contains(&ratio);
            let (first, second) = (first.span, second.span);
            if pair && self.role(index) == Role::Load {
                self.set_role(index, Role::Nothing);
                self.ambiguities.push(Ambiguity { kind: AmbiguityKind::RxLoad, span: first.join(second) });
            }
        }
    }
}
