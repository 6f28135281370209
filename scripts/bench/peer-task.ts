/**
 * What a peer must get right before it is timed: the logits of one batch before and after one update, as the readable
 * engine has them.
 */
import { Network } from '#engine/network.ts';
import { mulberry32, uniform } from '#engine/random.ts';
import { createReferenceBackend } from '#engine/reference.ts';
import type { BackendPlan, Parameters } from '#engine/backend.ts';
import { BENCH_BATCH, benchPlan } from '#widgets/speed/plan.ts';

export interface PeerTask {
  /** Shape and numbers of each parameter, in the engine's layouts. */
  readonly parameters: Readonly<Record<string, { shape: readonly number[]; data: number[] }>>;
  /** Bytes [N, 1, 28, 28]; a pixel enters the network as byte / 255. */
  readonly pixels: readonly number[];
  readonly labels: readonly number[];
  readonly learningRate: number;
  /** [N, 10] each. */
  readonly logits: readonly number[];
  readonly logitsAfter: readonly number[];
}

/** Large enough that an update without a gradient, or with a wrong one, moves the logits by more than they may differ. */
const LEARNING_RATE = 0.1;

export async function peerTask(): Promise<PeerTask> {
  const plan = withNoise(benchPlan());
  const network = new Network(plan.network);
  const { pixels, labels } = plan.train;
  const data = Float32Array.from(pixels, (byte) => byte / plan.pixelDivisor);
  const x = { shape: [BENCH_BATCH, ...plan.network.inputShape], data };
  const logitsWith = (parameters: Parameters): number[] => [
    ...network.logits(network.forward(x, parameters)).data,
  ];
  const backend = await createReferenceBackend(plan);
  const indices = Uint32Array.from({ length: BENCH_BATCH }, (_, row) => row);
  await backend.trainBatch({ indices }, LEARNING_RATE);
  return {
    parameters: Object.fromEntries(
      Object.entries(plan.parameters).map(([name, { shape, data }]) => [
        name,
        { shape, data: [...data] },
      ]),
    ),
    pixels: [...pixels],
    labels: [...labels],
    learningRate: LEARNING_RATE,
    logits: logitsWith(plan.parameters),
    logitsAfter: logitsWith((await backend.state()).parameters),
  };
}

/**
 * One batch of noise in the place of digits. Where a digit is black, numbers tie, and libraries differ in which of them
 * gets a maximum's gradient and in the slope of ReLU at 0.
 */
function withNoise(plan: BackendPlan): BackendPlan {
  const random = mulberry32(1);
  const pixels = Uint8Array.from({ length: BENCH_BATCH * 784 }, () => 256 * uniform(random));
  const labels = Uint8Array.from({ length: BENCH_BATCH }, () => 10 * uniform(random));
  return { ...plan, train: { count: BENCH_BATCH, pixels, labels } };
}
