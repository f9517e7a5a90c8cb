//! `coachwright chat`: an interview, then logging, in the terminal. The same engine and store as the server's, without a server.

mod screen;
mod texts;

use std::process::ExitCode;

use anyhow::{Context as _, Result};
use coachwright_core::interview::Reply;
use coachwright_core::model::{CoachConfig, CoachCreatorSession};
use coachwright_core::{Locale, Units};
use serde_json::Value;

use self::screen::Screen;
use self::texts::Texts;
use super::place::{Place, open};
use crate::service::sessions::{Call, NewSession, SessionFilter, Status, Turned};
use crate::service::workouts::NewWorkouts;
use crate::service::{Once, Paging, Service, ServiceError, Setting};

/// Whom the terminal's data belongs to.
const USER: &str = "terminal";

#[derive(Debug, Default, clap::Args)]
pub(super) struct Options {
    /// Create another coach, even if there is one
    #[arg(long)]
    new: bool,
    /// The language: en, es or fr [default: that of LANG]
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
    /// Units of bare numbers: metric or imperial
    #[arg(long, value_name = "UNITS")]
    units: Option<String>,
    #[command(flatten)]
    place: Place,
}

pub(super) fn run(options: Options) -> Result<ExitCode> {
    let language = options.language.or_else(|| std::env::var("LANG").ok()).unwrap_or_default();
    let tag: String = language.split(['.', '@']).next().unwrap_or_default().replace('_', "-");
    let units = match options.units.as_deref() {
        None => None,
        Some("metric") => Some(Units::Metric),
        Some("imperial") => Some(Units::Imperial),
        Some(other) => anyhow::bail!("units cannot be `{other}`: say metric or imperial"),
    };
    let settings = options.place.settings(&[])?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let service = runtime.block_on(open(settings))?;
    let chat = Chat {
        texts: Texts::load(Locale::from_tag(&tag))?,
        zone: jiff::tz::TimeZone::system().iana_name().map(str::to_owned),
        tag: Some(tag).filter(|tag| crate::service::setting::is_tag(tag)),
        units,
        service,
        screen: Screen::new(),
    };
    runtime.block_on(chat.hold(options.new))?;
    Ok(ExitCode::SUCCESS)
}

struct Chat {
    service: Service,
    screen: Screen,
    texts: Texts,
    tag: Option<String>,
    zone: Option<String>,
    units: Option<Units>,
}

/// What a typed line is.
enum Typed {
    Text(String),
    New,
    Quit,
}

impl Chat {
    async fn hold(&self, mut new: bool) -> Result<()> {
        loop {
            let coach = self.service.primary(USER).await?;
            let session = match (&coach, new) {
                (_, true) => Some(self.begin().await?),
                (None, false) => Some(match self.unfinished().await? {
                    Some(session) => self.resume(session).await?,
                    None => self.begin().await?,
                }),
                // An unfinished interview goes on; without one the coach is there to be used.
                (Some(_), false) => match self.unfinished().await? {
                    Some(session) => Some(self.resume(session).await?),
                    None => None,
                },
            };
            let left = match session {
                Some((session, reply)) => self.interview(&session, reply).await?,
                None => {
                    if let Some(coach) = coach {
                        self.screen.coach(&self.texts, &coach.entity::<CoachConfig>()?, &[]);
                    }
                    self.log().await?
                }
            };
            match left {
                Typed::Quit => {
                    self.screen.note(&self.texts.saved);
                    return Ok(());
                }
                Typed::New => new = true,
                Typed::Text(_) => new = false,
            }
        }
    }

    /// The id of the newest unfinished interview.
    async fn unfinished(&self) -> Result<Option<String>> {
        let filter = SessionFilter { status: Some(Status::Incomplete), level: None };
        let paging = Paging { limit: Some(1), cursor: None };
        let listed = self.service.list_sessions(USER, filter, &paging).await?;
        let session = listed.items.first().map(coachwright_core::table::Item::entity::<CoachCreatorSession>);
        Ok(session.transpose()?.map(|session| session.session_id))
    }

    async fn begin(&self) -> Result<(String, Reply)> {
        let setting =
            Setting { locale: self.tag.as_deref(), time_zone: self.zone.as_deref(), units: self.units, today: None };
        let new = NewSession { setting, ..NewSession::default() };
        let answer = self.service.start_session(USER, new, &Once::default()).await?;
        let session = answer.body.pointer("/session/attributes/sessionId").and_then(Value::as_str);
        let reply = answer.body.get("turn").context("an interview begins with a reply")?;
        let session = session.context("an interview has an id")?;
        Ok((session.to_owned(), serde_json::from_value(reply.clone())?))
    }

    async fn resume(&self, session: String) -> Result<(String, Reply)> {
        let turned = self.service.call(USER, &session, Call::Resume, None, None, |_| ()).await?;
        Ok((session, turned.turn))
    }

    /// Talks until the coach is made, or the person leaves.
    async fn interview(&self, session: &str, mut reply: Reply) -> Result<Typed> {
        self.screen.note(&self.texts.hint);
        loop {
            self.screen.reply(&reply);
            if reply.ready_to_complete && !reply.is_recap {
                return self.complete(session).await;
            }
            self.screen.suggestions(&self.texts, &reply.quick_replies);
            let text = match self.read()? {
                Typed::Text(text) => text,
                leave => return Ok(leave),
            };
            let call = Call::Say { text: &text, response_time: None };
            match self.service.call(USER, session, call, None, None, |_| ()).await {
                Ok(turned) => {
                    self.progress(&turned)?;
                    reply = turned.turn;
                }
                Err(error) => self.refused(&error)?,
            }
        }
    }

    fn progress(&self, turned: &Turned) -> Result<()> {
        let item: coachwright_core::table::Item = serde_json::from_str(turned.session.get())?;
        let session: CoachCreatorSession = item.entity()?;
        let percent = (session.session_progress * 100.0).round();
        let text = self.texts.progress.replace("{percent}", &percent.to_string());
        let text = text.replace("{answered}", &session.questions_answered.to_string());
        self.screen.progress(session.session_progress, &text.replace("{total}", &session.total_questions.to_string()));
        Ok(())
    }

    async fn complete(&self, session: &str) -> Result<Typed> {
        let answer = self.service.complete_session(USER, session, None, &Once::default()).await?;
        let coach = answer.body.pointer("/coach/attributes").context("an interview ends with a coach")?;
        let reasons = answer.body.get("reasons").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let reasons = sentences(reasons);
        self.screen.coach(&self.texts, &serde_json::from_value(coach.clone())?, &reasons);
        self.log().await
    }

    /// Logs what the person writes.
    async fn log(&self) -> Result<Typed> {
        self.screen.note(&self.texts.log_hint);
        loop {
            let text = match self.read()? {
                Typed::Text(text) => text,
                leave => return Ok(leave),
            };
            let setting = Setting {
                locale: self.tag.as_deref(),
                time_zone: self.zone.as_deref(),
                units: self.units,
                today: None,
            };
            let new = NewWorkouts { text: &text, setting, ..NewWorkouts::default() };
            match self.service.log_workouts(USER, new, &Once::default()).await {
                Ok(answer) => self.screen.logged(&self.texts, &answer.body),
                Err(error) => self.refused(&error)?,
            }
        }
    }

    /// Shows why something was not taken; anything but a person's mistake ends the conversation.
    fn refused(&self, error: &ServiceError) -> Result<()> {
        match error {
            ServiceError::Fields(errors) => {
                errors.iter().for_each(|error| self.screen.warning(&error.detail));
                Ok(())
            }
            other => anyhow::bail!("{other}"),
        }
    }

    /// The next line that is no local command; the end of the input is like `/quit`.
    fn read(&self) -> Result<Typed> {
        loop {
            let Some(line) = self.screen.read()? else { return Ok(Typed::Quit) };
            let line = line.trim();
            match line.strip_prefix('/') {
                None if line.is_empty() => {}
                None => return Ok(Typed::Text(line.to_owned())),
                Some("quit" | "exit" | "q") => return Ok(Typed::Quit),
                Some("new") => return Ok(Typed::New),
                Some("help" | "?") => self.screen.note(&self.texts.help),
                Some(command) => match self.texts.commands.get(command) {
                    Some(phrase) => return Ok(Typed::Text(phrase.clone())),
                    None => self.screen.warning(&self.texts.unknown),
                },
            }
        }
    }
}

/// What spoke most for the choices that were taken: of each kind the first one, two sentences each, none twice.
fn sentences(reasons: &[Value]) -> Vec<&str> {
    let mut kinds: Vec<&Value> = Vec::new();
    let mut sentences: Vec<&str> = Vec::new();
    for reason in reasons {
        let Some(kind) = reason.get("kind").filter(|kind| !kinds.contains(kind)) else { continue };
        kinds.push(kind);
        let because = reason.get("because").and_then(Value::as_array).into_iter().flatten();
        let spoke_for = because.filter(|because| because.get("points").and_then(Value::as_i64) > Some(0));
        let new = spoke_for.filter_map(|because| because.get("sentence")?.as_str());
        let new: Vec<&str> = new.filter(|sentence| !sentences.contains(sentence)).take(2).collect();
        sentences.extend(new);
    }
    sentences
}
