//! The person's gender, only where it is said.

use crate::facts::reader::{Found, Reader};
use crate::facts::{Confidence, SlotId, Topic};
use crate::text::Domain;

/// The gender that a word at `at` names.
pub(super) fn at<'t>(reader: &Reader<'_, 't>, at: usize) -> Option<&'t str> {
    let (_, codes) = reader.term(at, Domain::Fact)?;
    codes.split('|').find_map(|code| code.strip_prefix("gender."))
}

/// Reads the gender beside an age, behind "I'm a", or as an answer about the body.
pub(super) fn read(reader: &Reader<'_, '_>, age_end: Option<usize>, found: &mut Found) {
    for (term, codes) in reader.terms(Domain::Fact) {
        let Some(code) = codes.split('|').find_map(|code| code.strip_prefix("gender.")) else { continue };
        let letter = reader.word(term.first).len() == 1;
        let beside_age = age_end
            .is_some_and(|end| term.first.abs_diff(end) <= 1 || (term.end + 2 == end && reader.is(term.end, ',')));
        let claims = |at: Option<usize>| at.is_some_and(|at| reader.particle(at, "am") || reader.particle(at, "as"));
        let directly = term.first.checked_sub(1);
        let article = directly.is_some_and(|at| reader.particle(at, "article"));
        let said = (term.end - term.first >= 2 && !letter)
            || claims(directly)
            || (article && claims(term.first.checked_sub(2)));
        let asked = reader.about(Topic::Body);
        let tells = if letter {
            beside_age || (asked && !reader.glued(term.first))
        } else {
            beside_age || said || (asked && reader.words() <= 12)
        };
        if tells && reader.stated(term.first, term.end) {
            found.code(SlotId::Gender, code, term.span, Confidence::High);
            return;
        }
    }
}
