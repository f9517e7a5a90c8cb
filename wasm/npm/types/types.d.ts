/** Something to be proud of. */
export type Achievement = "PR" | "rx" | "first_time_rx" | "improved_form";
/** One adaptation. */
export interface AdaptationRecord {
    /** What was changed. */
    change: string;
    /** RFC 3339. */
    date: string;
    /** What came of it; empty until measured. */
    result: string;
    /** What called for it. */
    trigger: string;
}
/** A reading that the text leaves open. */
export interface Ambiguity {
    /** What is open. */
    kind: AmbiguityKind;
    /** The words. */
    span: Span;
}
/** What a reading leaves open. */
export type AmbiguityKind = "loadUnit" | "distanceUnit" | "setsOrLoad" | "clockUnit" | "rxLoad" | "range" | "implausible";
/** The coach an interview starts from. */
export interface Base {
    /** The coach's id. */
    coachId: string;
    /** What it was built from. */
    config: TechnicalConfig;
    /** The character it speaks with, where known. */
    persona?: Blend | null;
}
/** One thing that spoke for a choice or against it. */
export interface Because {
    /** A slot such as `coachingStyle`, or a field of the configuration such as `level`. */
    from: string;
    /** Points; below zero against. */
    points: number;
    /** The same in a sentence, in the person's language. */
    sentence: string;
    /** The person's words, where it was read from some. */
    span?: Span | null;
    /** Its value. */
    value: string;
}
/** One persona, or two of which the first leads. */
export type Blend = string;
/** One block of the system prompt. */
export interface Block {
    /** The configuration it was made from, as paths such as `technical_config.methodology`. */
    from: string[];
    /** Its id: `identity`, `safety`, `personality` … */
    id: string;
    /** Its text. */
    text: string;
}
/** What kind of choice a reason explains. */
export type Choice = "persona" | "secondPersona" | "methodology" | "declinedMethodology";
/** A coach: what it was built from and what it is told. */
export interface CoachConfig {
    /** What the person calls the coach, at most 25 characters. */
    coachName: string;
    /** The field the coach works in. */
    coachType: CoachType;
    /** What the person asked for in their own words. */
    customInstructions: string;
    /** What the coach is told. */
    generated_prompts: GeneratedPrompts;
    /** Whether the coach may be talked to. */
    isActive: boolean;
    /** Whether this is the person's main coach. */
    isPrimary: boolean;
    /** Version and history. */
    metadata: CoachMetadata;
    /** What the coach is built from. */
    technical_config: TechnicalConfig;
}
/** The metadata of an interview. */
export interface CoachCreatorSession {
    /** RFC 3339. */
    abandonedAt: string | null;
    /** RFC 3339. */
    completedAt: string | null;
    /** Why the interview is held. */
    creationType: CreationType;
    /** The number of the question being asked, 1 to 18. */
    currentQuestion: number;
    /** The phrases the level rests on. */
    detectedSignals: string[];
    /** Minutes the whole interview is likely to take. */
    estimatedDuration: number;
    /** The coach that was made. */
    generatedCoachId: string | null;
    /** Whether the coach was made. */
    isComplete: boolean;
    /** RFC 3339. */
    lastActivity: string;
    /** The topic last answered. */
    lastQuestionTopic: string | null;
    /** The topic asked next. */
    nextQuestionTopic: string | null;
    /** Turns taken. */
    questionHistoryCount: number;
    /** Questions covered so far. */
    questionsAnswered: number;
    /** The person's words by question number. */
    responses: Record<string, string>;
    /** How often it was taken up again. */
    resumeCount: number;
    /** Where the document is. */
    s3Bucket: string;
    /** The document's path. */
    s3Key: string;
    /** The session's id. */
    sessionId: string;
    /** Covered over needed, 0 to 1, two decimals. */
    sessionProgress: number;
    /** The version of this record's form. */
    sessionVersion: string;
    /** The level detected so far. */
    sophisticationLevel: Level;
    /** RFC 3339. */
    startedAt: string;
    /** Questions this person is asked. */
    totalQuestions: number;
    /** Whose it is. */
    userId: string;
}
/** Version and history of a coach. */
export interface CoachMetadata {
    /** What was changed, why, and what came of it. */
    adaptation_history: AdaptationRecord[];
    /** RFC 3339. */
    last_updated: string;
    /** Conversations held. */
    total_conversations: number;
    /** 1 to 5; none until somebody said. */
    user_satisfaction: number | null;
    /** `major.minor`, raised by every adaptation. */
    version: string;
}
/** The field a coach works in. */
export type CoachType = "fitness" | "nutrition" | "mindset" | "general";
/** The end of an interview. */
export interface Completed {
    /** The coach that came of it. */
    coach: GeneratedCoach;
    /** What was shown. */
    shown: Shown;
}
/** How sure a reading is. */
export type Confidence = "low" | "medium" | "high";
/** Why an interview is held. */
export type CreationType = "initial" | "modification" | "recreation";
/** What a self-description shows. */
export interface Detection {
    /** How sure it is, 0 to 1. */
    confidence: number;
    /** The signals with their spans. */
    evidence: Evidence[];
    /** Why, in one sentence. */
    explanation: string;
    /** Plain values by field; absent where nothing was stated. */
    extracted: unknown;
    /** The id of the line, where it had one. */
    id?: unknown;
    /** The level. */
    level: Level;
    /** The phrases it rests on, in the order they were said, each once. */
    signals: string[];
}
/** A distance. */
export interface Distance {
    /** Its unit; none when the text names none. */
    unit?: DistanceUnit | null;
    /** The number as written. */
    value: number;
}
/** A unit of distance. */
export type DistanceUnit = "m" | "km" | "mi" | "yd" | "ft";
/** Where it took place. */
export type Environment = "gym" | "home" | "outdoor";
/** One thing that happened. */
export interface Event {
    /** When. */
    at: string;
    /** The idempotency key of the request, where it had one. */
    key?: string | null;
    /** Its place in the session: 0 for the start, then one more each. */
    seq: number;
    /** What. */
    what: What;
}
/** A signal with the message it came from. */
export interface Evidence {
    /** Years of endurance sport: they count only for those who want endurance coached. */
    endurance?: boolean;
    /** What kind of evidence. */
    kind: SignalKind;
    /** The level it speaks for. */
    level: Level;
    /** The person's words, folded to lower case: what `detectedSignals` stores. */
    phrase: string;
    /** The question the message answers, where known. */
    question: number | null;
    /** Where they stand in the message. */
    span: Span;
    /** How strongly, in thousandths. */
    weight: number;
    /** Years, where the evidence is a stretch of time. */
    years?: number | null;
}
/** The level after a turn. */
export interface EvolutionStep {
    /** How sure, 0 to 1. */
    confidence: number;
    /** The level. */
    detectedLevel: Level;
    /** The question's number. */
    questionId: number;
    /** The phrases it rests on. */
    signals: string[];
}
/** A movement and its sets. */
export interface Exercise {
    /** Canonical movement: `back_squat`. */
    name: {
        /** Where it stands in the message. */
        span: Span;
        /** The value. */
        value: string;
    };
    /** The sets, in order. Of a workout in rounds, the sets of one round. */
    sets: Set[];
}
/** The level programming is written for. */
export type ExperienceLevel = "beginner" | "intermediate" | "advanced";
/** One fact read from one message. */
export interface Fact {
    /** How sure the reading is. */
    confidence: Confidence;
    /** Which slot it fills. */
    slot: SlotId;
    /** The words it came from. */
    span: Span;
    /** Its value. */
    value: SlotValue;
}
/** One red flag in one message. */
export interface Flag {
    /** Stable code, such as `chest_pain`. */
    code: string;
    /** Whether somebody else is in danger: answered at once, but not kept on the person's own record. */
    somebodyElse?: boolean;
    /** The words it came from. */
    span: Span;
    /** What it calls for. */
    tier: Tier;
}
/** A question about a workout that was just told. */
export interface FollowUp {
    /** What is missing. */
    missing: Missing;
    /** The question in the person's language. */
    question: string;
    /** The words it is about. */
    span: Span;
    /** The workout it is about: its place in the log. */
    workout: number;
}
/** How a workout was organised. */
export type Format = "for_time" | "amrap" | "emom" | "tabata" | "intervals" | "sets" | "distance" | "other";
/** A coach that was made, and why it came out so. */
export interface Generated {
    /** Fields of the configuration that nobody stated, as paths such as `technical_config.training_frequency`. */
    assumed: string[];
    /** The coach's id. */
    coachId: string;
    /** The stored entity. */
    config: CoachConfig;
    /** The id of the methodology; the same as in the configuration. */
    methodology: string;
    /** The character it speaks with. */
    persona: Blend;
    /** Every choice with its score and what spoke for and against it, the ones taken first. */
    reasons: Reason[];
    /** Whose coach it is. */
    userId: string;
}
/** The coach that came of an interview. */
export interface GeneratedCoach {
    /** The coach's id. */
    coachId: string;
    /** RFC 3339. */
    generationTimestamp: string;
    /** The methodology's id. */
    methodologyTemplate: string;
    /** The persona's id. */
    personalityTemplate: string;
}
/** The four generated prompts. */
export interface GeneratedPrompts {
    /** How it talks. */
    communication_style: string;
    /** How it programmes. */
    methodology_prompt: string;
    /** How it motivates. */
    motivation_prompt: string;
    /** Who the coach is. */
    personality_prompt: string;
}
/** What a coach and its person are called in the store. */
export interface Ids {
    /** The coach's id. */
    coachId: string;
    /** Whose coach it is. */
    userId: string;
}
/** An injury or a limit. */
export interface Injury {
    /** Canonical code: `knee_pain`, `herniated_disc`, `shoulder_impingement` … */
    code: string;
    /** How it is now. */
    state: InjuryState;
}
/** How an injury is now. */
export type InjuryState = "current" | "past" | "healed" | "worry";
/** How hard sessions are. */
export type Intensity = "low" | "moderate" | "high";
/** What a message is with regard to training. */
export type Kind = "log" | "plan" | "question" | "chatter";
/** A known fact with where it was said. */
export interface KnownSlot {
    /** How sure the reading is. */
    confidence: Confidence;
    /** The question that was pending; none where the fact was taken over from a coach. */
    question: number | null;
    /** Which. */
    slot: SlotId;
    /** The words it came from, as a place in the message of event `turn`. */
    span: Span;
    /** The number of the event that holds the message. */
    turn: number;
    /** Its value. */
    value: SlotValue;
    /** Those words, shortened to a phrase. */
    words: string;
}
/** A level of training experience. */
export type Level = "UNKNOWN" | "BEGINNER" | "INTERMEDIATE" | "ADVANCED";
/** A lift with its number. */
export interface Lift {
    /** Canonical movement: `back_squat`, `deadlift` … */
    movement: string;
    /** Repetitions, where it is not a single. */
    reps: number | null;
    /** Where it stands in the message. */
    span: Span;
    /** `lb`, `kg`, `reps` or `xbw` (multiples of body weight); none when the text names none. */
    unit: string | null;
    /** The number as written. */
    value: number;
}
/** A load. */
export interface Load {
    /** Its unit; none when the text names none. */
    unit?: LoadUnit | null;
    /** The number as written. */
    value: number;
}
/** A unit of load. */
export type LoadUnit = "kg" | "lb" | "pood" | "plate";
/** A language the product speaks. */
export type Locale = "en" | "es" | "fr";
/** What was read from one message. */
export interface Log {
    /** The one question worth asking, where something that matters is missing. */
    followUp?: FollowUp | null;
    /** What the message is. */
    kind: Kind;
    /** The workouts that were done, in the order they were told; empty unless `kind` is `Log`. */
    workouts: Workout[];
}
/** What may be missing. */
export type Missing = "implausible" | "exercises" | "score" | "amount" | "load" | "reps" | "load_unit" | "distance_unit" | "rx_load" | "clock_unit" | "duration";
/** One thing a message does. */
export type Move = "emergency" | "caredFor" | "language" | "restart" | "pause" | "finish" | "back" | "correct" | "skip" | "dontKnow" | "why" | "clarify" | "question" | "confirm" | "deny" | "answer" | "volunteer" | "courtesy" | "offTopic" | "abuse" | "nonsense";
/** One turn. */
export interface QuestionRecord {
    /** The reply as it was shown. */
    aiResponse: string;
    /** Characters of the answer. */
    characterCount: number;
    /** The level after this turn. */
    detectedSophistication: Level;
    /** The question's number. */
    questionId: number;
    /** The question as it was asked. */
    questionText: string;
    /** Seconds the person took; none when the client did not say. */
    responseTime: number | null;
    /** The phrases of this turn it rests on. */
    sophisticationSignals: string[];
    /** RFC 3339. */
    timestamp: string;
    /** Its topic. */
    topic: string;
    /** The person's words. */
    userResponse: string;
}
/** A choice with its score. */
export interface Reason {
    /** What the points come from, the weightiest first. */
    because: Because[];
    /** The id that was chosen. */
    choice: string;
    /** What was decided. */
    kind: Choice;
    /** Its points, the highest of its kind; none of the declined ones was. */
    score: number;
}
/** Everything a coach is told. */
export interface RenderedPrompts {
    /** The blocks in their order; empty ones are left out. */
    blocks: Block[];
    /** All of it under headings. */
    systemPrompt: string;
}
/** The `turn` object of the API. */
export interface Reply {
    /** How sure it is, 0 to 1. */
    confidence: number;
    /** Red flags of this message, gravest first. */
    flags: Flag[];
    /** Whether the reply is the recap. */
    isRecap: boolean;
    /** The level detected so far. */
    level: Level;
    /** What the person did, in the order of importance. */
    moves: Move[];
    /** Questions dealt with over questions needed, 0 to 1, two decimals, never falling. */
    progress: number;
    /** The number of the question that the reply asks; none when it asks none of the catalogue. */
    questionId: number | null;
    /** Answers to tap. */
    quickReplies: string[];
    /** Whether the coach may be made now. */
    readyToComplete: boolean;
    /** The text to show. */
    reply: string;
    /** Everything known, each with where it was said. */
    slots: KnownSlot[];
    /** Its topic. */
    topic: string | null;
    /** Why the question is asked. */
    why: string | null;
}
/** A message with everything that followed from it. */
export interface Said {
    /** Codes of the person's own flags that want medical clearance. */
    clearance?: string[];
    /** Whether the person said that they are medically cleared. */
    cleared?: boolean;
    /** How sure the level is, 0 to 1, two decimals. */
    conf: number;
    /** Questions this message answered. */
    covered?: number[];
    /** Questions the person skipped or had no answer to. */
    declined?: number[];
    /** Slots whose value no longer holds. */
    dropped?: SlotId[];
    /** The new values of slots, after merging with what was known; spans point into `text`. */
    facts?: Fact[];
    /** Red flags. */
    flags?: Flag[];
    /** The level after this message. */
    level: Level;
    /** The language from now on, where it changed. */
    locale?: Locale | null;
    /** What the person did, in the order of importance. */
    moves: Move[];
    /** Questions whose answer no longer holds. */
    opened?: number[];
    /** The question that was pending. */
    q?: number | null;
    /** Whether it replaces the earlier answer to `question`, evidence included. */
    replaces?: boolean;
    /** Whether the person confirmed to start over. */
    restarted?: boolean;
    /** Seconds the person took, where the client said. */
    rt?: number | null;
    /** The level that caps training; never above `level`. */
    safety: Level;
    /** What was shown. */
    shown: Shown;
    /** Evidence of level. */
    signals?: Signal[];
    /** The message as the person wrote it. */
    text: string;
}
/** The whole interview. */
export interface SessionDocument {
    /** The person's words by question number. */
    allResponses: Record<string, string>;
    /** The coach that came of it. */
    finalGeneratedCoach: GeneratedCoach | null;
    /** Every turn. */
    questionHistory: QuestionRecord[];
    /** Whose, when, and with which result. */
    sessionMetadata: SessionMetadata;
    /** How the level came about. */
    sophisticationEvolution: EvolutionStep[];
}
/** Whose interview, when, and with which result. */
export interface SessionMetadata {
    /** RFC 3339. */
    completedAt: string | null;
    /** The level at the end. */
    finalSophisticationLevel: Level;
    /** The session's id. */
    sessionId: string;
    /** RFC 3339. */
    startedAt: string;
    /** Seconds from start to completion. */
    totalDuration: number;
    /** Whose it is. */
    userId: string;
}
/** One set: only what is stated. */
export interface Set {
    /** Where the text says that the body is the load. */
    bodyweight?: Span | null;
    /** Calories on a machine. */
    calories?: {
        /** Where it stands in the message. */
        span: Span;
        /** The value. */
        value: number;
    } | null;
    /** How far. */
    distance?: {
        /** Where it stands in the message. */
        span: Span;
        /** The value. */
        value: Distance;
    } | null;
    /** How long, in seconds. */
    durationSeconds?: {
        /** Where it stands in the message. */
        span: Span;
        /** The value. */
        value: number;
    } | null;
    /** Where the text says that the attempt failed. */
    failed?: Span | null;
    /** Percent of a maximum. */
    percent?: {
        /** Where it stands in the message. */
        span: Span;
        /** The value. */
        value: number;
    } | null;
    /** Repetitions. */
    reps?: {
        /** Where it stands in the message. */
        span: Span;
        /** The value. */
        value: number;
    } | null;
    /** Repetitions in reserve. */
    rir?: {
        /** Where it stands in the message. */
        span: Span;
        /** The value. */
        value: number;
    } | null;
    /** Rating of perceived exertion, 1 to 10. */
    rpe?: {
        /** Where it stands in the message. */
        span: Span;
        /** The value. */
        value: number;
    } | null;
    /** The words that tell of it. */
    span: Span;
    /** Tempo as written: `31X1`. */
    tempo?: {
        /** Where it stands in the message. */
        span: Span;
        /** The value. */
        value: string;
    } | null;
    /** Where the text says that it was a warm-up. */
    warmUp?: Span | null;
    /** The load as written; of a pair of dumbbells, one of them. */
    weight?: {
        /** Where it stands in the message. */
        span: Span;
        /** The value. */
        value: Load;
    } | null;
}
/** The moment and the person's setting as a request tells them. */
export interface Setting {
    /** A language tag: `en-GB`. */
    locale?: string | null;
    /** The instant, with its offset: `2025-06-20T10:00:00Z`, `2025-06-20T10:00:00-05:00`. */
    now?: string | null;
    /** The calendar day where the person is: `2025-06-20`. */
    today?: string | null;
    /** The person's units, where they chose. */
    units?: Units | null;
}
/** A reply as it was shown. */
export interface Shown {
    /** Where in it the question stands. */
    ask?: Span | null;
    /** Questions dealt with over questions needed, in hundredths. */
    done: number;
    /** The number of the question that is pending from now on. */
    next?: number | null;
    /** The whole text. */
    reply: string;
    /** Where the interview stands from now on. */
    stage?: Stage;
}
/** One piece of evidence. */
export interface Signal {
    /** Years of endurance sport: they count only for those who want endurance coached. */
    endurance?: boolean;
    /** What kind of evidence. */
    kind: SignalKind;
    /** The level it speaks for. */
    level: Level;
    /** The person's words, folded to lower case: what `detectedSignals` stores. */
    phrase: string;
    /** Where they stand in the message. */
    span: Span;
    /** How strongly, in thousandths. */
    weight: number;
    /** Years, where the evidence is a stretch of time. */
    years?: number | null;
}
/** The kind of evidence a signal is. */
export type SignalKind = "experience" | "performance" | "skill" | "vocabulary" | "programme" | "competition" | "coaching" | "selfLabel" | "novelty" | "layOff";
/** What is known about a person, one slot a fact. */
export type SlotId = "goals" | "goalTimeline" | "yearsTraining" | "trainingHistory" | "trainingFrequency" | "availableDays" | "sessionLength" | "timeOfDay" | "injuries" | "healthConditions" | "equipment" | "environment" | "coachingStyle" | "programmingPreference" | "motivation" | "strengths" | "weaknesses" | "likedMovements" | "dislikedMovements" | "lifestyle" | "nutrition" | "competition" | "checkIn" | "successMetrics" | "methodology" | "recovery" | "learningStyle" | "lifts" | "bodyWeight" | "age" | "gender";
/** A slot's value. */
export type SlotValue = {
    /** The codes, `snake_case`. */
    codes: string[];
    kind: "codes";
} | {
    /** Upper end. */
    high: number;
    kind: "number";
    /** Lower end. */
    low: number;
} | {
    kind: "quantity";
    /** `kg`, `lb`, `cm`, … */
    unit: string;
    /** The number as written. */
    value: number;
} | {
    /** One each; empty means none. */
    injuries: Injury[];
    kind: "injuries";
} | {
    kind: "lifts";
    /** One each movement. */
    lifts: Lift[];
} | {
    /** The codes. */
    codes: string[];
    kind: "without";
} | {
    kind: "note";
    /** The words. */
    text: string;
};
/**
 * A half-open range of byte offsets into the message's UTF-8 text, always on character boundaries.
 *
 * Serialises as `[start, end]`.
 */
export type Span = [number, number];
/** Where an interview stands. */
export type Stage = "asking" | "finishing" | "changing" | "recap" | "confirmed" | "held" | "restarting" | "clearing" | "complete";
/** The beginning of an interview. */
export interface Started {
    /** The coach that is to be changed or made anew. */
    base?: Base | null;
    /** Questions those facts answer. */
    covered?: number[];
    /** Why it is held. */
    creationType: CreationType;
    /** Facts taken over from that coach; their spans are empty. */
    facts?: Fact[];
    /** The language it is held in. */
    locale: Locale;
    /** The ISO 3166 region the person is in, such as `US`, where known. */
    region?: string | null;
    /** The session's id. */
    sessionId: string;
    /** What was shown. */
    shown: Shown;
    /** The person's time zone, an IANA name, where known. */
    timeZone?: string | null;
    /** The person's units, where they chose. */
    units?: Units | null;
    /** Whose it is. */
    userId: string;
}
/** What a coach is built from. */
export interface TechnicalConfig {
    /** Canonical equipment. */
    equipment_available: string[];
    /** The level programming is written for. */
    experience_level: ExperienceLevel;
    /** `3_months`, `6_months`, `1_year` or `ongoing`. */
    goal_timeline: string;
    /** Injuries to respect. */
    injury_considerations: string[];
    /** The methodology's id, such as `comptrain_strength`. */
    methodology: string;
    /** How hard sessions are. */
    preferred_intensity: Intensity;
    /** What programming is about: strength, conditioning, … */
    programming_focus: string[];
    /** Special fields: powerlifting, gymnastics, … */
    specializations: string[];
    /** When and how long. */
    time_constraints: TimeConstraints;
    /** Days a week, 1 to 7. */
    training_frequency: number;
}
/** An instant coach as people choose it. */
export interface Template {
    /** The coach's own name. */
    coachName: string;
    /** Whom it suits. */
    description: string;
    /** Its id. */
    id: string;
    /** What it is called. */
    name: string;
    /** The persona's id, or two joined by `+`. */
    persona: string;
    /** What it is built from. */
    technical_config: TechnicalConfig;
}
/** What a red flag calls for. */
export type Tier = "care" | "clearance" | "urgent" | "emergency";
/** When and how long a person can train. */
export interface TimeConstraints {
    /** `monday` to `sunday`. */
    available_days: string[];
    /** Minutes. */
    session_length: number;
}
/** The system of units that a bare number is read in when nothing else tells. */
export type Units = "imperial" | "metric";
/** The weather. */
export type Weather = "hot" | "cold" | "humid" | "rain" | "wind" | "ideal";
/** What happened. */
export type What = {
    started: Started;
} | {
    said: Said;
} | {
    corrected: Said;
} | {
    resumed: Shown;
} | {
    abandoned: Shown;
} | {
    completed: Completed;
};
/** One workout that was done. What the text does not state is absent. */
export interface Workout {
    /** Records, Rx, better form. */
    achievements: ({
        /** Where it stands in the message. */
        span: Span;
        /** The value. */
        value: Achievement;
    })[];
    /** Readings that the text leaves open. */
    ambiguities: Ambiguity[];
    /** The code of a known benchmark: `fran`; its definition is in `prompts/benchmarks`. */
    benchmark?: {
        /** Where it stands in the message. */
        span: Span;
        /** The value. */
        value: string;
    } | null;
    /** The person's weight that day. */
    bodyweight?: {
        /** Where it stands in the message. */
        span: Span;
        /** The value. */
        value: Load;
    } | null;
    /** The share of what matters for this kind of workout that is known, 0 to 1. */
    completeness: number;
    /** Complaints: `<site>_pain`, `felt_tired`, `poor_sleep`, `illness` … */
    concerns: ({
        /** Where it stands in the message. */
        span: Span;
        /** The value. */
        value: string;
    })[];
    /** The calendar day, where the text names one. */
    date?: {
        /** Where it stands in the message. */
        span: Span;
        /** The value. */
        value: string;
    } | null;
    /** Minutes, of the session or of a piece that is told by its time alone. */
    duration?: {
        /** Where it stands in the message. */
        span: Span;
        /** The value. */
        value: number;
    } | null;
    /** Where, only when stated. */
    environment?: {
        /** Where it stands in the message. */
        span: Span;
        /** The value. */
        value: Environment;
    } | null;
    /** What was done, in the order it was told; one entry a movement. */
    exercises: Exercise[];
    /** How it was organised. */
    format?: {
        /** Where it stands in the message. */
        span: Span;
        /** The value. */
        value: Format;
    } | null;
    /** How hard, only when plain. */
    intensity?: {
        /** Where it stands in the message. */
        span: Span;
        /** The value. */
        value: Intensity;
    } | null;
    /** Whether it was finished; false when the text says that it was cut short. */
    isCompleted: {
        /** Where it stands in the message. */
        span: Span;
        /** The value. */
        value: boolean;
    };
    /** The name of a named workout: `Fran`. */
    name?: {
        /** Where it stands in the message. */
        span: Span;
        /** The value. */
        value: string;
    } | null;
    /** Rating of perceived exertion of the session, 1 to 10. */
    perceivedExertion?: {
        /** Where it stands in the message. */
        span: Span;
        /** The value. */
        value: number;
    } | null;
    /** Repetitions of a score, beyond full rounds where there are any. */
    reps?: {
        /** Where it stands in the message. */
        span: Span;
        /** The value. */
        value: number;
    } | null;
    /** A score for time or a race time, in seconds. */
    resultSeconds?: {
        /** Where it stands in the message. */
        span: Span;
        /** The value. */
        value: number;
    } | null;
    /** Full rounds of a score. */
    rounds?: {
        /** Where it stands in the message. */
        span: Span;
        /** The value. */
        value: number;
    } | null;
    /** Whether it was made easier than prescribed; false for Rx. */
    scaled?: {
        /** Where it stands in the message. */
        span: Span;
        /** The value. */
        value: boolean;
    } | null;
    /** The words that tell of it. */
    span: Span;
    /** An AMRAP's length or a stated cap, in seconds. */
    timeCapSeconds?: {
        /** Where it stands in the message. */
        span: Span;
        /** The value. */
        value: number;
    } | null;
    /** The weather. */
    weather?: {
        /** Where it stands in the message. */
        span: Span;
        /** The value. */
        value: Weather;
    } | null;
    /** The kind of training; its span is the evidence. */
    workoutType?: {
        /** Where it stands in the message. */
        span: Span;
        /** The value. */
        value: WorkoutType;
    } | null;
}
/** The kind of training. */
export type WorkoutType = "metcon" | "strength" | "skill" | "endurance";
