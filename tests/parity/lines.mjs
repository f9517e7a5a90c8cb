// What Node and the browser both do: answer lines with the package and compare the bytes with the native answers.

/** The command of `coachwright`, and the function of the package that does the same to one line. */
export const COMMANDS = { extract: 'extractLine', detect: 'detectLine', interview: 'interviewLine', prompts: 'promptsLine' };

/** The first few lines that differ, each with both answers. */
export async function differences(api, command, input, expected) {
  const [lines, answers] = [input, expected].map((text) => text.split('\n').filter((line) => line !== ''));
  const found = [];
  if (lines.length !== answers.length) found.push({ line: `${lines.length} lines, ${answers.length} native answers` });
  for (const [index, line] of lines.entries()) {
    const answer = await api[COMMANDS[command]](line);
    if (answer !== answers[index]) found.push({ line, native: answers[index], wasm: answer });
  }
  return { compared: lines.length, found: found.length, examples: found.slice(0, 3) };
}

/** Prints the outcome for one command; true when nothing differs. */
export function report(where, command, { compared, found, examples }) {
  console.log(`${where}: ${command}: ${compared} lines, ${found} differ from native`);
  for (const example of examples) console.log(JSON.stringify(example, null, 2));
  return found === 0 && compared > 0;
}
