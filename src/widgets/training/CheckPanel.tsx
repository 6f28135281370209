/** The button *check this backend* and its table: one batch's gradients, computed twice. */
import { canMeasure } from './Controls.tsx';
import { sizeText } from '#words/lists.ts';
import { power, roughPower } from '#words/numbers.ts';
import { lossText } from '#words/quantities.ts';
import { useWords } from '#views/language.ts';
import { Table } from '#views/Table.tsx';
import type { TrainingModel } from './model.ts';
import { strings } from './strings.ts';

export function CheckPanel({ model }: { model: TrainingModel }) {
  const words = useWords(strings);
  const check = model.check.value;
  const { checkTable } = words;
  return (
    <section class="lbl-training-check">
      <button
        type="button"
        disabled={!canMeasure(model.phase.value) || model.isChecking.value}
        onClick={model.checkBackend}
      >
        {words.check}
      </button>
      {check && (
        <>
          <p class={check.passed ? 'lbl-training-right' : 'lbl-training-wrong'}>
            {check.backend === check.reference
              ? checkTable.self
              : checkTable[check.passed ? 'passed' : 'failed'](
                  check.images,
                  roughPower(check.tolerance),
                )}
            {check.parameters.some(({ size }) => size < check.floor) &&
              ` ${checkTable.floor(roughPower(check.floor))}`}
          </p>
          <Table
            caption={checkTable.title}
            titles={[checkTable.parameter, checkTable.shape, checkTable.error]}
            rows={[
              ...check.parameters.map(({ name, shape, relativeError }) => [
                name,
                sizeText(shape),
                power(relativeError),
              ]),
              [
                checkTable.loss,
                check.backend,
                `${lossText(check.loss)} / ${lossText(check.referenceLoss)}`,
              ],
            ]}
          />
        </>
      )}
    </section>
  );
}
