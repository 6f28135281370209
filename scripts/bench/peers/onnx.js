/* onnxruntime-web reads with the network, on its wasm backend; it does not train. */
import * as ort from './node_modules/onnxruntime-web/dist/ort.wasm.min.mjs';
import { onnxModel } from './onnx-model.js';

ort.env.wasm.wasmPaths = new URL('node_modules/onnxruntime-web/dist/', location.href).href;
ort.env.wasm.numThreads = 1;

/** Tensors { shape, data } by name → { logits }; `x` [N, 1, 28, 28] as Float32Array. */
export async function createOnnx(parameters) {
  const session = await ort.InferenceSession.create(onnxModel(parameters));
  return {
    async logits(x) {
      const feeds = { x: new ort.Tensor('float32', x, [x.length / 784, 1, 28, 28]) };
      return (await session.run(feeds)).logits.data;
    },
  };
}
