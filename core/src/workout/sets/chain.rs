//! Numbers joined by `x`.

use super::{Reader, Role, largest};
use crate::Span;
use crate::workout::item::Measure;
use crate::workout::log::{Ambiguity, AmbiguityKind};
use crate::workout::notation::{Join, List, PartMeasure};
use crate::workout::vocabulary::MovementKind;

impl Reader<'_> {
    /// "four singles", "5 doubles": the number before a counted word is sets.
    pub(super) fn counts(&mut self) {
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
    pub(super) fn chains(&mut self) {
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

    pub(super) fn chain(&mut self, first: usize, end: usize) {
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
    pub(super) fn beside_stated(&self, index: usize, first: usize, end: usize) -> Role {
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
    pub(super) fn triple(&self, a: f64, b: f64, c: f64) -> [Role; 3] {
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
    pub(super) fn pair(&mut self, first: usize, second: usize) -> (Role, Role) {
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
            // `5/5 x 3`: five on each side, three times.
            _ if self.part(first).is_some_and(|part| part.list == List::Slash && part.values.len() == 1) => {
                (Role::Reps, Role::Sets)
            }
            MovementKind::Bodyweight if a > 12.0 && b <= 10.0 && !listed => (Role::Reps, Role::Sets),
            MovementKind::Bodyweight | MovementKind::Practice => (Role::Sets, Role::Reps),
            MovementKind::Hold => (Role::Sets, Role::Time),
            MovementKind::Endurance if b >= 100.0 || b == 50.0 || b == 25.0 => (Role::Sets, Role::Distance),
            MovementKind::Endurance if b >= 20.0 => (Role::Sets, Role::Nothing),
            MovementKind::Endurance | MovementKind::Carry => (Role::Sets, Role::Reps),
        }
    }

    pub(super) fn note(&mut self, kind: AmbiguityKind, first: usize, last: usize) {
        let spans = self.parts.get(first..=last).unwrap_or_default().iter().flat_map(|part| &part.values);
        if let Some(span) = spans.map(|value| value.span).reduce(Span::join) {
            self.ambiguities.push(Ambiguity { kind, span });
        }
    }
}
