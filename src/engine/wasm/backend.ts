/**
 * The kernels as a backend: the same results as the readable engine, within float32's rounding, many times as fast. All
 * its state lies in one WebAssembly memory.
 */
import { answersOf, joinAnswers } from '../answers.ts';
import type { Backend, BackendPlan, Split, TrainingState } from '../backend.ts';
import { checkBatch, checkPlan, checkRange } from '../backend-checks.ts';
import { logitRange, unite } from '../logit-range.ts';
import { Network } from '../network.ts';
import { checkLearningRate } from '../optimizer-checks.ts';
import { observe } from '../observe.ts';
import { startOf } from '../training-state.ts';
import { createCrew } from './crew.ts';
import { compileKernels, createMemory, simdNames, startKernels } from './kernels.ts';
import type { Simd } from './kernels.ts';
import { planMemory } from './memory-plan.ts';
import { RunMemory } from './run-memory.ts';
import { Runner } from './runner.ts';

/** For the reader. */
export const wasmName = (simd: Simd, threads: number | 'several'): string =>
  `WebAssembly, ${simdNames[simd]}, ${threads === 1 ? '1 thread' : `${threads} threads`}`;

/** Lays out the memory of a run, puts its state in place and starts the leader's kernels on it. */
export async function startRun(
  run: BackendPlan,
  start: TrainingState,
  simd: Simd,
  threads: number,
) {
  const shared = threads > 1;
  const plan = planMemory(run, threads);
  const module = await compileKernels(simd, shared);
  const memory = createMemory(plan.bytes, shared);
  const runner = new Runner(await startKernels(module, memory), plan, 0);
  const state = new RunMemory(run, start, plan, memory);
  for (const task of runner.updates) task.copyLayouts();
  return { module, state, runner };
}

/**
 * Several `threads` share one memory, which a page must be allowed to. Throws UnsupportedNetworkError for networks that
 * the kernels do not know, and where WebAssembly is not allowed.
 */
export async function createWasmBackend(
  run: BackendPlan,
  simd: Simd,
  threads = 1,
): Promise<Backend> {
  const network = new Network(run.network);
  checkPlan(run, network);
  const start = startOf(run, network);
  const { module, state, runner } = await startRun(run, start, simd, threads);
  const crew = createCrew(state, runner, module, threads);
  let { update } = start;

  /** Forward over so many rows at a time as there is room for; their logits stand in memory until the next are asked for. */
  function* passes(split: Split, from: number, to: number) {
    for (let start = from; start < to; start += state.plan.rows) {
      const rows = Math.min(state.plan.rows, to - start);
      const indices = Uint32Array.from({ length: rows }, (_, row) => start + row);
      const request = { job: 'forward', split, indices, learningRate: 0 } as const;
      yield { ...crew.work({ ...request, update: update + 1 }), rows };
    }
  }

  return {
    get name() {
      return wasmName(simd, crew.threads);
    },

    async trainBatch(batch, learningRate) {
      checkBatch(batch, run);
      checkLearningRate(learningRate);
      const request = { job: 'train', split: 'train', ...batch, learningRate } as const;
      const { loss, correct } = crew.work({ ...request, update: ++update });
      return { loss: loss / batch.indices.length, correct };
    },

    async gradients(batch) {
      checkBatch(batch, run);
      const request = { job: 'gradients', split: 'train', ...batch, learningRate: 0 } as const;
      const { loss } = crew.work({ ...request, update: update + 1 });
      return { loss: loss / batch.indices.length, gradients: state.gradients() };
    },

    async evaluate(split, from = 0, to = run[split].count) {
      checkRange(split, from, to, run[split].count);
      let loss = 0;
      let correct = 0;
      let logits = logitRange([], 0, network.classes);
      for (const { rows, ...slice } of passes(split, from, to)) {
        loss += slice.loss;
        correct += slice.correct;
        logits = unite(logits, state.logitRange(rows));
      }
      const count = to - from;
      return { loss: loss / count, accuracy: correct / count, count, logits };
    },

    async answers(split, from = 0, to = run[split].count) {
      checkRange(split, from, to, run[split].count);
      const parts = Array.from(passes(split, from, to), ({ rows }) =>
        answersOf(state.logits(rows)),
      );
      return joinAnswers(parts);
    },

    async state() {
      return { update, parameters: state.parameters(), memory: state.remembered(update) };
    },

    async observe(names, pixels) {
      return observe(network, state.parameters(), run, names, pixels);
    },

    dispose() {
      crew.dispose();
    },
  };
}
