import { extractWorkouts, init } from 'coachwright';

await init();
self.onmessage = ({ data }: MessageEvent<string>) => self.postMessage(extractWorkouts({ text: data }).workouts.length);
self.postMessage('ready');
