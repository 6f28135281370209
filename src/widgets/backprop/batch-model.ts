/** A small batch: what each example asks of a parameter, and what they agree on, the mean. */
import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { meanGradients, runPass, type Pass } from '#engine/pass.ts';
import type { Parameters } from '#engine/backend.ts';
import { flatIndex } from '#engine/tensor.ts';
import type { NetworkCell } from '#engine/wiggle.ts';
import { batchSetting, network, settingOf, type Experiment } from './experiment.ts';
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
  /** The mean of the shares' gradients, and the gradient when the batch runs as one. They are the same number. */
  readonly mean: ReadonlySignal<number>;
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
  const passes = computed(() =>
    examples.value.map((example) => runPass(settingOf({ ...experiment.value, ...example }))),
  );
  const together = computed(() =>
    runPass(batchSetting(experiment.value.parameters, examples.value)),
  );
  const mean = computed(() => meanGradients(passes.value.map((pass) => pass.parameterGradients)));
  return {
    size,
    examples,
    cell,
    shares: computed(() =>
      passes.value.map((pass: Pass, k) => ({
        example: examples.value[k],
        loss: pass.loss,
        gradient: cellOf(pass.parameterGradients, cell.value),
      })),
    ),
    mean: computed(() => cellOf(mean.value, cell.value)),
    together: computed(() => cellOf(together.value.parameterGradients, cell.value)),
    loss: computed(() => together.value.loss),
  };
}

function cellOf(gradients: Parameters, { tensor, index }: NetworkCell): number {
  const { shape, data } = gradients[tensor];
  return data[flatIndex(shape, index)];
}
