// What differs between two texts, word by word.

export interface Piece {
  kind: 'same' | 'gone' | 'new';
  text: string;
}

/** The longest texts that are compared word by word, in pieces; beyond it the whole counts as replaced. */
const LIMIT = 4_000;

/** The pieces of both texts in order: words that stayed, went, came. White space stays with the word before it. */
export function diff(before: string, after: string): Piece[] {
  const [old, next] = [split(before), split(after)];
  let head = 0;
  while (head < old.length && head < next.length && old[head] === next[head]) head += 1;
  let tail = 0;
  while (tail < old.length - head && tail < next.length - head && old.at(-1 - tail) === next.at(-1 - tail)) tail += 1;
  const middle = compare(old.slice(head, old.length - tail), next.slice(head, next.length - tail));
  const same = (words: string[]): Piece[] => (words.length ? [{ kind: 'same', text: words.join('') }] : []);
  return merge([...same(old.slice(0, head)), ...middle, ...same(tail ? old.slice(-tail) : [])]);
}

const split = (text: string): string[] => text.match(/\S+\s*|\s+/g) ?? [];

/** By the longest common subsequence. */
function compare(old: string[], next: string[]): Piece[] {
  const width = next.length + 1;
  if (old.length > LIMIT || next.length > LIMIT) return [{ kind: 'gone', text: old.join('') }, { kind: 'new', text: next.join('') }];
  const common = new Uint16Array((old.length + 1) * width);
  const at = (row: number, column: number): number => common[row * width + column] ?? 0;
  for (let row = old.length - 1; row >= 0; row -= 1) {
    for (let column = next.length - 1; column >= 0; column -= 1) {
      common[row * width + column] = old[row] === next[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const pieces: Piece[] = [];
  let [row, column] = [0, 0];
  while (row < old.length || column < next.length) {
    const [left, right] = [old[row], next[column]];
    if (left !== undefined && left === right) {
      pieces.push({ kind: 'same', text: left });
      row += 1;
      column += 1;
    } else if (right === undefined || (left !== undefined && at(row + 1, column) >= at(row, column + 1))) {
      pieces.push({ kind: 'gone', text: left ?? '' });
      row += 1;
    } else {
      pieces.push({ kind: 'new', text: right });
      column += 1;
    }
  }
  return pieces;
}

/** At most so many characters between two changes are changed too: single words that happen to be equal only confuse. */
const ISLAND = 16;

/** Joins neighbours, so that a changed sentence reads as one removal and one addition. */
function merge(pieces: Piece[]): Piece[] {
  const merged: Piece[] = [];
  let [gone, fresh] = ['', ''];
  const flush = () => {
    if (gone) merged.push({ kind: 'gone', text: gone });
    if (fresh) merged.push({ kind: 'new', text: fresh });
    [gone, fresh] = ['', ''];
  };
  for (const [at, piece] of pieces.entries()) {
    const island = piece.kind === 'same' && piece.text.length <= ISLAND && gone && fresh && at < pieces.length - 1;
    if (island) {
      gone += piece.text;
      fresh += piece.text;
    } else if (piece.kind === 'gone') gone += piece.text;
    else if (piece.kind === 'new') fresh += piece.text;
    else {
      flush();
      const last = merged.at(-1);
      if (last?.kind === 'same') last.text += piece.text;
      else merged.push({ ...piece });
    }
  }
  flush();
  return merged;
}
