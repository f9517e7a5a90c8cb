import { extractWorkouts, init } from 'coachwright';

const ready = init();
self.onmessage = async ({ data }: MessageEvent<string>) => {
  await ready;
  self.postMessage(extractWorkouts({ text: data }).workouts.length);
};
