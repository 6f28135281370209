/** A backend without arithmetic for tests of the trainer: its losses are those of a script. */
import type { Backend, Batch, Evaluation, Split } from '#engine/backend.ts';
import { tensor } from '#engine/tensor.ts';

export interface Script {
  /** Updates that were made before, by another backend. */
  readonly made?: number;
  /** The loss of update n, counted from 1. */
  readonly loss?: (update: number) => number;
  readonly evaluation?: (updates: number) => Omit<Evaluation, 'count' | 'logits'>;
  /** Called before each piece of work, to let a test act in the middle of a run. */
  readonly before?: (what: 'update' | 'slice' | 'answers') => void | Promise<void>;
}

export interface ScriptedBackend extends Backend {
  readonly calls: { readonly rows: number[]; readonly shifts: number[]; readonly rate: number }[];
  readonly evaluated: { readonly split: Split; readonly from: number; readonly to: number }[];
  disposed: boolean;
}

export function scriptedBackend(script: Script = {}): ScriptedBackend {
  const { made = 0, loss = (update) => 2 / update } = script;
  const { evaluation = () => ({ loss: 1, accuracy: 0.5 }) } = script;
  const update = (): number => made + backend.calls.length;
  const backend: ScriptedBackend = {
    name: 'scripted',
    calls: [],
    evaluated: [],
    disposed: false,
    async trainBatch({ indices, shifts }: Batch, rate) {
      await script.before?.('update');
      backend.calls.push({ rows: [...indices], shifts: [...(shifts ?? [])], rate });
      return { loss: loss(update()), correct: Math.floor(indices.length / 2) };
    },
    async evaluate(split, from = 0, to = 0) {
      await script.before?.('slice');
      backend.evaluated.push({ split, from, to });
      return { ...evaluation(update()), count: to - from, logits: { least: [0], most: [1] } };
    },
    /** Says 3 to one image more after each update; to the others 0. */
    async answers(_, from = 0, to = 0) {
      await script.before?.('answers');
      const rows = Array.from({ length: to - from }, (_, k) => from + k);
      return {
        guesses: Uint8Array.from(rows, (row) => (row < update() ? 3 : 0)),
        probabilities: new Float32Array(rows.length).fill(0.5),
      };
    },
    async gradients() {
      return { loss: 1, gradients: { 'conv1.weight': tensor([1], [0.5]) } };
    },
    async state() {
      const parameters = { 'conv1.weight': tensor([1, 1, 1, 1], [update()]) };
      return { update: update(), parameters, memory: { 'conv1.weight': {} } };
    },
    async observe(names) {
      return Object.fromEntries(names.map((name) => [name, tensor([1], [update()])]));
    },
    dispose() {
      backend.disposed = true;
    },
  };
  return backend;
}
