// Where values go on an axis.

/** About `count` round values that span `low` to `high`. */
export function ticks(low: number, high: number, count = 4): number[] {
  if (!(high > low)) return high === 0 ? [0, 1] : ticks(Math.min(0, low), Math.max(0, high), count);
  const rough = (high - low) / count;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * magnitude >= rough) ?? 10) * magnitude;
  const first = Math.floor(low / step);
  const last = Math.ceil(high / step);
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}

/** A linear map from one range onto another. */
export const linear = (from: [number, number], to: [number, number]) => (value: number): number => {
  const [low, high] = from;
  return high === low ? (to[0] + to[1]) / 2 : to[0] + ((value - low) / (high - low)) * (to[1] - to[0]);
};

const DAY = 86_400_000;

/** A calendar day as a number of days, so that days can be counted and compared. */
export const dayNumber = (iso: string): number => Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY);

export const dayOf = (number: number): string => new Date(number * DAY).toISOString().slice(0, 10);

/** 0 for Monday to 6 for Sunday. */
export const weekday = (number: number): number => (number + 3) % 7;

/** The Monday of a day's week. */
export const monday = (number: number): number => number - weekday(number);
