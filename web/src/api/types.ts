// What the server sends. Stored entities have the JSON of the data model, its mixture of cases included; the engine's types are
// the same on both sides.

export type {
  AdaptationRecord as Adaptation, CoachConfig as Coach, CoachCreatorSession as Session, Flag, KnownSlot, Level, QuestionRecord,
  Reply as Turn, SlotValue, Span, TechnicalConfig, Template,
} from 'coachwright';

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
  /** When it expires, in seconds since 1970. */
  ttl?: number | null;
  attributes: A;
}
