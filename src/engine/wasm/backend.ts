/**
 * The kernels as a backend: the same results as the readable engine, within float32's rounding, many times as fast.
 *
 * All state lies in one WebAssembly memory. What the layers make of a single image is worked out by the readable engine
 * on a copy of the parameters: pages ask for it a few times a second, and so there is only one truth.
 */
import type { Backend, BackendPlan } from '../backend.ts';
import { softmax } from '../index.ts';
import { Network } from '../network.ts';
import { checkSameShape } from '../shape.ts';
import { checkBatch, checkPlan, checkRange } from './checks.ts';
import { createSoloCrew } from './crew.ts';
import type { Crew } from './crew.ts';
import { readGeometry } from './geometry.ts';
import { compileKernels, createMemory, startKernels } from './kernels.ts';
import type { Simd } from './kernels.ts';
import { planMemory } from './memory-plan.ts';
import { RunMemory } from './run-memory.ts';
import { Runner } from './runner.ts';
import { createSharedCrew } from './shared-crew.ts';
const simdNames: Record<Simd, string> = { relaxed: 'relaxed SIMD', simd: 'SIMD' };

/**
 * Several `threads` share one memory, which a page must be allowed to. Throws UnsupportedNetworkError for networks that
 * the kernels do not know, and where WebAssembly is not allowed.
 */
export async function createWasmBackend(
  run: BackendPlan,
  simd: Simd,
  threads = 1,
): Promise<Backend> {
  checkPlan(run, readGeometry(run.network));
  const shared = threads > 1;
  const plan = planMemory(run, threads);
  const module = await compileKernels(simd, shared);
  const memory = createMemory(plan.bytes, shared);
  const runner = new Runner(await startKernels(module, memory), plan, 0);
  const state = new RunMemory(run, plan, memory);
  for (let task = 0; task < runner.updateTasks; task++) runner.copyLayouts(task);
  const crew = shared
    ? createSharedCrew(state, runner, module, threads)
    : createSoloCrew(state, runner);
  return overCrew(`WebAssembly, ${simdNames[simd]}`, run, state, crew);
}

function overCrew(kind: string, run: BackendPlan, state: RunMemory, crew: Crew): Backend {
  const network = new Network(run.network);
  let updates = 0;
  return {
    get name() {
      return crew.threads > 1 ? `${kind}, ${crew.threads} threads` : `${kind}, 1 thread`;
    },

    async trainBatch(batch, learningRate) {
      checkBatch(batch, run);
      const request = { job: 'train', split: 'train', ...batch, learningRate } as const;
      const { loss, correct } = crew.work({ ...request, update: ++updates });
      return { loss: loss / batch.indices.length, correct };
    },

    async gradients(batch) {
      checkBatch(batch, run);
      const request = { job: 'gradients', split: 'train', ...batch, learningRate: 0 } as const;
      const { loss } = crew.work({ ...request, update: updates + 1 });
      return { loss: loss / batch.indices.length, gradients: state.gradients() };
    },

    async evaluate(split, from = 0, to = run[split].count) {
      checkRange(split, from, to, run[split].count);
      let loss = 0;
      let correct = 0;
      for (let start = from; start < to; start += state.plan.rows) {
        const rows = Math.min(state.plan.rows, to - start);
        const indices = Uint32Array.from({ length: rows }, (_, row) => start + row);
        const request = { job: 'forward', split, indices, learningRate: 0 } as const;
        const slice = crew.work({ ...request, update: updates + 1 });
        loss += slice.loss;
        correct += slice.correct;
      }
      const count = to - from;
      return { loss: loss / count, accuracy: correct / count, count };
    },

    async parameters() {
      return state.parameters();
    },

    async activations(pixels) {
      const [C, H, W] = run.network.inputShape;
      checkSameShape('backend', 'pixels', [pixels.length], 'one image', [C * H * W]);
      const data = Float32Array.from(pixels, (byte) => byte / run.pixelDivisor);
      const outputs = network.forward({ shape: [1, C, H, W], data }, state.parameters());
      const { x: _, ...layers } = outputs;
      return { ...layers, probabilities: softmax.forward({ x: network.logits(outputs) }) };
    },

    dispose() {
      crew.dispose();
    },
  };
}
