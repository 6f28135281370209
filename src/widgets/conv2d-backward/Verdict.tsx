/**
 * What the figure has to prove: both sides in step, the same numbers at the end, and finite differences that agree. It
 * waits until the reader has stepped to the end, or asks.
 */
import { nameOf } from '#views/cell-text.ts';
import { TextButton } from '#views/controls.tsx';
import { useWords } from '#views/language.ts';
import { fullNumber, roughPower } from '#words/numbers.ts';
import type { Conv2dBackward } from './model.ts';
import { strings } from './strings.ts';
import './verdict.css';

export interface VerdictProps {
  readonly model: Conv2dBackward;
}

export function Verdict({ model }: VerdictProps) {
  const words = useWords(strings);
  const { done, of } = model.products.value;
  const isDone = done === of;
  return (
    <div class="lbl-verdict">
      <p>{words.products(done, of)}</p>
      <div role="status">
        <p data-holds={isDone ? model.isEqual.value : undefined}>
          {!isDone ? words.question : model.isEqual.value ? words.equal : words.different}
        </p>
        {model.isJudged.value && <Judgement model={model} />}
      </div>
      {!model.isJudged.value && <TextButton label={words.ask} onClick={model.ask} />}
    </div>
  );
}

function Judgement({ model }: VerdictProps) {
  const words = useWords(strings);
  const { cells, wrong, error, worst } = model.check.value;
  return (
    <p data-holds={wrong === 0}>
      {wrong === 0
        ? words.checked(cells.length, roughPower(error))
        : words.wrong(wrong, cells.length)}{' '}
      {worst &&
        words.worst(
          nameOf({ tensor: 'dx', index: worst.index }),
          fullNumber(worst.analytic),
          fullNumber(worst.quotient),
        )}
    </p>
  );
}
