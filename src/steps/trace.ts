/** Puts stages one after the other: a trace that computes each step when it is asked for and keeps none. */
import { flatIndex, type Tensor } from '#engine/tensor.ts';
import { isInside, parseId } from './ids.ts';
import { titleOf } from './rules.ts';
import type { Named, StageSteps } from './stage.ts';
import type { CellRef, Stage, Step, TensorInfo, Trace } from './step.ts';

interface Placed {
  readonly steps: StageSteps;
  readonly stage: Stage;
}

/** Each tensor may be written by one stage only, and stage ids must differ; throws RangeError otherwise. */
export function composeTrace(stages: readonly StageSteps[]): Trace {
  const placed = place(stages);
  const named = namesOf(stages);
  const writers = new Map(placed.map((one) => [one.steps.writes.name, one]));
  const byId = new Map(placed.map((one) => [one.stage.id, one]));
  if (writers.size < placed.length || byId.size < placed.length)
    throw new RangeError('trace: two stages have one id or write one tensor');
  const length = placed.at(-1)?.stage.end ?? 0;
  const readersOf = new Map<string, Map<number, number[]>>();

  const find = (position: number): Placed => {
    if (!Number.isInteger(position) || position < 0 || position >= length)
      throw new RangeError(`trace: no step ${position}; there are ${length}`);
    return placed[lastStartingBy(placed, position)];
  };
  const cellOf = (ref: CellRef): Tensor | undefined => {
    const tensor = named.get(ref.tensor)?.tensor;
    return tensor !== undefined && isInside(tensor.shape, ref.index) ? tensor : undefined;
  };

  return {
    length,
    stages: placed.map((one) => one.stage),
    tensors: [...named.values()].map(toInfo),
    at: (position) => {
      const { steps, stage } = find(position);
      return steps.at(position - stage.start);
    },
    indexOf: (ref) => {
      const writer = writers.get(ref.tensor);
      if (writer === undefined || cellOf(ref) === undefined) return undefined;
      const k = writer.steps.completedBy(ref.index);
      return k === undefined ? undefined : writer.stage.start + k;
    },
    positionOf: (id) => {
      const parsed = parseId(id);
      const owner = parsed && byId.get(parsed.stage);
      const k = owner?.steps.stepOf(parsed?.index ?? []);
      return owner === undefined || k === undefined ? undefined : owner.stage.start + k;
    },
    stageAt: (position) => find(position).stage,
    valuesAt: (tensor) => named.get(tensor)?.tensor,
    readers: (ref) => {
      const tensor = cellOf(ref);
      if (tensor === undefined) return [];
      let cells = readersOf.get(ref.tensor);
      if (cells === undefined)
        readersOf.set(ref.tensor, (cells = scan(placed, ref.tensor, tensor)));
      return cells.get(flatIndex(tensor.shape, ref.index)) ?? [];
    },
  };
}

/** Goes through `trace` from its first step to its last. */
export function* stepsOf(trace: Trace): Generator<Step> {
  for (let position = 0; position < trace.length; position++) yield trace.at(position);
}

function place(stages: readonly StageSteps[]): Placed[] {
  let start = 0;
  return stages
    .filter((steps) => steps.length > 0)
    .map((steps) => {
      const end = start + steps.length;
      const tensors = Object.entries(steps.tensors).map(([part, one]) => [part, one.name]);
      const stage: Stage = {
        id: steps.id,
        title: titleOf(steps.rule, 'en'),
        start,
        end,
        rule: steps.rule,
        tensors: Object.fromEntries(tensors),
        writes: steps.writes.name,
        attrs: steps.attrs,
      };
      start = end;
      return { steps, stage };
    });
}

/** All tensors by name: what is only read comes first. */
function namesOf(stages: readonly StageSteps[]): Map<string, Named> {
  const written = new Set(stages.map((steps) => steps.writes.name));
  const names = new Map<string, Named>();
  for (const steps of stages)
    for (const one of Object.values(steps.tensors)) if (!written.has(one.name)) add(names, one);
  for (const steps of stages) add(names, steps.writes);
  for (const steps of stages) for (const one of Object.values(steps.tensors)) add(names, one);
  return names;
}

/** One name, one tensor: the same numbers may be handed in twice, others may not. */
function add(names: Map<string, Named>, one: Named): void {
  const { shape, data } = one.tensor;
  const known = names.get(one.name)?.tensor;
  if (known === undefined) names.set(one.name, one);
  else if (
    known.data !== data &&
    (String(known.shape) !== String(shape) ||
      data.some((value, k) => !Object.is(value, known.data[k])))
  )
    throw new RangeError(`trace: two tensors are called ${one.name}`);
}

const toInfo = ({ name, tensor, role, gradientOf }: Named): TensorInfo =>
  gradientOf === undefined
    ? { name, shape: tensor.shape, role }
    : { name, shape: tensor.shape, role, gradientOf };

/** Binary search for the stage that holds `position`. */
function lastStartingBy(placed: readonly Placed[], position: number): number {
  let low = 0;
  let high = placed.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (placed[middle].stage.start <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Which steps read which cell of one tensor, found by asking the stages that have it in play. */
function scan(placed: readonly Placed[], name: string, tensor: Tensor): Map<number, number[]> {
  const cells = new Map<number, number[]>();
  for (const { steps, stage } of placed) {
    if (!Object.values(steps.tensors).some((one) => one.name === name)) continue;
    for (let k = 0; k < steps.length; k++)
      for (const { ref } of steps.at(k).reads) {
        if (ref.tensor !== name) continue;
        const flat = flatIndex(tensor.shape, ref.index);
        const positions = cells.get(flat);
        if (positions === undefined) cells.set(flat, [stage.start + k]);
        else if (positions.at(-1) !== stage.start + k) positions.push(stage.start + k);
      }
  }
  return cells;
}
