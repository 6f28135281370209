/**
 * One operation on numbers small enough to check in the head, which the reader may choose and change. What is chosen
 * and changed is plain data, one entry of a history; what the operation makes of it, or why it refuses, follows.
 */
import { computed } from '@preact/signals';
import { ShapeError } from '#engine/errors.ts';
import type { Operation } from '#engine/operation.ts';
import { sizeOf, tensor, withCell, type Tensor } from '#engine/tensor.ts';
import { isInside } from '#steps/ids.ts';
import { callOf, type OperationRun } from '#steps/operation-trace.ts';
import type { Call, StageSteps } from '#steps/stage.ts';
import type { CellRef, Trace } from '#steps/step.ts';
import { composeTrace } from '#steps/trace.ts';
import type { Words } from '#words/language.ts';
import { createHistory } from './history.ts';

/** One entry of a list of examples: some of the operation's inputs, and of its attributes. */
export interface Sample {
  readonly id: string;
  readonly title: Words;
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly attrs?: Readonly<Record<string, unknown>>;
}

export interface OperationOptions {
  readonly operation: Operation<any, any, any>;
  /** Lists to choose from, each for inputs of its own. The first of each is chosen at the start; together they run. */
  readonly choices: Readonly<Record<string, readonly Sample[]>>;
  /** Attributes besides those of the examples; may read signals. */
  attrs?(): Readonly<Record<string, unknown>>;
  /** Numbers for dy, in row-major order, again from the start where more are needed. Without them nothing goes back. */
  readonly upstream?: readonly number[];
  /** The stages of the trace; may read signals. */
  tell(call: Call): readonly StageSteps[];
}

interface Chosen {
  readonly ids: Readonly<Record<string, string>>;
  readonly edits: readonly { readonly ref: CellRef; readonly value: number }[];
}

/** What is run, and its trace; dy where there are upstream numbers. */
export interface Run extends Required<Pick<OperationRun, 'inputs' | 'attrs'>> {
  readonly dy: Tensor | undefined;
  readonly trace: Trace;
}

/** Begins with the first example of each list. */
export function createOperation({ operation, choices, upstream, ...options }: OperationOptions) {
  const first = Object.entries(choices).map(([list, [{ id }]]) => [list, id]);
  const history = createHistory<Chosen>({ ids: Object.fromEntries(first), edits: [] });
  const { present, change, amend: _, ...undoing } = history;

  const run = (): Run => {
    const { ids, edits } = present.value;
    const chosen = Object.entries(choices).map(([list, all]) => sampleNamed(all, ids[list]));
    const given = Object.assign({}, ...chosen.map(({ inputs }) => inputs));
    const inputs = edited(given, edits);
    const attrs = Object.assign({}, ...chosen.map((one) => one.attrs), options.attrs?.());
    const { dy } = edited(upstream ? { dy: dyOf(inputs, attrs, upstream) } : {}, edits);
    const call = callOf(operation, { inputs, attrs, ...(dy && { dy }) });
    return { inputs, attrs, dy, trace: composeTrace(options.tell(call)) };
  };
  const dyOf = (inputs: object, attrs: object, numbers: readonly number[]): Tensor => {
    const { shape } = operation.forward(inputs, attrs);
    const data = Array.from({ length: sizeOf(shape) }, (_, k) => numbers[k % numbers.length]);
    return tensor(shape, data);
  };
  const tried = computed((): Run | ShapeError => {
    try {
      return run();
    } catch (error) {
      if (error instanceof ShapeError) return error;
      throw error;
    }
  });
  let good: Run;
  const lastGood = computed(() => {
    if (!(tried.value instanceof ShapeError)) good = tried.value;
    return good;
  });
  return {
    ...undoing,
    choices,
    /** The chosen example by list. */
    chosen: computed(() => present.value.ids),
    /** The last combination that the operation takes. */
    run: lastGood,
    trace: computed(() => lastGood.value.trace),
    /** The engine's message where it refuses the present combination. */
    error: computed(() => (tried.value instanceof ShapeError ? tried.value.message : undefined)),
    /** Forgets what was changed in the inputs that the example gives, and in dy. Throws RangeError where there is none. */
    choose(list: string, id: string) {
      const { inputs } = sampleNamed(choices[list], id);
      const { ids, edits } = present.peek();
      const kept = edits.filter(({ ref: { tensor: part } }) => !(part in inputs) && part !== 'dy');
      change({ ids: { ...ids, [list]: id }, edits: kept });
    },
    edit: (ref: CellRef, value: number) =>
      change({ ...present.peek(), edits: [...present.peek().edits, { ref, value }] }),
  };
}

/** What is written about cells that a tensor does not have (any more) is passed over. */
function edited(tensors: Readonly<Record<string, Tensor>>, edits: Chosen['edits']) {
  const changed: Record<string, Tensor> = { ...tensors };
  for (const { ref, value } of edits) {
    const before = changed[ref.tensor];
    if (before && isInside(before.shape, ref.index))
      changed[ref.tensor] = withCell(before, ref.index, value);
  }
  return changed;
}

function sampleNamed(samples: readonly Sample[], id: string): Sample {
  const found = samples.find((sample) => sample.id === id);
  if (!found) throw new RangeError(`operation: unknown example ${id}`);
  return found;
}

/** A tensor [1, 1, H, W] from its rows: `plane('1 2', '3 4')`. */
export function plane(...rows: readonly string[]): Tensor {
  const numbers = rows.map((row) => row.split(' ').map(Number));
  return tensor([1, 1, rows.length, numbers[0].length], numbers.flat());
}
