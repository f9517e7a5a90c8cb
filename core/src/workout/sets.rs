//! What the numbers of a notation mean for a movement: sets, repetitions, loads, distances, times.

use super::item::Measure;
use super::log::{Ambiguity, AmbiguityKind, Distance, DistanceUnit, Found, Load, LoadUnit, Set};
use super::notation::{Group, Join, List, Part, PartMeasure, Value};
use super::vocabulary::MovementKind;
use crate::Span;

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

/// Most sets that one notation may stand for.
const SET_LIMIT: usize = 60;

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

    /// "four singles", "5 doubles": the number before a counted word is sets.
    fn counts(&mut self) {
        for index in 1..self.parts.len() {
            let counted = self.part(index).is_some_and(|part| {
                part.measure == PartMeasure::Counted && matches!(part.join, Join::Beside | Join::Of)
            });
            if counted && self.role(index - 1) == Role::Open && self.number(index - 1) <= 20.0 {
                let single = self.part(index - 1).is_some_and(|part| part.values.len() == 1);
                // "315 single" is a load.
                if single {
                    self.set_role(index - 1, Role::Sets);
                }
            }
        }
    }

    /// Numbers joined by `x`.
    fn chains(&mut self) {
        let mut first = 0;
        while first < self.parts.len() {
            let mut end = first + 1;
            while self.part(end).is_some_and(|part| part.join == Join::Times) {
                end += 1;
            }
            let opens_with_times = self.part(first).is_some_and(|part| part.join == Join::Times);
            if end - first >= 2 {
                self.chain(first, end);
            } else if opens_with_times && self.role(first) == Role::Open {
                // `x5`
                self.set_role(first, Role::Reps);
            }
            first = end;
        }
    }

    fn chain(&mut self, first: usize, end: usize) {
        let open: Vec<usize> = (first..end).filter(|index| self.role(*index) == Role::Open).collect();
        match (open.as_slice(), end - first) {
            ([a, b, c], 3) => {
                let roles = self.triple(self.number(*a), self.number(*b), self.number(*c));
                for (index, role) in [*a, *b, *c].into_iter().zip(roles) {
                    self.set_role(index, role);
                }
            }
            ([a, b], 2) => {
                let roles = self.pair(*a, *b);
                self.set_role(*a, roles.0);
                self.set_role(*b, roles.1);
            }
            ([a, b], _) => {
                let stated = (first..end).find(|index| !open.contains(index)).map(|index| (index, self.role(index)));
                let (left, right) = match stated {
                    Some((_, Role::Sets)) => (Role::Load, Role::Reps),
                    // `140/5x3`, `135 x 8 reps x 3`
                    Some((_, Role::Reps))
                        if self.loaded() && self.number(*a) > 12.0 && self.number(*a) > self.number(*b) =>
                    {
                        (Role::Load, Role::Sets)
                    }
                    Some((_, Role::Reps)) => (Role::Sets, Role::Load),
                    Some((at, Role::Load)) if at == first => (Role::Reps, Role::Sets),
                    _ => (Role::Sets, Role::Reps),
                };
                self.set_role(*a, left);
                self.set_role(*b, right);
            }
            ([a], _) => {
                let role = self.beside_stated(*a, first, end);
                self.set_role(*a, role);
            }
            _ => {
                for index in open {
                    self.set_role(index, Role::Nothing);
                }
            }
        }
    }

    /// The one number of a chain whose other numbers say what they are.
    fn beside_stated(&self, index: usize, first: usize, end: usize) -> Role {
        let stated: Vec<Role> = (first..end).filter(|other| *other != index).map(|other| self.role(other)).collect();
        let number = self.number(index);
        if stated.contains(&Role::Load) {
            return if stated.contains(&Role::Reps) {
                Role::Sets
            } else if self.has(Role::Reps) {
                // `10 reps 2x35 lb`: a pair of dumbbells.
                Role::Nothing
            } else {
                Role::Reps
            };
        }
        if stated.contains(&Role::Reps) {
            return match () {
                () if stated.contains(&Role::Sets) => Role::Load,
                // `135 x 10 reps`, but `3 x 10 reps`.
                () if index == first && self.loaded() && number >= 15.0 => Role::Load,
                () => Role::Sets,
            };
        }
        if stated.contains(&Role::Sets) {
            return if self.setting.calories { Role::Calories } else { Role::Reps };
        }
        if stated.iter().any(|role| matches!(role, Role::Distance | Role::Time | Role::Calories)) {
            return Role::Sets;
        }
        if self.setting.calories { Role::Calories } else { Role::Reps }
    }

    /// `a x b x c`: the load is the largest; of the others the sets are at the far end.
    fn triple(&self, a: f64, b: f64, c: f64) -> [Role; 3] {
        if !self.loaded() {
            return if self.setting.kind == MovementKind::Bodyweight && a > 12.0 && c <= 10.0 {
                [Role::Load, Role::Reps, Role::Sets]
            } else {
                [Role::Sets, Role::Reps, Role::Load]
            };
        }
        if b > a && b > c && b >= 40.0 {
            return [Role::Sets, Role::Load, Role::Reps];
        }
        // `225x5x3` and `3x10x8`: what is small enough for sets stands at the end that is not the load.
        if c > a || (c == a && c > 10.0) || (a <= 6.0 && c > 6.0) {
            [Role::Sets, Role::Reps, Role::Load]
        } else {
            [Role::Load, Role::Reps, Role::Sets]
        }
    }

    /// `a x b`
    fn pair(&mut self, first: usize, second: usize) -> (Role, Role) {
        let (a, b) = (self.number(first), self.number(second));
        let listed = self.part(second).is_some_and(|part| part.values.len() > 1);
        if self.setting.calories {
            return (Role::Sets, Role::Calories);
        }
        match self.setting.kind {
            MovementKind::Loaded => {
                let load_before = first.checked_sub(1).and_then(|before| self.part(before)).is_some_and(|before| {
                    before.join != Join::Times
                        && before.measure == PartMeasure::Of(Measure::Bare)
                        && largest(before) > 12.0
                        && largest(before) > a
                });
                let load_elsewhere = load_before
                    || self.has(Role::Load)
                    || self.parts.iter().zip(&self.roles).any(|(part, role)| {
                        *role == Role::Open && matches!(part.join, Join::At | Join::Plus) && largest(part) > 10.0
                    });
                let fraction = a.fract() != 0.0;
                if fraction || ((a > 12.0 || self.setting.pairs_are_loads) && a > b && !load_elsewhere) {
                    (Role::Load, Role::Reps)
                } else if b >= 40.0 && a <= 12.0 && !load_elsewhere && !listed {
                    self.note(AmbiguityKind::SetsOrLoad, first, second);
                    (Role::Reps, Role::Load)
                } else if !load_elsewhere && (a >= 20.0 || (self.setting.pairs_are_loads && a >= 5.0)) {
                    (Role::Load, Role::Reps)
                } else {
                    (Role::Sets, Role::Reps)
                }
            }
            MovementKind::Bodyweight if a > 12.0 && b <= 10.0 && !listed => (Role::Reps, Role::Sets),
            MovementKind::Bodyweight | MovementKind::Practice => (Role::Sets, Role::Reps),
            MovementKind::Hold => (Role::Sets, Role::Time),
            MovementKind::Endurance if b >= 100.0 || b == 50.0 || b == 25.0 => (Role::Sets, Role::Distance),
            MovementKind::Endurance if b >= 20.0 => (Role::Sets, Role::Nothing),
            MovementKind::Endurance | MovementKind::Carry => (Role::Sets, Role::Reps),
        }
    }

    fn note(&mut self, kind: AmbiguityKind, first: usize, last: usize) {
        let spans = self.parts.get(first..=last).unwrap_or_default().iter().flat_map(|part| &part.values);
        if let Some(span) = spans.map(|value| value.span).reduce(Span::join) {
            self.ambiguities.push(Ambiguity { kind, span });
        }
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

    fn find(&self, role: Role) -> Option<&Part> {
        let index = self.roles.iter().position(|known| *known == role)?;
        self.part(index)
    }

    fn build(&mut self, group: &Group) -> Vec<Set> {
        let counted = self.find(Role::Sets).map(value);
        let mut reps = self.values(Role::Reps);
        let range = self.find(Role::Reps).and_then(|part| range(part, counted));
        if let Some(span) = range {
            self.ambiguities.push(Ambiguity { kind: AmbiguityKind::Range, span });
            reps.clear();
        }
        let loads = self.values(Role::Load);
        let load_unit = self.find(Role::Load).and_then(|part| match part.measure {
            PartMeasure::Of(Measure::Load(unit)) => Some(unit),
            _ => None,
        });
        let distances = self.values(Role::Distance);
        let distance_unit = self.find(Role::Distance).and_then(|part| match part.measure {
            PartMeasure::Of(Measure::Distance(unit)) => Some(unit),
            _ => None,
        });
        let times = self.values(Role::Time);
        let calories = self.values(Role::Calories);
        let percents = self.values(Role::Percent);
        let ratings = self.values(Role::Rpe);
        let reserves = self.values(Role::Rir);
        let tempo = self.find(Role::Tempo).and_then(|part| part.values.first()).copied();
        let bodyweight = self.find(Role::Bodyweight).and_then(|part| part.values.first()).map(|value| value.span);

        let lists = [&reps, &loads, &distances, &times, &calories, &percents, &ratings];
        let longest = lists.iter().map(|list| list.len()).max().unwrap_or(0);
        let stated = counted.filter(|count| count.fract() == 0.0 && *count >= 1.0);
        // A whole number from 1 to 60, so the cast is exact.
        let count = stated.filter(|count| *count <= SET_LIMIT as f64).map(|count| count as usize);
        if longest == 0 && bodyweight.is_none() {
            return Vec::new();
        }
        let total = match count {
            // `2 x 10-8-6`: the whole list each time.
            Some(count) if longest > 1 && longest != count => (count * longest).min(SET_LIMIT),
            Some(count) => count,
            None => longest.max(1),
        };
        let pick = |list: &[Value], set: usize| match list.len() {
            0 => None,
            1 => list.first().copied(),
            length => list.get(set % length).copied(),
        };
        let whole = |value: Value| {
            let fits = value.value >= 0.0 && value.value <= 100_000.0 && value.value.fract() == 0.0;
            // Whole and small, so the cast is exact.
            fits.then(|| Found::new(value.value as u32, value.span))
        };
        let plain = |value: Value| Found::new(value.value, value.span);
        let set = |number: usize| Set {
            span: group.span,
            reps: pick(&reps, number).and_then(whole),
            weight: pick(&loads, number).map(|value| weight(value, load_unit)),
            distance: pick(&distances, number).map(|value| length(value, distance_unit)),
            duration_seconds: pick(&times, number).map(plain),
            calories: pick(&calories, number).map(plain),
            rpe: pick(&ratings, number).filter(|value| (1.0..=10.0).contains(&value.value)).map(plain),
            rir: pick(&reserves, number).map(plain),
            percent: pick(&percents, number).map(plain),
            bodyweight,
            warm_up: group.warm_up,
            tempo: tempo.map(|tempo| Found::new(format!("{:04}", tempo.value), tempo.span)),
            ..Set::default()
        };
        let mut sets: Vec<Set> = (0..total).map(set).collect();
        for set in &mut sets {
            // `85/0`
            if let Some(reps) = set.reps.filter(|reps| reps.value == 0) {
                set.failed = Some(reps.span);
                set.reps = None;
            }
        }
        if let (Some(failed), Some(last)) = (group.failed, sets.last_mut()) {
            last.failed = Some(failed);
        }
        sets
    }

    fn values(&self, role: Role) -> Vec<Value> {
        self.find(role).map(|part| part.values.clone()).unwrap_or_default()
    }
}

fn weight(value: Value, unit: Option<LoadUnit>) -> Found<Load> {
    Found::new(Load { value: value.value, unit }, value.span)
}

fn length(value: Value, unit: Option<DistanceUnit>) -> Found<Distance> {
    Found::new(Distance { value: value.value, unit }, value.span)
}

/// `8-10` is a range, what was done is not said; `10-8` and `21-15-9` are lists.
fn range(part: &Part, sets: Option<f64>) -> Option<Span> {
    let [low, high] = part.values.as_slice() else { return None };
    let ascending = low.value < high.value && high.value - low.value <= 5.0 && high.value <= 30.0;
    (part.list == List::Dash && ascending && sets != Some(2.0)).then(|| low.span.join(high.span))
}
