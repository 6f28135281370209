/** What is measured, by name, in other languages than the measurement's own. */
import type { Language } from '#words/language.ts';

const zhCn: Record<string, string> = {
  reference: '可读引擎',
  simd: 'SIMD',
  relaxed: 'relaxed SIMD',
  'relaxed-inference': 'relaxed SIMD',
  shared: '多线程,共享内存',
  transfer: '两个线程,传送缓冲区',
  torch: 'PyTorch,单线程',
  torch_last: 'PyTorch,单线程,channels last',
  numpy: '文章的算法(NumPy)',
  convnetjs: 'ConvNetJS(Chromium)',
  tfjs_webgl: 'TensorFlow.js,无显卡的 WebGL(Chromium)',
  tfjs_cpu: 'TensorFlow.js,cpu(Chromium)',
  jax: 'jax-js,wasm(Chromium)',
  tfjs_wasm: 'TensorFlow.js,wasm(Chromium)',
  onnx: 'ONNX Runtime,wasm(Chromium)',
};

export const nameOf = (id: string, name: string, language: Language): string =>
  language === 'zh-cn' ? (zhCn[id] ?? name) : name;
