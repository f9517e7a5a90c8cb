//! What the reader must see, in the words people use.

use pretty_assertions::assert_eq;
use proptest::prelude::*;

use super::*;
use crate::{Context, Date};

fn lexicon() -> &'static Lexicon {
    static LEXICON: std::sync::LazyLock<Lexicon> = std::sync::LazyLock::new(|| Lexicon::load().unwrap());
    &LEXICON
}

fn words(source: &str) -> Vec<String> {
    let (tokens, folded) = token::scan(source);
    tokens.iter().map(|token| token.fold(&folded).to_owned()).collect()
}

#[test]
fn splits_words_numbers_and_notation() {
    assert_eq!(words("5x5@225lb"), ["5", "x", "5", "@", "225", "lb"]);
    assert_eq!(words("1,000 m, 277,5 kg .5"), ["1000", "m", ",", "277.5", "kg", "0.5"]);
    assert_eq!(words("12,500 steps"), ["12500", "steps"]);
    assert_eq!(words("135,155,175"), ["135", ",", "155", ",", "175"]);
    assert_eq!(words("5,5,3"), ["5", ",", "5", ",", "3"]);
    assert_eq!(words("don't l'an j'ai qu'elle"), ["don't", "l", "an", "j", "ai", "qu", "elle"]);
    assert_eq!(words("Développé COUCHÉ Ñandú"), ["developpe", "couche", "nandu"]);
    assert_eq!(words("20.06.2025"), ["20", ".", "06", ".", "2025"]);
    assert_eq!(
        words("4xV1 200ptsOct 9 500 mL CrossFit"),
        ["4", "x", "v", "1", "200", "pts", "oct", "9", "500", "ml", "crossfit"]
    );
}

#[test]
fn reads_numbers_in_digits_and_words() {
    let lexicon = lexicon();
    for (source, expected) in [
        ("twenty-five", 25.0),
        ("a hundred and thirty five", 135.0),
        ("two and a half", 2.5),
        ("treinta y cinco", 35.0),
        ("soixante-quinze", 75.0),
        ("quatre-vingt-dix", 90.0),
        ("1 1/2", 1.5),
        ("2½", 2.5),
        ("277,5", 277.5),
        ("a couple of", 2.0),
    ] {
        let text = Text::read(lexicon, source);
        assert_eq!(text.numbers.iter().map(|number| number.value).collect::<Vec<_>>(), [expected], "{source}");
    }
}

#[test]
fn reads_durations() {
    let lexicon = lexicon();
    for (source, expected) in [
        ("12:34", 754.0),
        ("1:02:03", 3723.0),
        ("1h24mn", 5040.0),
        ("1h30", 5400.0),
        ("1 hour 20 minutes", 4800.0),
        ("90 sec", 90.0),
        ("an hour and a half", 5400.0),
        ("half an hour", 1800.0),
        ("une heure et demie", 5400.0),
        ("hora y media", 5400.0),
        ("media hora", 1800.0),
        ("5'30\"", 330.0),
        ("1h45'30\"", 6330.0),
        ("30-minute", 1800.0),
        ("two hours", 7200.0),
        ("1.5 hours", 5400.0),
        ("45 min", 2700.0),
    ] {
        let text = Text::read(lexicon, source);
        assert_eq!(duration::at(&text, 0).map(|found| found.seconds), Some(expected), "{source}");
    }
    let text = Text::read(lexicon, "5 5");
    assert_eq!(duration::at(&text, 0), None);
}

#[test]
fn reads_dates() {
    let lexicon = lexicon();
    let mut context = Context::at("2025-06-20T12:00:00Z".parse().unwrap());
    for (source, expected) in [
        ("yesterday", date(2025, 6, 19)),
        ("2025-06-18", date(2025, 6, 18)),
        ("2016/03/28", date(2016, 3, 28)),
        ("Oct 9, 2014", date(2014, 10, 9)),
        ("9 de octubre de 2014", date(2014, 10, 9)),
        ("last Friday", date(2025, 6, 13)),
        ("Thursday", date(2025, 6, 19)),
        ("3 days ago", date(2025, 6, 17)),
        ("il y a deux jours", date(2025, 6, 18)),
        ("hace dos dias", date(2025, 6, 18)),
        ("1/11", date(2025, 1, 11)),
        ("13/1", date(2025, 1, 13)),
        ("6/25", date(2024, 6, 25)),
    ] {
        let text = Text::read(lexicon, source);
        assert_eq!(date::at(&text, 0, &context).map(|found| found.date), Some(expected), "{source}");
    }
    context.locale = crate::Locale::Fr;
    let text = Text::read(lexicon, "1/11");
    assert_eq!(date::at(&text, 0, &context).map(|found| found.date), Some(date(2024, 11, 1)));
}

/// The scopes of the word `needle` in `source`.
fn scope(source: &str, needle: &str) -> Scope {
    let lexicon = lexicon();
    let text = Text::read(lexicon, source);
    let at = (0..text.tokens.len()).find(|at| text.word(*at) == needle).unwrap();
    text.scope(at)
}

#[test]
fn knows_what_is_denied_asked_planned_or_somebody_elses() {
    assert!(scope("no knee or shoulder problems", "shoulder").any(Scope::NEGATED));
    assert!(!scope("No injuries. Just want to get back in shape", "back").any(Scope::NEGATED));
    assert!(!scope("No injuries, just want to get back in shape", "back").any(Scope::NEGATED));
    assert!(scope("I've never squatted", "squatted").any(Scope::NEGATED));
    assert!(!scope("not only squats", "squats").any(Scope::NEGATED));
    assert!(!scope("never benched but squat 100", "squat").any(Scope::NEGATED));
    assert!(scope("what is RPE?", "rpe").any(Scope::QUESTION));
    assert!(!scope("I did Fran in 5:20, is that good?", "fran").any(Scope::QUESTION));
    assert!(scope("I want to squat 200", "squat").any(Scope::PLANNED));
    assert!(scope("my husband benches 300", "benches").any(Scope::OTHER));
    assert!(!scope("my husband benches 300 and I squat 100", "squat").any(Scope::OTHER));
    assert!(scope("I used to run marathons", "marathons").any(Scope::PAST));
    assert!(scope("squat ~~225~~ 235", "225").any(Scope::RETRACTED));
    assert!(scope("sin dolor de rodilla", "rodilla").any(Scope::NEGATED));
    assert!(scope("je n'ai pas mal au genou", "genou").any(Scope::NEGATED));
}

/// The standard library is the judge, for every Latin letter.
#[test]
fn letters_fold_to_lower_case() {
    for letter in '\u{c0}'..='\u{17f}' {
        let mut lowered = letter.to_lowercase();
        if let (Some(lower), None) = (lowered.next(), lowered.next())
            && letter.is_alphabetic()
        {
            assert_eq!(words(&letter.to_string()), words(&lower.to_string()), "{letter}");
        }
    }
}

proptest! {
    #[test]
    fn decimals_are_rounded_as_the_standard_library_does(whole in 0_u32..=99_999_999, fraction in "[0-9]{0,7}") {
        let text = format!("{whole}.{fraction}");
        prop_assert_eq!(number::value_of(&text), text.parse().ok());
    }

    #[test]
    fn any_message_is_covered_by_tokens_and_clauses(source in ".{0,200}") {
        let lexicon = lexicon();
        let text = Text::read(lexicon, &source);
        let mut end = 0;
        for token in &text.tokens {
            prop_assert!(token.span.start >= end && token.span.end > token.span.start);
            prop_assert!(!token.span.of(&source).is_empty());
            end = token.span.end;
        }
        let mut at = 0;
        for clause in &text.clauses {
            prop_assert_eq!(clause.first, at);
            prop_assert!(clause.end > clause.first);
            at = clause.end;
        }
        prop_assert_eq!(at, text.tokens.len());
        for term in &text.terms {
            prop_assert!(term.end > term.first && term.end <= text.tokens.len());
            prop_assert!(!text.code(term).is_empty());
        }
        for index in 0..text.tokens.len() {
            let _ = duration::at(&text, index);
        }
    }
}

fn date(year: i16, month: i8, day: i8) -> Date {
    Date::new(year, month, day).unwrap()
}

#[test]
fn words_that_languages_share_tell_none() {
    let language = |source| Text::read(lexicon(), source).language();
    assert_eq!(language("no injuries, no conditions"), None);
    assert_eq!(language("no tengo lesiones"), Some("es"));
    assert_eq!(language("I have no injuries"), Some("en"));
}
