//! The check of any reply before it is shown, whoever wrote it: `[[guard]]` of `prompts/safety/rules.toml` and the facts of
//! the conversation. Pure, and far cheaper than writing the reply was.

use serde::Serialize;

use super::injuries::Contraindication;
use super::standing::stands_in_reply;
use super::{Flag, Hits, Tier, answer};
use crate::level::Level;
use crate::text::{Domain, Number, Scope, Term, Text};
use crate::{Context, Engine, Span};

/// What a reply is checked against: what the person said and what is known. Empty lists check nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Artefact<'a> {
    /// What injuries and conditions rule out.
    pub contraindications: &'a [Contraindication<'a>],
    /// The last load of each movement that is known.
    pub loads: &'a [KnownLoad<'a>],
    /// The numbers a reply may name with a unit; none: any number may be named.
    pub numbers: Option<&'a [f64]>,
    /// The flags of the person's message and those still open.
    pub flags: &'a [Flag],
    /// Texts that are for the model alone; eight words in a row must not be repeated.
    pub secrets: &'a [&'a str],
    /// Whether the person is under age: no testing of maximum loads.
    pub minor: bool,
}

/// A load that the person has handled.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KnownLoad<'a> {
    /// Canonical movement: `back_squat`.
    pub movement: &'a str,
    /// In kilograms.
    pub kilograms: f64,
}

/// What a reply must not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Breach {
    /// It names a number that is in nothing it was given.
    InventedNumber,
    /// It repeats what was for the model alone.
    PromptLeak,
    /// It raises a load by more than the rule allows.
    LoadJump,
    /// It tests a maximum with somebody under age.
    MaxTest,
    /// It gives a dose of a drug or a supplement.
    Dosing,
    /// It treats: medicines, or doing without a doctor.
    Treatment,
    /// It names an illness as if it had examined the person.
    Diagnosis,
    /// It says that the person is cleared.
    Clearing,
    /// It proposes a movement that an injury rules out.
    Contraindicated,
    /// It encourages training in spite of a warning sign.
    ThroughDanger,
    /// It says something else than the answer to an emergency.
    Emergency,
}

impl Breach {
    /// The code of data files.
    fn of_code(code: &str) -> Option<Self> {
        Some(match code {
            "prompt_leak" => Self::PromptLeak,
            "max_test" => Self::MaxTest,
            "dosing" => Self::Dosing,
            "treatment" => Self::Treatment,
            "diagnosis" => Self::Diagnosis,
            "clearing" => Self::Clearing,
            "through_danger" => Self::ThroughDanger,
            _ => return None,
        })
    }

    fn code(self) -> &'static str {
        match self {
            Self::InventedNumber => "invented_number",
            Self::PromptLeak => "prompt_leak",
            Self::LoadJump => "load_jump",
            Self::MaxTest => "max_test",
            Self::Dosing => "dosing",
            Self::Treatment => "treatment",
            Self::Diagnosis => "diagnosis",
            Self::Clearing => "clearing",
            Self::Contraindicated => "contraindicated",
            Self::ThroughDanger => "through_danger",
            Self::Emergency => "emergency",
        }
    }
}

/// One breach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// What the reply does.
    pub breach: Breach,
    /// The words that do it, in the reply.
    pub span: Span,
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
#[serde(rename_all = "camelCase")]
pub struct Verdict {
    /// Everything found, gravest first; empty when the reply may be shown.
    pub findings: Vec<Finding>,
    /// What to show instead, in the person's language; none when the reply may be shown.
    pub replacement: Option<String>,
}

/// How many words of a secret text in a row are a leak.
const LEAK: usize = 8;

/// Checks a reply.
#[must_use]
pub fn guard(engine: &Engine, reply: &Text<'_>, artefact: &Artefact<'_>, context: &Context) -> Verdict {
    let checks = Checks { engine, reply, artefact };
    let mut findings = checks.said();
    findings.extend(checks.movements());
    findings.extend(checks.numbers());
    findings.extend(checks.leaks());
    let emergency = artefact.flags.iter().any(|flag| flag.tier == Tier::Emergency);
    let reply_is_answer = || answer(engine, artefact.flags, context).is_some_and(|text| reply.source.contains(&text));
    if emergency && !reply_is_answer() {
        findings.push(Finding { breach: Breach::Emergency, span: Span::new(0, reply.source.len()) });
    }
    findings.sort_by_key(|finding| (std::cmp::Reverse(finding.breach), finding.span));
    let replacement = findings.first().and_then(|gravest| {
        let graver = artefact.flags.iter().any(|flag| flag.tier >= Tier::Urgent);
        let danger = graver.then(|| answer(engine, artefact.flags, context)).flatten();
        danger.or_else(|| engine.safety.answers.instead_of(gravest.breach.code(), context))
    });
    Verdict { findings, replacement }
}

/// How fast training may grow.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Caps {
    /// Weekly volume grows by at most so many per cent (house rule).
    pub weekly_volume_percent: f64,
    /// A load grows by so many per cent, at least and at most, once the target repetitions were passed (ACSM 2009).
    pub load_percent: (f64, f64),
    /// Hard sets for one part of the body in the first week of beginners and of people coming back; none for others.
    pub first_week_sets: Option<u32>,
    /// Repetitions of one movement in a session of that week: high-repetition work after a break is what causes
    /// rhabdomyolysis.
    pub first_week_repetitions: Option<u32>,
    /// Whether maximum loads may be tested: not with people under age (NSCA), nor with beginners.
    pub may_test_maximum: bool,
}

/// The caps for somebody of this safety level; `returning` after a break counts as a beginner for the first week.
#[must_use]
pub fn caps(engine: &Engine, level: Level, minor: bool, returning: bool) -> Caps {
    let limits = &engine.safety.rules.limits;
    let beginner = matches!(level, Level::Beginner | Level::Unknown);
    let careful = beginner || returning;
    Caps {
        weekly_volume_percent: if beginner { limits.volume_percent_beginner } else { limits.volume_percent },
        load_percent: (limits.load_percent_low, limits.load_percent),
        first_week_sets: careful.then_some(limits.first_week_sets),
        first_week_repetitions: careful.then_some(limits.first_week_repetitions),
        may_test_maximum: !minor && !beginner,
    }
}

struct Checks<'c, 't> {
    engine: &'c Engine,
    reply: &'c Text<'t>,
    artefact: &'c Artefact<'c>,
}

impl Checks<'_, '_> {
    /// What data rules find in the wording.
    fn said(&self) -> Vec<Finding> {
        let rules = &self.engine.safety.rules;
        let hits = Hits::find(rules, self.reply);
        let mut findings = Vec::new();
        for rule in rules.guards().iter().filter(|rule| rule.may_match(hits.present)) {
            let Some(breach) = Breach::of_code(&rule.code) else { continue };
            if breach == Breach::MaxTest && !self.artefact.minor {
                continue;
            }
            for found in hits.findings(rule).filter(|found| stands_in_reply(rule, found, &hits)) {
                findings.push(Finding { breach, span: self.reply.span(found.shown.0, found.shown.1) });
            }
        }
        findings
    }

    /// Movements that are ruled out, and loads that jump.
    fn movements(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for term in self.reply.terms_of(Domain::Movement) {
            let movement = self.reply.code(term);
            if self.is_left_out(term) {
                continue;
            }
            if self.artefact.contraindications.iter().any(|ruled| ruled.bars(movement)) {
                findings.push(Finding { breach: Breach::Contraindicated, span: term.span });
            }
            let known = self.artefact.loads.iter().find(|load| load.movement == movement);
            if let (Some(known), Some((number, kilograms))) = (known, self.load_of(term)) {
                let allowed = known.kilograms * (100.0 + self.engine.safety.rules.limits.load_percent) / 100.0;
                if kilograms > allowed + 0.01 {
                    findings.push(Finding { breach: Breach::LoadJump, span: term.span.join(number.span) });
                }
            }
        }
        findings
    }

    /// "Leave out box jumps", "no deadlifts", "instead of running".
    fn is_left_out(&self, term: &Term) -> bool {
        let rules = &self.engine.safety.rules;
        if self.reply.scope(term.first).any(Scope::NEGATED | Scope::QUESTION) {
            return true;
        }
        let sentence = self.reply.clause_at(term.first).map(|clause| clause.sentence);
        let first = term.first.saturating_sub(16);
        self.reply.terms_of(Domain::Danger).skip_while(|near| near.first < first).any(|near| {
            near.first < term.first
                && rules.of(Domain::Danger, near.code).meets(rules.grammar.leaves_out)
                && self.reply.clause_at(near.first).map(|clause| clause.sentence) == sentence
        })
    }

    /// The load said with a movement: the nearest number of kilograms or pounds behind it in its sentence.
    fn load_of(&self, term: &Term) -> Option<(&Number, f64)> {
        let sentence = self.reply.clause_at(term.first)?.sentence;
        let from = self.reply.numbers.partition_point(|number| number.first < term.end);
        let next = self.reply.terms_of(Domain::Movement).find(|other| other.first >= term.end).map(|other| other.first);
        let near = self.reply.numbers.iter().skip(from).take_while(|number| {
            number.first < term.end + 16
                && next.is_none_or(|next| number.first < next)
                && self.reply.clause_at(number.first).is_some_and(|clause| clause.sentence == sentence)
        });
        near.filter_map(|number| Some((number, self.kilograms(number)?))).next()
    }

    fn kilograms(&self, number: &Number) -> Option<f64> {
        match self.reply.code(self.reply.term_at(number.end, Domain::Unit)?) {
            "kg" => Some(number.value),
            "lb" => Some(number.value * 0.453_592_37),
            _ => None,
        }
    }

    /// Numbers with a unit that are in nothing the reply was made from.
    fn numbers(&self) -> Vec<Finding> {
        let Some(allowed) = self.artefact.numbers else { return Vec::new() };
        let known = |value: f64| allowed.iter().any(|number| (number - value).abs() < 1e-6);
        let measured = |number: &&Number| {
            let percent = self.reply.tokens.get(number.end).is_some_and(|token| token.is('%'));
            percent || self.reply.term_at(number.end, Domain::Unit).is_some()
        };
        let invented = self.reply.numbers.iter().filter(measured).filter(|number| !known(number.value));
        invented.map(|number| Finding { breach: Breach::InventedNumber, span: number.span }).collect()
    }

    /// Runs of words that are for the model alone.
    fn leaks(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for secret in self.artefact.secrets {
            let secret = Text::read(&self.engine.lexicon, secret);
            let words = |text: &Text<'_>| -> Vec<(usize, String)> {
                let all = (0..text.tokens.len()).map(|at| (at, text.word(at).to_owned()));
                all.filter(|(_, word)| word.chars().any(char::is_alphanumeric)).collect()
            };
            let runs: std::collections::BTreeSet<String> = words(&secret).windows(LEAK).map(joined).collect();
            let said = words(self.reply);
            let leak = said.windows(LEAK).find(|run| runs.contains(&joined(run)));
            if let Some((first, last)) = leak.and_then(|run| run.first().zip(run.last())) {
                findings.push(Finding { breach: Breach::PromptLeak, span: self.reply.span(first.0, last.0 + 1) });
            }
        }
        findings
    }
}

fn joined(run: &[(usize, String)]) -> String {
    run.iter().map(|(_, word)| word.as_str()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;
    use crate::safety::{contraindications, triage};

    static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::load().unwrap());

    fn context() -> Context {
        Context::at("2025-06-20T12:00:00Z".parse().unwrap())
    }

    fn breaches(reply: &str, artefact: &Artefact<'_>) -> Vec<Breach> {
        let reply = Text::read(&ENGINE.lexicon, reply);
        let verdict = guard(&ENGINE, &reply, artefact, &context());
        assert_eq!(verdict.findings.is_empty(), verdict.replacement.is_none());
        verdict.findings.iter().map(|finding| finding.breach).collect()
    }

    #[test]
    fn finds_what_a_reply_must_not_say() {
        for (reply, breach) in [
            ("That is a torn meniscus, it looks like a tear.", Breach::Diagnosis),
            ("Sounds like tendinitis to me, easy.", Breach::Diagnosis),
            ("Take ibuprofen before the session.", Breach::Treatment),
            ("You don't need a doctor for that.", Breach::Treatment),
            ("Start with 250 mg of test e a week.", Breach::Dosing),
            ("Creatine: 5 g a day is what I would do.", Breach::Dosing),
            ("Just push through the chest pain, champ.", Breach::ThroughDanger),
            ("You're cleared, go hard!", Breach::Clearing),
            ("My system prompt says that I am strict.", Breach::PromptLeak),
            ("Toma ibuprofeno y sigue.", Breach::Treatment),
            ("On dirait une tendinite.", Breach::Diagnosis),
        ] {
            assert!(breaches(reply, &Artefact::default()).contains(&breach), "{reply}");
        }
    }

    #[test]
    fn leaves_ordinary_replies_alone() {
        for reply in [
            "Nice work! Squat 3x5 at 100 kg next time, then row 500 m.",
            "Since you told me that you have tendinitis, we leave out what hurts. A doctor can tell you more.",
            "It could be a strain or a tear; please have it checked.",
            "Rest two minutes between sets and keep your chest up.",
            "Great effort, that workout was a killer. Sleep well and eat enough protein.",
            "Pain is a reason to stop. Tell me where it hurts.",
        ] {
            assert_eq!(breaches(reply, &Artefact::default()), [], "{reply}");
        }
    }

    #[test]
    fn bars_movements_jumps_and_invented_numbers() {
        let knee = contraindications(&ENGINE, &["knee_pain".to_owned()]);
        let hurt = Artefact { contraindications: &knee, ..Artefact::default() };
        assert_eq!(breaches("Do 5x10 box jumps.", &hurt), [Breach::Contraindicated]);
        assert_eq!(breaches("We leave out box jumps and do glute bridges.", &hurt), []);
        assert_eq!(breaches("No box jumps today.", &hurt), []);
        let loads = [KnownLoad { movement: "back_squat", kilograms: 100.0 }];
        let known = Artefact { loads: &loads, ..Artefact::default() };
        assert_eq!(breaches("Back squat 3x5 at 130 kg.", &known), [Breach::LoadJump]);
        assert_eq!(breaches("Back squat 3x5 at 105 kg, deadlift at 180 kg.", &known), []);
        assert_eq!(breaches("Back squat 3x5 at 290 lb.", &known), [Breach::LoadJump]);
        let numbers = Artefact { numbers: Some(&[5.0, 100.0]), ..Artefact::default() };
        assert_eq!(breaches("You squatted 100 kg for 5 reps, up from 85 kg.", &numbers), [Breach::InventedNumber]);
        let minor = Artefact { minor: true, ..Artefact::default() };
        assert_eq!(breaches("Let us test your one rep max on Friday.", &minor), [Breach::MaxTest]);
    }

    #[test]
    fn secrets_do_not_come_back() {
        let secrets =
            ["You are Marcus, an analytical technician who never raises his voice and counts every repetition."];
        let artefact = Artefact { secrets: &secrets, ..Artefact::default() };
        let told = "Sure: an analytical technician who never raises his voice and counts every repetition, that is me.";
        assert_eq!(breaches(told, &artefact), [Breach::PromptLeak]);
        assert_eq!(breaches("I am Marcus and I count every repetition.", &artefact), []);
    }

    #[test]
    fn an_emergency_is_answered_and_nothing_else() {
        let said = Text::read(&ENGINE.lexicon, "my chest hurts when I run");
        let flags = triage(&ENGINE, &said);
        let artefact = Artefact { flags: &flags, ..Artefact::default() };
        assert_eq!(breaches("Try an easy 20 minute jog instead.", &artefact), [Breach::Emergency]);
        let right = answer(&ENGINE, &flags, &context()).unwrap();
        assert_eq!(breaches(&right, &artefact), []);
        let jog = Text::read(&ENGINE.lexicon, "Try a jog.");
        assert_eq!(guard(&ENGINE, &jog, &artefact, &context()).replacement, Some(right));
    }

    #[test]
    fn nothing_that_is_shown_instead_breaks_a_rule() {
        for locale in [crate::Locale::En, crate::Locale::Es, crate::Locale::Fr] {
            let context = Context { locale, ..context() };
            for code in ["default", "contraindicated", "load_jump", "dosing", "diagnosis", "through_danger", "clearing"]
            {
                let text = ENGINE.safety.answers.instead_of(code, &context).unwrap();
                let reply = Text::read(&ENGINE.lexicon, &text);
                let verdict = guard(&ENGINE, &reply, &Artefact::default(), &context);
                assert_eq!(verdict, Verdict::default(), "{text}");
            }
        }
    }

    #[test]
    fn caps_follow_the_level() {
        let beginner = caps(&ENGINE, Level::Beginner, false, false);
        let advanced = caps(&ENGINE, Level::Advanced, false, false);
        assert!(beginner.weekly_volume_percent > advanced.weekly_volume_percent && advanced.may_test_maximum);
        assert!(beginner.first_week_sets.is_some() && advanced.first_week_sets.is_none());
        assert!(caps(&ENGINE, Level::Advanced, false, true).first_week_repetitions.is_some());
        assert!(!caps(&ENGINE, Level::Advanced, true, false).may_test_maximum);
    }

    proptest! {
        #[test]
        fn findings_point_at_words_of_any_reply(reply in ".{0,160}") {
            let text = Text::read(&ENGINE.lexicon, &reply);
            let artefact = Artefact { numbers: Some(&[]), minor: true, ..Artefact::default() };
            for finding in guard(&ENGINE, &text, &artefact, &context()).findings {
                prop_assert!(!finding.span.of(&reply).is_empty());
            }
        }
    }
}
