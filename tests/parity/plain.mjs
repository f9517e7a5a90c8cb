// A page without any tool: the package is served as npm unpacked it.

import { extractWorkouts, init } from '/node_modules/coachwright/index.js';

await init();
window.outcome = { workouts: extractWorkouts({ text: 'Squatted 5x5 at 225 lb' }).workouts.length };
