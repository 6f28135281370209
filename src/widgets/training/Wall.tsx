/** The first test digits and what the network makes of them now: errors go out as it learns. */
import { useMemo } from 'preact/hooks';
import { useWords } from '#views/language.ts';
import { PictureWall } from '#views/PictureWall.tsx';
import { fixed } from '#words/numbers.ts';
import type { TrainingModel } from './model.ts';
import { strings } from './wall-strings.ts';

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
  const count = data?.wall.count ?? 0;
  const score = useScore(model);
  const title = data ? words.title(count) : words.titleBefore;
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
        isWrong={(at) => isWrong(model, at)}
        label={words.label(title, score)}
        hint={data ? words.hint : words.before}
        tell={tell}
        isChanging={model.phase.value === 'running'}
      />
    </figure>
  );
}

/** Whether the network is known to misread the picture, or has lost its probabilities. */
function isWrong({ data, reading }: TrainingModel, at: number): boolean {
  if (!reading.value || !data.value) return false;
  const { guesses, probabilities } = reading.value;
  return Number.isNaN(probabilities[at]) || guesses[at] !== data.value.wall.labels[at];
}

/** How many of the wall's digits are read rightly, in words; nothing before they have been read. */
export function useScore(model: TrainingModel): string {
  const words = useWords(strings);
  const count = model.data.value?.wall.count ?? 0;
  if (!model.reading.value) return '';
  let right = 0;
  for (let at = 0; at < count; at++) if (!isWrong(model, at)) right++;
  return words.right(right, count);
}
