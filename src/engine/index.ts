/** The engine's front door: every operation under the name that chapters and steps use, and what goes with them. */
export * from './operations.ts';
export { maxPool2dWinners } from './ops/max-pool2d.ts';
export {
  crossEntropyPerExample,
  crossEntropyGradientInChunks,
} from './ops/softmax-cross-entropy.ts';
export { oneHot } from './ops/one-hot.ts';
export { zeroPad, cropPadding } from './ops/zero-pad.ts';
