// What the server sends. Stored entities have the JSON of the data model, its mixture of cases included.

export type Span = [number, number];
export type Level = 'UNKNOWN' | 'BEGINNER' | 'INTERMEDIATE' | 'ADVANCED';

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** The envelope of a stored entity. */
export interface Item<A> {
  pk: string;
  sk: string;
  entityType?: string;
  createdAt: string;
  updatedAt: string;
  version: number;
  attributes: A;
}

export interface Session {
  sessionId: string;
  sophisticationLevel: Level;
  currentQuestion: number;
  totalQuestions: number;
  questionsAnswered: number;
  responses: Record<string, string>;
  nextQuestionTopic: string | null;
  isComplete: boolean;
  startedAt: string;
  lastActivity: string;
  estimatedDuration: number;
  sessionProgress: number;
  generatedCoachId: string | null;
  abandonedAt: string | null;
}

export type SlotValue =
  | { kind: 'codes'; codes: string[] }
  | { kind: 'number'; low: number; high: number }
  | { kind: 'quantity'; value: number; unit: string }
  | { kind: 'injuries'; injuries: { code: string; state: string }[] }
  | { kind: 'lifts'; lifts: { movement: string; value: number; unit: string | null; reps?: number }[] }
  | { kind: 'note'; text: string };

/** A fact with the words it came from: bytes `span` of the message of event `turn`. */
export interface KnownSlot {
  slot: string;
  value: SlotValue;
  confidence: 'low' | 'medium' | 'high';
  span: Span;
  words: string;
  question: number | null;
  turn: number;
}

export interface Flag {
  tier: 'care' | 'clearance' | 'urgent' | 'emergency';
  code: string;
  span: Span;
}

export interface Turn {
  reply: string;
  level: Level;
  confidence: number;
  progress: number;
  slots: KnownSlot[];
  flags: Flag[];
  questionId: number | null;
  topic: string | null;
  quickReplies: string[];
  why: string | null;
  isRecap: boolean;
  readyToComplete: boolean;
}

export interface QuestionRecord {
  questionId: number;
  topic: string;
  questionText: string;
  userResponse: string;
  aiResponse: string;
  timestamp: string;
}

export interface Coach {
  coachName: string;
  coachType: string;
  technical_config: TechnicalConfig;
  generated_prompts: Record<string, string>;
  metadata: { version: string; last_updated: string; adaptation_history: Adaptation[] };
  isActive: boolean;
  isPrimary: boolean;
  customInstructions: string;
}

export interface TechnicalConfig {
  methodology: string;
  programming_focus: string[];
  experience_level: string;
  training_frequency: number;
  specializations: string[];
  injury_considerations: string[];
  goal_timeline: string;
  preferred_intensity: string;
  equipment_available: string[];
  time_constraints: { session_length: number; available_days: string[] };
}

export interface Adaptation {
  date: string;
  change: string;
  trigger: string;
  result: string;
}

export interface Template {
  id: string;
  name: string;
  description: string;
}
