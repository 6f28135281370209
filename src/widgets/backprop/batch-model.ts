/** A small batch: what each example asks of a parameter, and what they agree on, the mean. */
import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { runPass } from '#engine/pass.ts';
import { flatIndex } from '#engine/tensor.ts';
import type { NetworkCell } from '#engine/wiggle.ts';
import { batchTrace } from '#steps/batch-trace.ts';
import { gradientName } from '#steps/operation-trace.ts';
import type { SumStep } from '#steps/step.ts';
import { batchSetting, network, settingOf, type Experiment } from './experiment.ts';
import { smallNetwork } from './network.ts';
import { drawStrokes, type Example } from './strokes.ts';

export const largestBatch = 8;

export interface Share {
  readonly example: Example;
  readonly loss: number;
  /** dL/d(parameter) of this example alone. */
  readonly gradient: number;
}

export interface BatchModel {
  readonly size: Signal<number>;
  /** The reader's picture first, then strokes of all classes in turn. */
  readonly examples: ReadonlySignal<readonly Example[]>;
  /** The parameter whose gradients are shown. */
  readonly cell: ReadonlySignal<NetworkCell>;
  readonly shares: ReadonlySignal<readonly Share[]>;
  /** The step that makes the mean of the shares' gradients. */
  readonly mean: ReadonlySignal<SumStep>;
  /** The gradient when the batch runs as one: the same number but for rounding. */
  readonly together: ReadonlySignal<number>;
  readonly loss: ReadonlySignal<number>;
}

const strokeSeed = 40;
const usualCell: NetworkCell = { tensor: 'conv1.weight', index: [0, 0, 1, 1] };

export function createBatch(
  experiment: ReadonlySignal<Experiment>,
  asked: ReadonlySignal<NetworkCell>,
): BatchModel {
  const size = signal(4);
  const others = drawStrokes(largestBatch - 1, strokeSeed);
  const cell = computed(() =>
    asked.value.tensor in network.parameterShapes ? asked.value : usualCell,
  );
  const examples = computed(() => {
    const { picture, label } = experiment.value;
    return [{ picture, label }, ...others].slice(0, size.value);
  });
  const setting = computed(() => batchSetting(experiment.value.parameters, examples.value));
  const losses = computed(() =>
    examples.value.map((example) => runPass(settingOf({ ...experiment.value, ...example })).loss),
  );
  const together = computed(() => runPass(setting.value));
  const trace = computed(() => {
    const labels = examples.value.map(({ label }) => label);
    return batchTrace(smallNetwork, experiment.value.parameters, setting.value.x, labels);
  });
  const mean = computed(() => {
    const [layer, part] = cell.value.tensor.split('.');
    const ref = { tensor: `mean.${layer}.${gradientName(part)}`, index: cell.value.index };
    return trace.value.at(trace.value.indexOf(ref)!) as SumStep;
  });
  return {
    size,
    examples,
    cell,
    shares: computed(() =>
      mean.value.terms.map(({ product }, k) => ({
        example: examples.value[k],
        loss: losses.value[k],
        gradient: product,
      })),
    ),
    mean,
    together: computed(() => {
      const { tensor, index } = cell.value;
      const { shape, data } = together.value.parameterGradients[tensor];
      return data[flatIndex(shape, index)];
    }),
    loss: computed(() => together.value.loss),
  };
}
