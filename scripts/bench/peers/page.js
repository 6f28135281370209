/* The peers that run in a page. `speedOf(name)` trains for a while and answers with images a second. */
import { createJax } from './jax.js';
import { createOnnx } from './onnx.js';

const BATCH = 128;
const STRETCH = 600; // milliseconds; a single update of the slowest takes longer
const COUNT = 1024;
/** Most that a logit (of size 1 or so) may differ: float32 sums of 400 terms in another order stay far below. */
const TOLERANCE = 1e-4;

let state = 1;
const random = () => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0), state / 2 ** 32);
// Pictures as sparse as digits: a fifth of the pixels is not black.
const pixels = Float32Array.from({ length: COUNT * 784 }, () => (random() < 0.2 ? random() : 0));
const labels = Int32Array.from({ length: COUNT }, () => Math.floor(10 * random()));
let next = 0;
const take = () => (next = (next + BATCH) % COUNT);

function convNetJs() {
  const net = new convnetjs.Net();
  net.makeLayers([
    { type: 'input', out_sx: 28, out_sy: 28, out_depth: 1 },
    { type: 'conv', sx: 3, filters: 4, stride: 1, activation: 'relu' },
    { type: 'pool', sx: 2, stride: 2 },
    { type: 'conv', sx: 3, filters: 16, stride: 1, activation: 'relu' },
    { type: 'pool', sx: 2, stride: 2 },
    { type: 'fc', num_neurons: 256, activation: 'relu' },
    { type: 'fc', num_neurons: 128, activation: 'relu' },
    { type: 'softmax', num_classes: 10 },
  ]);
  const options = { method: 'sgd', learning_rate: 1e-4, momentum: 0, batch_size: BATCH };
  const trainer = new convnetjs.Trainer(net, options);
  const image = new convnetjs.Vol(28, 28, 1);
  return () => {
    const start = take();
    for (let row = start; row < start + BATCH; row++) {
      for (let at = 0; at < 784; at++) image.w[at] = pixels[784 * row + at];
      trainer.train(image, labels[row]);
    }
  };
}

async function tensorFlow(backend, forwardOnly) {
  if (backend === 'wasm') tf.wasm.setWasmPaths('node_modules/@tensorflow/tfjs-backend-wasm/dist/');
  if (!(await tf.setBackend(backend))) throw new Error(`no ${backend} backend`);
  await tf.ready();
  const relu = { activation: 'relu' };
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 4, kernelSize: 3, ...relu }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.conv2d({ filters: 16, kernelSize: 3, ...relu }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 256, ...relu }),
      tf.layers.dense({ units: 128, ...relu }),
      tf.layers.dense({ units: 10 }),
    ],
  });
  const optimizer = tf.train.sgd(1e-4);
  const forward = (x) => model.apply(x, { training: true });
  return async () => {
    await tf.setBackend(backend);
    const row = take();
    const x = tf.tensor4d(pixels.subarray(784 * row, 784 * (row + BATCH)), [BATCH, 28, 28, 1]);
    const y = tf.tidy(() => tf.oneHot(tf.tensor1d(labels.slice(row, row + BATCH), 'int32'), 10));
    if (forwardOnly) {
      const logits = tf.tidy(() => model.predict(x));
      await logits.data();
      logits.dispose();
    } else {
      const loss = optimizer.minimize(() => tf.losses.softmaxCrossEntropy(y, forward(x)), true);
      await loss.data();
      loss.dispose();
    }
    tf.dispose([x, y]);
  };
}

/** A peer with the parameters of our task, once it has shown that it computes what our engine computes. */
async function checked(create) {
  const task = await (await fetch('task.json')).json();
  const peer = await create(task.parameters);
  const x = Float32Array.from(task.pixels, (byte) => byte / 255);
  const compare = async (when, right) => {
    const logits = await peer.logits(x);
    const worst = right.reduce(
      (most, value, at) => Math.max(most, Math.abs(value - logits[at])),
      0,
    );
    if (!(worst <= TOLERANCE)) throw new Error(`its logits ${when} differ from ours by ${worst}`);
  };
  await compare('before an update', task.logits);
  if (!peer.train) return peer;
  await peer.train(x, Int32Array.from(task.labels), task.learningRate);
  await compare('after one', task.logitsAfter);
  return peer;
}

async function jax() {
  const peer = await checked(createJax);
  return () => {
    const row = take();
    const x = pixels.subarray(784 * row, 784 * (row + BATCH));
    return peer.train(x, labels.subarray(row, row + BATCH), 1e-4);
  };
}

async function onnx() {
  const peer = await checked(createOnnx);
  return () => {
    const row = take();
    return peer.logits(pixels.subarray(784 * row, 784 * (row + BATCH)));
  };
}

const makers = {
  convnetjs: async () => convNetJs(),
  tfjs_cpu: () => tensorFlow('cpu', false),
  tfjs_webgl: () => tensorFlow('webgl', false),
  tfjs_wasm: () => tensorFlow('wasm', true),
  jax,
  onnx,
};
const trainers = {};

window.speedOf = async (name) => {
  if (!trainers[name]) {
    trainers[name] = await makers[name]();
    await trainers[name]();
  }
  const start = performance.now();
  let done = 0;
  do {
    await trainers[name]();
    done += BATCH;
  } while (performance.now() - start < STRETCH);
  return (1000 * done) / (performance.now() - start);
};
