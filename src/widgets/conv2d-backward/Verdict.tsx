/** What the figure has to prove: both sides in step, the same numbers at the end, and finite differences that agree. */
import { nameOf } from '#views/cell-text.ts';
import { useWords } from '#views/language.ts';
import { fullNumber, roughPower } from '#words/numbers.ts';
import type { Conv2dBackward } from './model.ts';
import { strings } from './strings.ts';

export interface VerdictProps {
  readonly model: Conv2dBackward;
}

export function Verdict({ model }: VerdictProps) {
  const words = useWords(strings);
  const { entries, worst, wrong } = model.check.value;
  const { done, of } = model.products.value;
  const isDone = done === of;
  const worstCell = model.worstCell.value;
  return (
    <div class="lbl-verdict">
      <p>{words.products(done, of)}</p>
      <div role="status">
        <p data-holds={isDone ? model.isEqual.value : undefined}>
          {!isDone ? words.question : model.isEqual.value ? words.equal : words.different}
        </p>
        <p data-holds={wrong.length === 0}>
          {wrong.length === 0
            ? words.checked(entries.length, roughPower(worst))
            : words.wrong(wrong.length, entries.length)}{' '}
          {worstCell &&
            words.worst(
              nameOf(worstCell.ref),
              fullNumber(worstCell.is),
              fullNumber(worstCell.should),
            )}
        </p>
      </div>
    </div>
  );
}
