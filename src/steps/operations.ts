/** All operations retold, under the engine's names: one line each. */
export { telling as conv2d } from './conv2d.ts';
export { telling as maxPool2d } from './max-pool2d.ts';
export { telling as avgPool2d } from './avg-pool2d.ts';
export { telling as dense } from './dense.ts';
export { telling as relu } from './relu.ts';
export { telling as leakyRelu } from './leaky-relu.ts';
export { telling as elu } from './elu.ts';
export { telling as prelu } from './prelu.ts';
export { telling as sigmoid } from './sigmoid.ts';
export { telling as tanh } from './tanh.ts';
export { telling as flatten } from './flatten.ts';
export { telling as batchNorm2d } from './batch-norm2d.ts';
export { telling as dropout } from './dropout.ts';
export { telling as softmax } from './softmax.ts';
export { telling as softmaxCrossEntropy } from './softmax-cross-entropy.ts';
export { telling as meanSquaredError } from './mean-squared-error.ts';
