/** All that the backend calls. Each works on the records of descriptors.ts in memory that the host provides. */
export { gather } from './gather';
export { convolve, packBlocks } from './convolution';
export { convolutionWeightGradient, sumSlots } from './convolution-weight-gradient';
export { convolutionInputGradient, maskGradient } from './convolution-input-gradient';
export { multiply } from './matrix-product';
export { denseGradient, packRows, transposePanel } from './dense-gradient';
export { softmaxCrossEntropy } from './softmax-cross-entropy';
export { update } from './optimizers';
export { peak } from './peak';
