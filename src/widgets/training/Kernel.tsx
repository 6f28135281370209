/** One kernel of the first layer in numbers. Fetched when the first layer comes into sight. */
import { useComputed } from '@preact/signals';
import { useWords } from '#views/language.ts';
import { TensorGrid } from '#views/TensorGrid.tsx';
import type { TrainingModel } from './model.ts';
import { strings } from './strings.ts';

export interface KernelProps {
  readonly d: number;
  /** [D, C, kH, kW] */
  readonly shape: readonly number[];
  readonly model: TrainingModel;
}

export function Kernel({ d, shape: [, ...kernel], model }: KernelProps) {
  const words = useWords(strings);
  const size = kernel.reduce((a, b) => a * b);
  const values = useComputed(
    () => model.firstLayer.value?.kernels.data.subarray(d * size, (d + 1) * size) ?? [],
  );
  return (
    <TensorGrid
      name={words.kernel(d)}
      shape={kernel[0] === 1 ? kernel.slice(1) : kernel}
      role="weight"
      values={values}
      scale={{ kind: 'diverging', most: model.firstLayer.value?.kernelScale ?? 1 }}
    />
  );
}
