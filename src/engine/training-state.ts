/**
 * Everything that training changes, as a value that any backend of the same network and optimizer takes and gives. Two
 * that hold the same state and see the same batches go on alike; a backend that takes up its own goes on to the bit.
 */
import type { BackendPlan, OptimizerMemory, Parameters, TrainingState } from './backend.ts';
import type { Network } from './network.ts';
import { remembers, stepOf } from './optimizers.ts';
import { checkSameShape, shapeError, type Shape } from './shape.ts';
import { sizeOf, zeros, type Tensor } from './tensor.ts';

/** Copies tensors by name, in float32. */
export function copyTensors(tensors: Parameters): Parameters {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { shape, data }]) => [
      name,
      { shape, data: Float32Array.from(data) },
    ]),
  );
}

export function copyState({ update, parameters, memory }: TrainingState): TrainingState {
  const copies = Object.entries(memory).map(([name, own]) => [name, copyTensors(own)]);
  return { update, parameters: copyTensors(parameters), memory: Object.fromEntries(copies) };
}

/**
 * Where a plan begins, as a copy: its parameters, and what its optimizer remembers of each, 0 before the first update.
 * Throws ShapeError where that is not the state of this network and this optimizer.
 */
export function startOf(plan: BackendPlan, network: Network): TrainingState {
  const { parameters, memory, update = 0 } = plan;
  const shapes = network.parameterShapes;
  if (!(Number.isInteger(update) && update >= 0))
    throw shapeError('backend', `update must be a whole number from 0, not ${update}`, {});
  for (const name of Object.keys({ ...parameters, ...memory }))
    if (!shapes[name]) throw shapeError('backend', `the network has no parameter ${name}`, {});
  const remembered = Object.entries(shapes).map(([name, shape]) => {
    checkTensor(name, parameters[name], shape);
    // A layer's own state gets no gradient, so there is nothing to remember of it.
    const wanted = network.states.has(name) ? {} : remembers(plan.optimizer, shape);
    if (!memory && update === 0) return [name, nothing(wanted)];
    const own = memory?.[name] ?? {};
    for (const kind of Object.keys(own))
      if (!Object.hasOwn(wanted, kind))
        throw shapeError('backend', `the optimizer remembers no ${kind} of ${name}`, {});
    for (const [kind, its] of Object.entries(wanted))
      checkTensor(`${kind} of ${name}`, own[kind], its);
    checkStep(name, own, update);
    return [name, own];
  });
  return copyState({ update, parameters, memory: Object.fromEntries(remembered) });
}

const nothing = (wanted: Readonly<Record<string, Shape>>): Parameters =>
  Object.fromEntries(
    Object.entries(wanted).map(([kind, shape]) => [kind, zeros(shape, new Float32Array())]),
  );

/** A parameter cannot have had more updates than there were. */
function checkStep(name: string, own: OptimizerMemory, update: number): void {
  const step = stepOf(own);
  if (Number.isInteger(step) && step >= 0 && step <= update) return;
  const range = `a whole number from 0 to ${update}, the updates made`;
  throw shapeError('backend', `step of ${name} must be ${range}, not ${step}`, {});
}

function checkTensor(name: string, given: Tensor | undefined, shape: Shape): void {
  if (!given) throw shapeError('backend', `${name} is missing`, { 'its layer': shape });
  checkSameShape('backend', name, given.shape, 'its layer', shape);
  if (given.data.length !== sizeOf(shape))
    throw shapeError('backend', `${name} has ${given.data.length} numbers`, { [name]: shape });
}
