/** The first test digits and what the network makes of them now: errors go out as it learns. */
import { useMemo } from 'preact/hooks';
import { Announcement } from '#views/Announcement.tsx';
import { useWords } from '#views/language.ts';
import { PictureWall } from '#views/PictureWall.tsx';
import { fixed } from '#words/numbers.ts';
import type { TrainingModel } from './model.ts';
import { strings } from './wall-strings.ts';

/** Milliseconds; while a run goes on the count is not read out twice a second. */
const restWhileRunning = 3000;
/** A line as high as with a score, so that nothing moves when there is one. */
const noBreak = '\u00a0';
/** In the corner of a digit of which the network has lost the probabilities. */
const lost = '–';

export function Wall({ model }: { model: TrainingModel }) {
  const words = useWords(strings);
  const data = model.data.value;
  const reading = model.reading.value;
  const pictures = useMemo(
    () => data && { ...data.wall, height: data.height, width: data.width },
    [data],
  );
  const labels = data?.wall.labels ?? [];
  const isLost = (at: number): boolean => Number.isNaN(reading?.probabilities[at]);
  const isWrong = (at: number): boolean =>
    reading !== undefined && (isLost(at) || reading.guesses[at] !== labels[at]);

  const count = data?.wall.count ?? 0;
  const right = Array.from(labels, (_, at) => at).filter((at) => !isWrong(at)).length;
  const title = data ? words.title(count) : words.titleBefore;
  const score = reading ? words.right(right, count) : '';
  const tell = (at: number): string => {
    if (!reading) return words.unread(labels[at]);
    if (isLost(at)) return words.lost(labels[at]);
    return words.read(labels[at], reading.guesses[at], fixed(reading.probabilities[at], 2));
  };
  return (
    <figure class="lbl-training-wall">
      <figcaption>
        <strong>{title}</strong>
        <span class="lbl-training-score">{score || noBreak}</span>
      </figcaption>
      <PictureWall
        pictures={pictures}
        notes={Array.from(reading?.guesses ?? [], (guess, at) => (isLost(at) ? lost : `${guess}`))}
        isWrong={isWrong}
        label={words.label(title, score)}
        hint={data ? words.hint : words.before}
        tell={tell}
      />
      <Announcement
        text={score || undefined}
        {...(model.phase.value === 'running' && { rest: restWhileRunning })}
      />
    </figure>
  );
}
