/** The current window in a sentence, and what they come to once all of them are through; read out when it rests. */
import { Announcement } from '#views/Announcement.tsx';
import { useWords } from '#views/language.ts';
import { nameOf } from '#views/cell-text.ts';
import { short } from '#words/numbers.ts';
import type { CellRef } from '#steps/step.ts';
import type { Turn } from './model.ts';
import { strings } from './strings.ts';

export function Told({ model }: { readonly model: Turn }) {
  const words = useWords(strings);
  const { pixel, readings, reading, count, isLast } = model.now.value;
  const { weight, output } = reading;
  const told = [
    words.reading(
      count,
      readings.length,
      shortName({ tensor: 'x', index: pixel }),
      shortName({ ...output, tensor: 'y' }),
      `${shortName(weight.ref)} = ${short(weight.value)}`,
    ),
  ];
  if (isLast) {
    const missing = model.lifted.value.length - readings.length;
    const { ref, value } = model.gathered.value;
    told.push(missing === 0 ? words.whole : words.part(missing));
    told.push(words.sum(shortName(ref), short(value)));
  }
  const text = told.join(' ');
  return (
    <>
      <p class="lbl-caption" style={{ '--lbl-rows': 3.6 }}>
        {text}
      </p>
      <Announcement text={model.player.state.value.playing ? undefined : text} />
    </>
  );
}

/** Without the axes that have no choice here: `weight[2,1]`. */
const shortName = ({ tensor, index }: CellRef): string =>
  nameOf({ tensor, index: index.slice(-2) });
