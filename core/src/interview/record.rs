//! The stored form of an interview: the session record and its document.

use crate::Map;

use super::event::{Event, SESSION_VERSION, Said, What};
use super::plan::Plan;
use super::state::State;
use crate::Engine;
use crate::model::{CoachCreatorSession, EvolutionStep, QuestionRecord, SessionDocument, SessionMetadata};
use crate::table::path;

impl State {
    /// The session record; `bucket` is where its document will be.
    #[must_use]
    pub fn record(&self, engine: &Engine, bucket: &str) -> CoachCreatorSession {
        let plan = Plan::new(&engine.catalogue, self);
        let topic = |id: u8| engine.catalogue.topic(id).map(str::to_owned);
        let last = self.order.last().copied();
        CoachCreatorSession {
            session_id: self.session_id.clone(),
            user_id: self.user_id.clone(),
            sophistication_level: self.level,
            current_question: self.pending.or(last).unwrap_or(1),
            total_questions: plan.total(),
            questions_answered: plan.covered(),
            responses: self.all_responses(engine),
            detected_signals: phrases(self.evidence.iter().map(|evidence| evidence.signal.phrase.as_str())),
            s3_bucket: bucket.to_owned(),
            s3_key: self.document_key(),
            question_history_count: self.turns,
            last_question_topic: last.and_then(topic),
            next_question_topic: self.pending.and_then(topic),
            is_complete: self.is_complete(),
            started_at: self.started_at.to_string(),
            last_activity: self.last_activity.to_string(),
            completed_at: self.completed_at.map(|at| at.to_string()),
            estimated_duration: plan.minutes(),
            session_progress: f64::from(plan.progress()) / 100.0,
            generated_coach_id: self.coach.as_ref().map(|coach| coach.coach_id.clone()),
            creation_type: self.creation_type,
            session_version: SESSION_VERSION.to_owned(),
            abandoned_at: self.abandoned_at.map(|at| at.to_string()),
            resume_count: self.resumes,
        }
    }

    /// The path of the session's document; empty when an id may not stand in a path, which the caller checks at the start.
    #[must_use]
    pub fn document_key(&self) -> String {
        path::session(&self.user_id, &self.session_id).unwrap_or_default()
    }

    /// The session's document; `events` are all its events, whose fold this state is.
    #[must_use]
    pub fn document(&self, engine: &Engine, events: &[Event]) -> SessionDocument {
        let mut history = Vec::new();
        let mut evolution = Vec::new();
        let mut before = Self::default();
        for event in events {
            if let What::Said(said) | What::Corrected(said) = &event.what {
                // Messages between questions belong to the question that was last asked.
                let question = said.question.or(before.order.last().copied()).unwrap_or(1);
                let signals = phrases(said.signals.iter().map(|signal| signal.phrase.as_str()));
                history.push(record_of(engine, event, said, question, &before.pending_text, &signals));
                evolution.push(EvolutionStep {
                    question_id: question,
                    detected_level: said.level,
                    confidence: said.confidence,
                    signals,
                });
            }
            before.apply(event);
        }
        let end = self.completed_at.unwrap_or(self.last_activity);
        SessionDocument {
            session_metadata: SessionMetadata {
                session_id: self.session_id.clone(),
                user_id: self.user_id.clone(),
                started_at: self.started_at.to_string(),
                completed_at: self.completed_at.map(|at| at.to_string()),
                total_duration: end.as_second().saturating_sub(self.started_at.as_second()),
                final_sophistication_level: self.level,
            },
            question_history: history,
            all_responses: self.all_responses(engine),
            sophistication_evolution: evolution,
            final_generated_coach: self.coach.clone(),
        }
    }

    /// The person's words by question number; for a question that was never asked, the words its slots came from.
    fn all_responses(&self, engine: &Engine) -> Map<String, String> {
        let mut responses: Map<String, String> =
            self.responses.iter().map(|(id, words)| (id.to_string(), words.clone())).collect();
        for &id in self.order.iter().filter(|id| !self.responses.contains_key(id)) {
            let slots = engine.catalogue.question(id).map_or(&[][..], |question| &question.slots);
            let words = slots.iter().filter_map(|slot| self.sources.get(slot)).map(|source| source.words.as_str());
            let words: Vec<&str> = words.filter(|words| !words.is_empty()).collect();
            if !words.is_empty() {
                responses.insert(id.to_string(), words.join("; "));
            }
        }
        responses
    }
}

fn record_of(
    engine: &Engine,
    event: &Event,
    said: &Said,
    question: u8,
    asked: &str,
    signals: &[String],
) -> QuestionRecord {
    QuestionRecord {
        question_id: question,
        topic: engine.catalogue.topic(question).unwrap_or_default().to_owned(),
        question_text: asked.to_owned(),
        user_response: said.text.clone(),
        ai_response: said.shown.reply.clone(),
        detected_sophistication: said.level,
        sophistication_signals: signals.to_vec(),
        timestamp: event.at.to_string(),
        response_time: said.response_time,
        character_count: u32::try_from(said.text.chars().count()).unwrap_or(u32::MAX),
    }
}

/// Each phrase once, in order.
fn phrases<'s>(all: impl Iterator<Item = &'s str>) -> Vec<String> {
    let mut phrases: Vec<String> = Vec::new();
    for phrase in all {
        if !phrases.iter().any(|known| known == phrase) {
            phrases.push(phrase.to_owned());
        }
    }
    phrases
}
