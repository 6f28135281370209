/* @jax-js/jax trains the network by its wasm backend. Its functions take their arguments over: `ref` keeps one. */
import {
  blockUntilReady,
  defaultDevice,
  init,
  jit,
  lax,
  nn,
  numpy as np,
  tree,
  valueAndGrad,
} from './node_modules/@jax-js/jax/dist/index.js';

const pool = (x) => lax.reduceWindow(x, np.max, [2, 2], [2, 2]);

/** p: parameters by name, with biases of convolutions as [D, 1, 1]. */
function forward(p, x) {
  const conv = (x, name) =>
    pool(nn.relu(lax.conv(x, p[`${name}.weight`], [1, 1], 'VALID').add(p[`${name}.bias`])));
  const dense = (x, name) => np.dot(x, p[`${name}.weight`].transpose()).add(p[`${name}.bias`]);
  const features = conv(conv(x, 'conv1'), 'conv2').reshape([-1, 400]);
  return dense(nn.relu(dense(nn.relu(dense(features, 'dense1')), 'dense2')), 'dense3');
}

const meanLoss = (p, x, oneHot) =>
  nn
    .logSoftmax(forward(p, x))
    .mul(oneHot)
    .sum()
    .mul(-1 / oneHot.shape[0]);

const update = jit((p, x, oneHot, rate) => {
  const [loss, gradient] = valueAndGrad(meanLoss)(tree.ref(p), x, oneHot);
  const next = tree.map((value, d) => value.sub(d.mul(rate.ref)), p, gradient);
  rate.dispose();
  return [loss, next];
});
const read = jit(forward);

/** Tensors { shape, data } by name → { train, logits }; `x` [N, 1, 28, 28] as Float32Array. */
export async function createJax(parameters) {
  await init('wasm');
  defaultDevice('wasm');
  const image = (x) => np.array(x).reshape([-1, 1, 28, 28]);
  let p = Object.fromEntries(
    Object.entries(parameters).map(([name, { shape, data }]) => {
      const isConvBias = name.startsWith('conv') && name.endsWith('bias');
      return [name, np.array(new Float32Array(data)).reshape(isConvBias ? [-1, 1, 1] : shape)];
    }),
  );
  return {
    async train(x, labels, rate) {
      const oneHot = nn.oneHot(np.array(labels), 10);
      const [loss, next] = update(p, image(x), oneHot, np.array(rate));
      p = next;
      await blockUntilReady(tree.ref(p));
      await loss.data();
    },
    logits: (x) => read(tree.ref(p), image(x)).data(),
  };
}
