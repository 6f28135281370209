/** Loss and accuracy while the network learns, and the tests in numbers. */
import { useComputed, type ReadonlySignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Chart } from '#views/Chart.tsx';
import { drawAccuracy, drawLoss } from './curves.ts';
import { accuracyText, lossText } from '#words/quantities.ts';
import { useWords } from '#views/language.ts';
import { Table } from '#views/Table.tsx';
import type { TrainingModel } from './model.ts';
import { strings } from './strings.ts';

const height = 150;

/** Of the table of tests: a run of many short epochs would fill the page with it. */
const mostRows = 60;

export interface CurvesProps {
  readonly model: TrainingModel;
  /** A measured run, pale, until there is a line of the reader's own. */
  readonly ghosts: Readonly<Record<'loss' | 'accuracy', ComponentChildren>>;
}

export function Curves({ model, ghosts }: CurvesProps) {
  const words = useWords(strings);
  const { drawings, history } = model;
  // The history grows in place: a drawing tells that it has.
  const isEmpty = useComputed(() => drawings.loss.value >= 0 && history.value.last === undefined);
  /** Under its title and the key to its marks; drawn again whenever `drawing` says so. */
  const curve = (
    title: string,
    drawing: ReadonlySignal<number>,
    draw: typeof drawLoss,
    marks: Readonly<Record<string, string>>,
    ghost: ComponentChildren,
  ) => (
    <figure class="lbl-training-curve">
      <figcaption>
        <strong>{title}</strong>
        {Object.entries(marks).map(([mark, meaning]) => (
          <span key={mark} class="lbl-training-key">
            <i data-mark={mark} /> {meaning}
          </span>
        ))}
      </figcaption>
      <div class="lbl-training-chart">
        {isEmpty.value && ghost}
        <Chart
          data={drawing}
          isEmpty={isEmpty}
          quiet={0}
          height={height}
          draw={(plot, _, width) => draw(plot, { width, height }, history.value, words.axisUpdates)}
        />
      </div>
    </figure>
  );
  return (
    <section class="lbl-training-curves" aria-label={words.charts}>
      {curve(
        words.lossChart,
        drawings.loss,
        drawLoss,
        {
          batch: words.keyBatch,
          mean: words.keyMean,
        },
        ghosts.loss,
      )}
      {curve(
        words.accuracyChart,
        drawings.accuracy,
        drawAccuracy,
        {
          training: words.keyTraining,
          test: words.keyTest,
        },
        ghosts.accuracy,
      )}
    </section>
  );
}

export function Tests({ model }: { model: TrainingModel }) {
  const words = useWords(strings);
  // Read for its sake alone: the list of tests grows in place.
  model.lastTest.value;
  const { tests: all } = model.history.value;
  const tests = model.history.value.thinnedTests(mostRows);
  return (
    <details class="lbl-training-tests">
      <summary>{words.tests.title}</summary>
      {tests.length === 0 ? (
        <p>{words.tests.none}</p>
      ) : (
        <Table
          {...(tests.length < all.length && {
            caption: words.tests.thinned(tests.length, all.length),
          })}
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
