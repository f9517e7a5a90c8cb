//! What a message is an answer to.

/// The topic of the question that a message answers: the 18 of the interview, and three more that intake forms have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// 1: what the person wants.
    Goals,
    /// 2: training background.
    Experience,
    /// 3: days a week.
    Frequency,
    /// 4: injuries and limits.
    Injuries,
    /// 5: equipment and place.
    Equipment,
    /// 6: how the coach should speak.
    Style,
    /// 7: volume, intensity, structure.
    Programming,
    /// 8: what keeps the person going.
    Motivation,
    /// 9: length of a session, time of day.
    Time,
    /// 10: strong and weak points.
    Points,
    /// 11: work, sleep, stress, family.
    Lifestyle,
    /// 12: eating.
    Nutrition,
    /// 13: competitions.
    Competition,
    /// 14: how often to check in.
    CheckIn,
    /// 15: how success is judged.
    Success,
    /// 16: methods and programmes.
    Methodology,
    /// 17: recovery.
    Recovery,
    /// 18: how the person learns.
    Learning,
    /// 19: lifts and benchmarks.
    Lifts,
    /// 20: until when.
    Timeline,
    /// 21: age and body.
    Body,
}

impl Topic {
    const ALL: [Self; 21] = [
        Self::Goals,
        Self::Experience,
        Self::Frequency,
        Self::Injuries,
        Self::Equipment,
        Self::Style,
        Self::Programming,
        Self::Motivation,
        Self::Time,
        Self::Points,
        Self::Lifestyle,
        Self::Nutrition,
        Self::Competition,
        Self::CheckIn,
        Self::Success,
        Self::Methodology,
        Self::Recovery,
        Self::Learning,
        Self::Lifts,
        Self::Timeline,
        Self::Body,
    ];

    /// The topic of a question's number.
    #[must_use]
    pub fn of(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number.checked_sub(1)?)).copied()
    }

    /// The number of a topic: 1 to 18 are the interview's, 19 to 21 lifts, timeline and body.
    #[must_use]
    pub fn number(self) -> u8 {
        self as u8 + 1
    }
}
