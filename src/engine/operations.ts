/**
 * All operations: one line each. Those with a `layer` are the kinds of layers that a network may have, under the same
 * name; nothing else of the engine names them one by one.
 */
export { conv2d } from './ops/conv2d.ts';
export { maxPool2d } from './ops/max-pool2d.ts';
export { avgPool2d } from './ops/avg-pool2d.ts';
export { dense } from './ops/dense.ts';
export { relu } from './ops/relu.ts';
export { leakyRelu } from './ops/leaky-relu.ts';
export { elu } from './ops/elu.ts';
export { prelu } from './ops/prelu.ts';
export { sigmoid } from './ops/sigmoid.ts';
export { tanh } from './ops/tanh.ts';
export { flatten } from './ops/flatten.ts';
export { batchNorm2d } from './ops/batch-norm2d.ts';
export { dropout } from './ops/dropout.ts';
export { softmax } from './ops/softmax.ts';
export { softmaxCrossEntropy } from './ops/softmax-cross-entropy.ts';
export { meanSquaredError } from './ops/mean-squared-error.ts';
