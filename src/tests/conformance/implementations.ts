/**
 * Whoever computes operations passes the same table of cases. A new implementation adds one row here; where it cannot
 * do a case, `skips` gives the reason, which the test's title then shows.
 */
import * as engine from '#engine/index.ts';
import type { Operation } from '#engine/operation.ts';
import type { Tensor } from '#engine/tensor.ts';
import type { Case } from './cases.ts';
import type { Tolerance } from './tolerance.ts';
import { float32Tolerance, float64Tolerance } from './tolerance.ts';

export type NamedTensors = Readonly<Record<string, Tensor>>;

export interface Implementation {
  readonly name: string;
  readonly tolerance: Tolerance;
  forward(operation: string, inputs: NamedTensors, attrs: object): Tensor;
  backward(
    operation: string,
    dy: Tensor | undefined,
    inputs: NamedTensors,
    attrs: object,
  ): NamedTensors;
  /** Returns why this implementation leaves a case out. */
  skips?(testCase: Case): string | undefined;
}

const operations = engine as unknown as Record<
  string,
  Operation<NamedTensors, object, NamedTensors>
>;

const inFloat32 = ({ shape, data }: Tensor): Tensor => ({ shape, data: Float32Array.from(data) });

const allInFloat32 = (tensors: NamedTensors): NamedTensors =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, inFloat32(tensor)]));

export const implementations: readonly Implementation[] = [
  {
    name: 'readable engine, float64',
    tolerance: float64Tolerance,
    forward: (operation, inputs, attrs) => operations[operation].forward(inputs, attrs),
    backward: (operation, dy, inputs, attrs) => operations[operation].backward(dy, inputs, attrs),
  },
  {
    name: 'readable engine, float32',
    tolerance: float32Tolerance,
    forward: (operation, inputs, attrs) =>
      operations[operation].forward(allInFloat32(inputs), attrs),
    backward: (operation, dy, inputs, attrs) =>
      operations[operation].backward(dy && inFloat32(dy), allInFloat32(inputs), attrs),
  },
];
