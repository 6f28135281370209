/** Loss and accuracy while the network learns, and the tests in numbers. */
import { useComputed } from '@preact/signals';
import { Curve, Key } from './Curve.tsx';
import { drawAccuracy, drawLoss } from './curves.ts';
import { accuracyText, lossText } from '#words/quantities.ts';
import { useWords } from '#views/language.ts';
import { Table } from '#views/Table.tsx';
import type { TrainingModel } from './model.ts';
import { strings } from './strings.ts';

export function Curves({ model }: { model: TrainingModel }) {
  const words = useWords(strings);
  const { drawings, history } = model;
  // The history grows in place: a drawing tells that it has.
  const isEmpty = useComputed(() => drawings.loss.value >= 0 && history.value.last === undefined);
  return (
    <section class="lbl-training-curves" aria-label={words.charts}>
      <Curve
        title={words.lossChart}
        drawing={drawings.loss}
        isEmpty={isEmpty}
        draw={(plot, size) => drawLoss(plot, size, history.value, words.axisUpdates)}
      >
        <Key mark="batch">{words.keyBatch}</Key>
        <Key mark="mean">{words.keyMean}</Key>
      </Curve>
      <Curve
        title={words.accuracyChart}
        drawing={drawings.accuracy}
        isEmpty={isEmpty}
        draw={(plot, size) => drawAccuracy(plot, size, history.value, words.axisUpdates)}
      >
        <Key mark="training">{words.keyTraining}</Key>
        <Key mark="test">{words.keyTest}</Key>
      </Curve>
      <Tests model={model} />
    </section>
  );
}

function Tests({ model }: { model: TrainingModel }) {
  const words = useWords(strings);
  // Read for its sake alone: the list of tests grows in place.
  model.lastTest.value;
  const { tests } = model.history.value;
  return (
    <details class="lbl-training-tests">
      <summary>{words.tests.title}</summary>
      {tests.length === 0 ? (
        <p>{words.tests.none}</p>
      ) : (
        <Table
          titles={[words.tests.epoch, words.tests.update, words.tests.accuracy, words.tests.loss]}
          rows={tests.map(({ epoch, update, accuracy, loss }) => [
            epoch,
            update,
            accuracyText(accuracy),
            lossText(loss),
          ])}
        />
      )}
    </details>
  );
}
