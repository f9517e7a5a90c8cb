//! Reading and logging workouts.

use coachwright_core::text::Text;
use coachwright_core::workout::{self, Log};

use super::setting::check_text;
use super::{Service, ServiceError, Setting};

impl Service {
    /// What would be logged of a text; nothing is stored.
    ///
    /// # Errors
    /// When the text or the setting cannot be used.
    pub fn extract(&self, text: &str, setting: &Setting<'_>) -> Result<Log, ServiceError> {
        check_text("/text", text, self.settings.limits.workout_characters)?;
        let context = setting.context(self.clock.now())?;
        Ok(workout::read(&self.engine, &Text::read(&self.engine.lexicon, text), &context))
    }
}
