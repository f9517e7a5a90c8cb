//! The reply: a few sentences about what was said, then exactly one question.

use super::event::{Shown, Stage};
use super::plan::Plan;
use super::state::State;
use super::voice::{Voice, fill};
use crate::facts::{Fact, SlotId, SlotValue};
use crate::safety::Tier;
use crate::{Engine, Span};

/// The longest reply, in characters.
pub const LONGEST_REPLY: usize = 1_200;

/// The longest recap, in characters.
pub const LONGEST_RECAP: usize = 2_400;

/// Characters of the recap that its facts may take.
const ROOM_FOR_FACTS: usize = 1_700;

/// Whether the fact is that there is nothing.
fn is_empty(fact: &Fact) -> bool {
    match &fact.value {
        SlotValue::Injuries { injuries } => injuries.is_empty(),
        SlotValue::Codes { codes } => codes.is_empty(),
        _ => false,
    }
}

/// The longest line of the recap, in characters.
const LONGEST_LINE: usize = 150;

/// What is said before the question.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Lead {
    /// A sentence for an occasion.
    Say(&'static str),
    /// What was understood.
    Noted(Vec<Fact>),
    /// What was changed.
    Changed(Vec<Fact>),
    /// Why the question is asked.
    Why(u8),
    /// The answer to a question of the person about something the data knows, or an honest word that there is none.
    About(Option<String>),
    /// The earlier answer that may now be replaced.
    Earlier(u8),
    /// Words of safety, as they are.
    Safety(String),
    /// Everything known, by group.
    Known,
}

/// What is asked at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    /// A question of the catalogue.
    Question(u8),
    /// The whole recap, and whether to build the coach.
    Recap,
    /// A question of the interview itself, for an occasion, standing at a stage.
    Occasion(&'static str, Stage),
    /// Nothing more.
    Nothing(Stage),
    /// Wherever the interview goes from here.
    GoOn,
    /// What is pending, again.
    Again,
    /// What is pending, in plainer words.
    Plainer,
    /// The recap, if enough is answered and safety has been asked about.
    Finish,
    /// Whether help has come, after an emergency.
    Held,
    /// What safety needs before the coach is built.
    Screening,
}

/// What is asked at the end, once it is clear what that is.
enum Asked {
    Question { id: u8, plainer: bool, stage: Stage },
    Recap,
    Occasion(&'static str, Stage),
    Nothing(Stage),
}

/// Composes the reply that `state`, which has the message taken in already, gives.
pub(super) fn compose(engine: &Engine, state: &State, leads: &[Lead], ask: Ask) -> Shown {
    let composer =
        Composer { state, plan: Plan::new(&engine.catalogue, state), voice: Voice::new(&engine.catalogue, state) };
    let mut reply = String::new();
    for lead in leads {
        let sentence = composer.lead(lead, reply.is_empty());
        join(&mut reply, &sentence);
    }
    let (asked, bridge) = composer.resolve(ask);
    join(&mut reply, &composer.say(bridge));
    let mut lists_facts = leads.contains(&Lead::Known);
    let (question, pending, stage) = match asked {
        Asked::Question { id, plainer, stage } => (composer.question(id, plainer), Some(id), stage),
        Asked::Recap => {
            lists_facts = true;
            let recap = composer.recap();
            reply = if reply.is_empty() { recap } else { format!("{reply}\n\n{recap}") };
            (composer.say("ask_build"), None, Stage::Recap)
        }
        Asked::Occasion(occasion, stage) => (composer.say(occasion), state.pending, stage),
        Asked::Nothing(stage) => (String::new(), state.pending, stage),
    };
    let room = if lists_facts { LONGEST_RECAP } else { LONGEST_REPLY };
    cut(&mut reply, room.saturating_sub(question.chars().count() + 1));
    join(&mut reply, &question);
    let start = reply.len() - question.len();
    let span = (!question.is_empty()).then(|| Span::new(start, reply.len()));
    Shown { reply, question: span, pending, progress: composer.plan.progress(), stage }
}

struct Composer<'c> {
    state: &'c State,
    plan: Plan<'c>,
    voice: Voice<'c>,
}

impl Composer<'_> {
    /// What is asked at the end, and the occasion of a sentence that leads over to it.
    fn resolve(&self, ask: Ask) -> (Asked, &'static str) {
        let finishing = |next| self.asking(next, Stage::Finishing);
        match ask {
            Ask::Question(id) => (self.asking(id, self.state.stage), ""),
            Ask::Recap => (Asked::Recap, ""),
            Ask::Occasion(occasion, stage) => (Asked::Occasion(occasion, stage), ""),
            Ask::Nothing(stage) => (Asked::Nothing(stage), ""),
            Ask::GoOn => (self.go_on(), ""),
            Ask::Again => (self.again(), ""),
            Ask::Held => (self.held(), ""),
            Ask::Plainer => match self.again() {
                Asked::Question { id, stage, .. } => (Asked::Question { id, plainer: true, stage }, ""),
                other => (other, ""),
            },
            Ask::Finish if self.plan.missing_answers() > 0 && self.plan.next().is_some() => (self.go_on(), "too_early"),
            Ask::Finish | Ask::Screening => match self.plan.next_screening() {
                Some(screening) => (finishing(screening.id), "screening"),
                None => (Asked::Recap, ""),
            },
        }
    }

    /// A question asked at a stage; one asked from the recap leads back to it.
    fn asking(&self, id: u8, stage: Stage) -> Asked {
        let stage = match stage {
            Stage::Finishing | Stage::Recap | Stage::Confirmed | Stage::Changing => Stage::Finishing,
            Stage::Asking | Stage::Held | Stage::Restarting | Stage::Clearing | Stage::Complete => Stage::Asking,
        };
        Asked::Question { id, plainer: false, stage }
    }

    fn held(&self) -> Asked {
        let own = self.state.flags.iter().any(|raised| raised.flag.tier == Tier::Emergency);
        Asked::Occasion(if own { "ask_cared_for" } else { "ask_help_coming" }, Stage::Held)
    }

    fn again(&self) -> Asked {
        match (self.state.pending, self.state.stage) {
            (_, Stage::Held) => self.held(),
            (Some(id), stage) => self.asking(id, stage),
            (None, Stage::Changing) => Asked::Occasion("ask_change", Stage::Changing),
            (None, Stage::Confirmed) => Asked::Nothing(Stage::Confirmed),
            (None, _) => Asked::Occasion("ask_build", Stage::Recap),
        }
    }

    fn go_on(&self) -> Asked {
        let state = self.state;
        let open = |id: &u8| !state.is_covered(*id) && self.plan.needed().any(|question| question.id == *id);
        let next = match state.stage {
            Stage::Recap | Stage::Confirmed | Stage::Changing => return Asked::Occasion("ask_build", Stage::Recap),
            Stage::Finishing => self.plan.next_screening(),
            Stage::Asking => self.plan.next(),
            // An interruption of the recap returns to the recap.
            Stage::Held | Stage::Restarting | Stage::Clearing | Stage::Complete => {
                self.plan.next().filter(|_| state.pending.is_some())
            }
        };
        let next = state.pending.filter(open).or(next.map(|question| question.id));
        next.map_or(Asked::Recap, |id| self.asking(id, state.stage))
    }

    fn say(&self, occasion: &str) -> String {
        let sentence = self.voice.say(occasion);
        let value = |name: &str| match name {
            "minutes" => self.plan.minutes().to_string(),
            "progress" => self.plan.progress().to_string(),
            "missing" => self.plan.missing_answers().to_string(),
            "conditions" => self.voice.codes(self.state.clearance().into_iter()),
            _ => String::new(),
        };
        fill(sentence, value)
    }

    /// One lead in words; `first` says whether nothing was said before it.
    fn lead(&self, lead: &Lead, first: bool) -> String {
        match lead {
            Lead::Say(occasion) => self.say(occasion),
            Lead::Noted(facts) => {
                let noted = self.noted(facts);
                if noted.is_empty() && first { self.say("thanks") } else { noted }
            }
            Lead::Changed(facts) => {
                let stated = facts.iter().filter(|fact| !matches!(fact.value, SlotValue::Note { .. }));
                let lines: Vec<String> = stated.take(3).filter_map(|fact| self.voice.line(fact)).collect();
                if lines.is_empty() {
                    return self.say("thanks");
                }
                fill(self.voice.say("changed"), |_| lines.join("; "))
            }
            Lead::Known => {
                let known = self.known();
                if known.is_empty() { self.say("recap_empty") } else { format!("{}\n\n", known.trim_start()) }
            }
            Lead::Why(id) => self.voice.wording(*id).map_or_else(String::new, |wording| wording.why.clone()),
            Lead::About(about) => {
                let answer = about.as_deref().and_then(|about| self.voice.answer(about));
                answer.map_or_else(|| self.say("no_answer"), str::to_owned)
            }
            Lead::Safety(text) => text.clone(),
            Lead::Earlier(id) => {
                let words = self.state.words_at(*id, self.plan.slots_of(*id));
                match (words, self.voice.wording(*id)) {
                    (Some(words), Some(wording)) => fill(self.voice.say("earlier"), |name| {
                        if name == "topic" { wording.label.clone() } else { words.clone() }
                    }),
                    _ => String::new(),
                }
            }
        }
    }

    /// Two facts at most, in the order of the slots; nothing is parroted.
    fn noted(&self, facts: &[Fact]) -> String {
        let mut sentences = facts.iter().filter_map(|fact| self.voice.noted(fact));
        let (first, second) = (sentences.next(), sentences.next());
        let more = sentences.next().is_some();
        match (first, second) {
            (None, _) => String::new(),
            (Some(first), None) => first,
            (Some(first), Some(second)) if more => format!("{first} {second} {}", self.say("noted_more")),
            (Some(first), Some(second)) => format!("{first} {second}"),
        }
    }

    fn question(&self, id: u8, plainer: bool) -> String {
        let Some(wording) = self.voice.wording(id) else { return String::new() };
        if plainer {
            return wording.plainer.clone();
        }
        // A question that is asked although part of it is known says so.
        let mut known = self.plan.slots_of(id).iter().filter_map(|slot| self.state.slots.get(slot));
        let asked_before = self.state.is_covered(id);
        match known.next().filter(|_| !asked_before) {
            Some(fact) if is_empty(fact) => wording.known_none.clone(),
            Some(fact) => wording.known.as_deref().map(|known| fill(known, |_| self.voice.value(fact))),
            None => None,
        }
        .unwrap_or_else(|| wording.at(self.state.level).to_owned())
    }

    /// Everything known, by group; then what is not.
    fn recap(&self) -> String {
        let known = self.known();
        let mut recap = format!("{}{known}", self.say(if known.is_empty() { "recap_empty" } else { "recap" }));
        let missing: Vec<&str> = self
            .plan
            .without_answer()
            .filter_map(|id| self.voice.wording(id))
            .map(|wording| wording.label.as_str())
            .collect();
        if !missing.is_empty() {
            let mut labels = missing.join(", ");
            cut(&mut labels, 250);
            recap.push_str("\n\n");
            recap.push_str(&fill(self.voice.say("recap_unknown"), |_| labels.clone()));
        }
        if !self.state.clearance().is_empty() {
            recap.push_str("\n\n");
            recap.push_str(&self.say("recap_clearance"));
        }
        recap.push_str("\n\n");
        recap
    }
}

impl Composer<'_> {
    /// Whether a note about the past says hardly more than the years that were read from it.
    fn repeats(&self, fact: &Fact) -> bool {
        let short = |text: &str| text.split_whitespace().count() < 5;
        let note = matches!(&fact.value, SlotValue::Note { text } if short(text));
        note && fact.slot == SlotId::TrainingHistory && self.state.slots.contains_key(&SlotId::YearsTraining)
    }

    /// Everything known, by group. Groups that find no room any more are left out.
    fn known(&self) -> String {
        let mut known = String::new();
        let mut room = ROOM_FOR_FACTS;
        for (group, slots) in self.plan.groups() {
            let facts = slots.iter().filter_map(|slot| self.state.slots.get(slot)).filter(|fact| !self.repeats(fact));
            let lines: Vec<String> = facts.filter_map(|fact| self.voice.line(fact)).map(line).collect();
            let length: usize = lines.iter().map(|line| line.chars().count() + 3).sum::<usize>() + 40;
            if lines.is_empty() || length > room {
                continue;
            }
            room -= length;
            known.push_str("\n\n");
            known.push_str(self.voice.heading(group));
            for line in lines {
                known.push_str("\n• ");
                known.push_str(&line);
            }
        }
        known
    }
}

impl State {
    /// The person's own words about a topic, shortened.
    fn words_at(&self, id: u8, slots: &[SlotId]) -> Option<String> {
        let answer = self.responses.get(&id).map(|answer| super::state::shorten(answer));
        let volunteered = || {
            let sources = slots.iter().filter_map(|slot| self.sources.get(slot));
            sources.map(|source| source.words.clone()).find(|words| !words.is_empty())
        };
        answer.or_else(volunteered).filter(|words| !words.is_empty())
    }
}

fn line(mut line: String) -> String {
    cut(&mut line, LONGEST_LINE);
    line
}

fn join(reply: &mut String, sentence: &str) {
    if sentence.is_empty() {
        return;
    }
    if !reply.is_empty() && !reply.ends_with('\n') {
        reply.push(' ');
    }
    reply.push_str(sentence);
}

/// Cuts a text to so many characters, between words.
fn cut(text: &mut String, room: usize) {
    let Some((limit, _)) = text.char_indices().nth(room) else { return };
    let kept = text.get(..limit).unwrap_or_default();
    let end = kept.rfind(char::is_whitespace).unwrap_or(limit);
    text.truncate(end);
    text.push('…');
}
