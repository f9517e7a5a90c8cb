import { CoachwrightError, detect, extractWorkouts, generateCoach, init, replay, startInterview, turn, type Turn } from 'coachwright';

/** What the test reads. */
const outcome: Record<string, unknown> = {};
Object.assign(window, { outcome });

await init();
outcome.workouts = extractWorkouts({ text: 'Squatted 5x5 at 225 lb' }).workouts.length;
outcome.level = detect({ text: 'I have never trained before' }).level;

const { interview, event, reply } = startInterview({ sessionId: 's', userId: 'u', locale: 'en-GB' });
const turns: Turn[] = [{ event, reply }];
const messages = [
  'I want to get stronger', 'I have lifted for three years', '4 days a week', 'no injuries, no conditions', 'a full gym', 'direct feedback',
  'squat 140 kg', 'mornings', 'no competition', '60 minutes', '34 years old, 80 kg', 'weekly', "let's finish now", 'yes',
];
for (const text of messages) turns.push(turn(interview, { text }));
outcome.replayed = replay(turns.map((turn) => turn.event)).reply.reply === turns.at(-1)?.reply.reply;
try {
  const made = await generateCoach(interview, { coachId: 'c', userId: 'u' });
  outcome.coach = made.coach.config.generated_prompts.methodology_prompt.length > 0;
  turn(interview, { text: 'one more thing' });
} catch (error) {
  outcome.refused = error instanceof CoachwrightError ? error.code : String(error);
}
interview.free();

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
worker.onmessage = ({ data }: MessageEvent<number>) => {
  outcome.worker = data;
};
worker.postMessage('Ran 5k in 27:30');
