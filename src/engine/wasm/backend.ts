/**
 * The kernels as a backend: the same results as the readable engine, within float32's rounding, many times as fast.
 *
 * All state lies in one WebAssembly memory. Pictures of what the layers make of one image are drawn by the readable
 * engine from a copy of the parameters: that is once in a while, and there only one truth.
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

const SIMD_NAMES: Record<Simd, string> = { relaxed: 'relaxed SIMD', simd: 'SIMD' };

/** One thread. Throws UnsupportedNetworkError for networks that the kernels do not know. */
export async function createWasmBackend(run: BackendPlan, simd: Simd): Promise<Backend> {
  checkPlan(run, readGeometry(run.network));
  const plan = planMemory(run, 1);
  const memory = createMemory(plan.bytes, false);
  const kernels = await startKernels(await compileKernels(simd, false), memory);
  const runner = new Runner(kernels, plan, 0);
  const crew = createSoloCrew(runner);
  const name = `WebAssembly, ${SIMD_NAMES[simd]}`;
  return createKernelBackend(name, run, new RunMemory(run, plan, memory), runner, crew);
}

/** The backend over a memory in place and the crew that works on it. */
export function createKernelBackend(
  name: string,
  run: BackendPlan,
  state: RunMemory,
  runner: Runner,
  crew: Crew,
): Backend {
  const network = new Network(run.network);
  for (let task = 0; task < runner.updateTasks; task++) runner.copyLayouts(task);

  const result = (count: number) => {
    const { losses, correct } = state.rows({ from: 0, to: count });
    return { loss: losses.reduce((sum, loss) => sum + loss, 0), correct };
  };

  return {
    name,

    async trainBatch(batch, learningRate) {
      checkBatch(batch, run);
      const pass = state.setBatch(batch);
      state.setUpdate(learningRate);
      await crew.work('train', pass);
      const { loss, correct } = result(pass.count);
      return { loss: loss / pass.count, correct };
    },

    async gradients(batch) {
      checkBatch(batch, run);
      const pass = state.setBatch(batch);
      await crew.work('gradients', pass);
      return { loss: result(pass.count).loss / pass.count, gradients: state.gradients() };
    },

    async evaluate(split, from = 0, to = run[split].count) {
      checkRange(split, from, to, run[split].count);
      let loss = 0;
      let correct = 0;
      for (let start = from; start < to; start += state.plan.rows) {
        const pass = state.setRows(split, start, Math.min(state.plan.rows, to - start));
        await crew.work('forward', pass);
        const slice = result(pass.count);
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
