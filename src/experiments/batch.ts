/** A small batch: what each example asks of a parameter, and what they agree on, the mean. */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Network } from '#engine/network.ts';
import { runPass } from '#engine/pass.ts';
import { flatIndex } from '#engine/tensor.ts';
import type { NetworkCell } from '#engine/wiggle.ts';
import { batchTrace } from '#steps/batch-trace.ts';
import { gradientName } from '#steps/operation-trace.ts';
import type { SumStep } from '#steps/step.ts';
import { batchOf, settingOf, type Example, type Experiment } from './experiment.ts';

export interface Share {
  readonly example: Example;
  readonly loss: number;
  /** dL/d(parameter) of this example alone. */
  readonly gradient: number;
}

export interface BatchOptions {
  readonly network: Network;
  /** What joins the reader's example. */
  readonly others: readonly Example[];
  /** The parameter to look at while the reader points at none. */
  readonly usualCell: NetworkCell;
}

export function createBatch(
  experiment: ReadonlySignal<Experiment>,
  asked: ReadonlySignal<NetworkCell>,
  { network, others, usualCell }: BatchOptions,
) {
  const size = signal(4);
  const cell = computed(() =>
    asked.value.tensor in network.parameterShapes ? asked.value : usualCell,
  );
  /** The reader's example first, then the others in turn. */
  const examples = computed((): readonly Example[] =>
    [experiment.value, ...others].slice(0, size.value),
  );
  const batch = computed(() => batchOf(examples.value));
  const losses = computed(() =>
    examples.value.map(
      (example) => runPass(settingOf(network, { ...experiment.value, ...example })).loss,
    ),
  );
  const together = computed(() =>
    runPass({ network, parameters: experiment.value.parameters, ...batch.value }),
  );
  const trace = computed(() => {
    const labels = examples.value.map(({ label }) => label);
    return batchTrace(network.spec, experiment.value.parameters, batch.value.x, labels);
  });
  const mean = computed(() => {
    const [layer, part] = cell.value.tensor.split('.');
    const ref = { tensor: `mean.${layer}.${gradientName(part)}`, index: cell.value.index };
    return trace.value.at(trace.value.indexOf(ref)!) as SumStep;
  });
  return {
    size,
    largest: others.length + 1,
    /** The parameter whose gradients are shown. */
    cell,
    shares: computed(() =>
      mean.value.terms.map(({ product }, k): Share => ({
        example: examples.value[k],
        loss: losses.value[k],
        gradient: product,
      })),
    ),
    /** The step that makes the mean of the shares' gradients. */
    mean,
    /** The gradient when the batch runs as one: the same number but for rounding. */
    together: computed(() => {
      const { tensor, index } = cell.value;
      const { shape, data } = together.value.parameterGradients[tensor];
      return data[flatIndex(shape, index)];
    }),
    loss: computed(() => together.value.loss),
  };
}
