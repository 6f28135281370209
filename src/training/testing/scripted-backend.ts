/** A backend without arithmetic for tests of the trainer: its losses are those of a script. */
import type { Backend, Batch, Evaluation, Split } from '#engine/backend.ts';
import { tensor } from '#engine/tensor.ts';

export interface Script {
  /** The loss of update n, counted from 1. */
  readonly loss?: (update: number) => number;
  readonly evaluation?: (updates: number) => Omit<Evaluation, 'count'>;
  /** Called before each piece of work, to let a test act in the middle of a run. */
  readonly before?: (what: 'update' | 'slice') => void | Promise<void>;
}

export interface ScriptedBackend extends Backend {
  readonly calls: { readonly rows: number[]; readonly shifts: number[]; readonly rate: number }[];
  readonly evaluated: { readonly split: Split; readonly from: number; readonly to: number }[];
  disposed: boolean;
}

export function scriptedBackend(script: Script = {}): ScriptedBackend {
  const { loss = (update) => 2 / update, evaluation = () => ({ loss: 1, accuracy: 0.5 }) } = script;
  const backend: ScriptedBackend = {
    name: 'scripted',
    calls: [],
    evaluated: [],
    disposed: false,
    async trainBatch({ indices, shifts }: Batch, rate) {
      await script.before?.('update');
      backend.calls.push({ rows: [...indices], shifts: [...(shifts ?? [])], rate });
      return { loss: loss(backend.calls.length), correct: Math.floor(indices.length / 2) };
    },
    async evaluate(split, from = 0, to = 0) {
      await script.before?.('slice');
      backend.evaluated.push({ split, from, to });
      return { ...evaluation(backend.calls.length), count: to - from };
    },
    async gradients() {
      return { loss: 1, gradients: { 'conv1.weight': tensor([1], [0.5]) } };
    },
    async state() {
      const update = backend.calls.length;
      const parameters = { 'conv1.weight': tensor([1, 1, 1, 1], [update]) };
      return { update, parameters, memory: { 'conv1.weight': {} } };
    },
    async observe(names) {
      return Object.fromEntries(names.map((name) => [name, tensor([1], [backend.calls.length])]));
    },
    dispose() {
      backend.disposed = true;
    },
  };
  return backend;
}
