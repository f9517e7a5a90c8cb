// Results of named workouts.

import type { BenchmarkPoint, Progress } from '../../api/progress';
import { DataTable } from '../../charts/frame';
import { LineChart } from '../../charts/line';
import { clock, day, number, t, tCode } from '../../i18n';
import { link } from '../../router';

type Series = Progress['benchmarks'][number];

export function Benchmarks({ benchmarks }: { benchmarks: Series[] }) {
  if (!benchmarks.length) return null;
  return (
    <section class="stack" aria-labelledby="benchmarks-title">
      <h3 id="benchmarks-title">{t('progress.benchmarks')}</h3>
      <div class="pair">{benchmarks.map((series) => <Benchmark key={series.benchmark + series.score} series={series} />)}</div>
    </section>
  );
}

function Benchmark({ series: { benchmark, score, points } }: { series: Series }) {
  const name = tCode('benchmark', benchmark);
  const text = ({ value, reps, isScaled }: BenchmarkPoint) => {
    const result = score === 'time' ? clock(value) : score === 'reps' ? t('record.reps', { count: value })
      : t(reps ? 'record.roundsAnd' : 'record.rounds', { count: value, reps });
    return isScaled ? `${result} (${tCode('set', 'scaled')})` : result;
  };
  // Better is smaller for a time only. A scaled result never stands for the best.
  const rank = ({ value, reps }: BenchmarkPoint) => (score === 'time' ? value : -value - reps / 1000);
  const fair = points.some(({ isScaled }) => !isScaled) ? points.filter(({ isScaled }) => !isScaled) : points;
  const [best] = [...fair].sort((one, other) => rank(one) - rank(other));
  return (
    <article class="card stack" aria-label={name}>
      <div class="row spread">
        <h4>{name}</h4>
        {best && <span class="small"><span class="quiet">{t('progress.best')}</span> <strong>{text(best)}</strong></span>}
      </div>
      {points.length > 1 ? (
        <LineChart
          label={t(score === 'time' ? 'progress.timesOf' : 'progress.scoresOf', { name })}
          points={points.map((point) => ({ ...point, light: point.isScaled }))}
          grain={score === 'time' ? 60 : 1} axis={score === 'time' ? clock : (value) => number(value, { maximumFractionDigits: 1 })}
          say={(point) => `${day(point.date)}: ${text(point)}`}
        />
      ) : <p class="quiet small">{t('progress.once')}</p>}
      <DataTable
        caption={name} columns={[t('progress.day'), t('progress.result'), t('progress.from')]}
        rows={[...points].reverse().map((point) => [
          day(point.date), text(point), <a href={link('log', point.evidence.date, point.evidence.workoutId)}>{t('progress.see')}</a>,
        ])}
      />
    </article>
  );
}
