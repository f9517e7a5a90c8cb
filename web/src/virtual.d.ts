// What `plugins/vocabulary.ts` makes of the project's data.

interface Vocabulary {
  code: Record<string, string>;
  movement: Record<string, string>;
  slot: Record<string, string>;
  topic: Record<string, string>;
}

declare module 'virtual:vocabulary/en' { const words: Vocabulary; export default words; }
declare module 'virtual:vocabulary/es' { const words: Vocabulary; export default words; }
declare module 'virtual:vocabulary/fr' { const words: Vocabulary; export default words; }

declare module 'virtual:catalogue' {
  const catalogue: {
    /** The number of the question that asks for a slot. */
    question: Record<string, number>;
    /** Topics by the number of their question. */
    topics: Record<string, string>;
    /** Names of methodologies, and of whom they are inspired by, by id. */
    methodology: Record<string, string>;
    inspired: Record<string, string>;
    persona: Record<string, string>;
    benchmark: Record<string, string>;
  };
  export default catalogue;
}

// What `plugins/choices.ts` makes of it.
declare module 'virtual:choices' {
  const choices: {
    methodologies: { id: string; level: 'beginner' | 'intermediate' | 'advanced' }[];
    focus: string[];
    specializations: string[];
    equipment: string[];
    injuries: string[];
    goals: string[];
    activities: string[];
    marks: string[];
  };
  export default choices;
}

declare module 'virtual:movements' { const codes: string[]; export default codes; }
