/** The button *check this backend* and its table: one batch's gradients, computed twice. */
import { canMeasure } from './Controls.tsx';
import { lossText } from './format.ts';
import type { TrainingModel } from './model.ts';
import type { Strings } from './strings.ts';

export function CheckPanel({ model, words }: { model: TrainingModel; words: Strings }) {
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
                  check.tolerance.toExponential(0),
                )}
          </p>
          <table>
            <caption>{checkTable.title}</caption>
            <thead>
              <tr>
                <th scope="col">{checkTable.parameter}</th>
                <th scope="col">{checkTable.shape}</th>
                <th scope="col">{checkTable.error}</th>
              </tr>
            </thead>
            <tbody>
              {check.parameters.map(({ name, shape, relativeError }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{shape.join('×')}</td>
                  <td>{relativeError.toExponential(1)}</td>
                </tr>
              ))}
              <tr>
                <th scope="row">{checkTable.loss}</th>
                <td>{check.backend}</td>
                <td>{`${lossText(check.loss)} / ${lossText(check.referenceLoss)}`}</td>
              </tr>
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}
