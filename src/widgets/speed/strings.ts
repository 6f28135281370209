/** The words of the speed page. */
import type { Spread } from '#engine/wasm/bench/statistics.ts';
import { dictionary, type Spoken } from '#words/language.ts';
import { fixed } from '#words/numbers.ts';
import { count } from '#words/quantities.ts';

export const strings = dictionary(
  {
    label: 'How fast is it here?',
    start: 'Measure this browser',
    again: 'Measure again',
    stop: 'Stop',
    progress: 'Measurement',
    idle: 'Measures for about a quarter of a minute. Nothing leaves your computer.',
    measuring: 'Measuring: every backend trains and reads for a moment, by turns.',
    done: (rate: number, name: string) =>
      `Done. The fastest here, ${name}, trains on ${count(rate, 'en')} images a second.`,
    stopped: 'Stopped. Nothing was kept of this measurement.',
    failed: (message: string) => `The measurement failed: ${message}`,
    threadsHere: 'This page may share memory between threads.',
    noThreadsHere:
      'This page may not share memory between threads: its server does not send the two headers for it. One thread does all the work.',
    speed:
      'Images a second in this browser, medians and middle halves of the rounds, batches of 128',
    backend: 'Backend',
    training: 'Training',
    ratio: 'Times the readable engine',
    inference: 'Reading only',
    firstUpdate: 'First update',
    kernels: (times: 'least' | 'mean', peak: string) =>
      `Where the time of one update goes: ${times} times on one thread; this core does at most ${peak} billion operations a second`,
    kernel: 'Part of an update',
    milliseconds: 'Milliseconds',
    gigaflops: 'Billion operations a second',
    share: 'Of the most',
    sum: 'All parts',
    peers: 'The others, measured by turns with our backends on one machine',
    peer: 'What trains',
    imagesPerSecond: 'Images a second',
    factor: 'Ours is … times as fast',
    peersNote: (processor: string, cores: number, runtime: string, date: string, rounds: number) =>
      `${processor}, ${cores} cores, ${runtime}, ${date}; medians of ${rounds} rounds. “Ours” is relaxed SIMD on one thread.`,
    readsOnly: (name: string) => `${name} (reads only)`,
    between: ({ median, low, high }: Spread) =>
      `${count(median, 'en')} (${count(low, 'en')} to ${count(high, 'en')})`,
    ms: (value: number) => `${fixed(value, 0)} ms`,
    whole: (value: number) => count(value, 'en'),
    /** What is measured, where this language has another name for it than the measurement. */
    names: {} as Readonly<Record<string, string>>,
  },
  {
    label: '在这里有多快？',
    start: '测量此浏览器',
    again: '重新测量',
    stop: '停止',
    progress: '测量进度',
    idle: '测量约需十五秒。数据不会离开您的计算机。',
    measuring: '正在测量：各个后端轮流训练和识别片刻。',
    done: (rate, name) => `完成。这里最快的是“${name}”，每秒训练 ${count(rate, 'zh-cn')} 张图像。`,
    stopped: '已停止。这次测量没有留下结果。',
    failed: (message) => `测量失败：${message}`,
    threadsHere: '此页面可以在线程之间共享内存。',
    noThreadsHere:
      '此页面不能在线程之间共享内存：服务器没有发送所需的两个标头。全部工作由一个线程完成。',
    speed: '此浏览器中每秒的图像数：各轮的中位数与中间一半的范围，批大小 128',
    backend: '后端',
    training: '训练',
    ratio: '相对可读引擎的倍数',
    inference: '仅识别',
    firstUpdate: '首次更新',
    kernels: (times, peak) =>
      `一次更新的时间花在哪里：单线程的${times === 'least' ? '最短' : '平均'}时间；这个核心每秒最多 ${peak} 十亿次运算`,
    kernel: '更新的一部分',
    milliseconds: '毫秒',
    gigaflops: '每秒十亿次运算',
    share: '占峰值',
    sum: '合计',
    peers: '其他软件：在同一台机器上与我们的后端轮流测量',
    peer: '训练者',
    imagesPerSecond: '每秒图像数',
    factor: '我们的速度是其几倍',
    peersNote: (processor, cores, runtime, date, rounds) =>
      `${processor}，${cores} 核，${runtime}，${date}；${rounds} 轮的中位数。“我们”指单线程 relaxed SIMD。`,
    readsOnly: (name) => `${name}（仅识别）`,
    between: ({ median, low, high }) =>
      `${count(median, 'zh-cn')}（${count(low, 'zh-cn')} 至 ${count(high, 'zh-cn')}）`,
    ms: (value) => `${fixed(value, 0)} 毫秒`,
    whole: (value) => count(value, 'zh-cn'),
    names: {
      reference: '可读引擎',
      simd: 'SIMD',
      relaxed: 'relaxed SIMD',
      'relaxed-inference': 'relaxed SIMD',
      shared: '多线程，共享内存',
      torch: 'PyTorch，单线程',
      torch_last: 'PyTorch，单线程，channels last',
      numpy: '文章的算法（NumPy）',
      convnetjs: 'ConvNetJS（Chromium）',
      tfjs_webgl: 'TensorFlow.js，无显卡的 WebGL（Chromium）',
      tfjs_cpu: 'TensorFlow.js，cpu（Chromium）',
      tfjs_wasm: 'TensorFlow.js，wasm（Chromium）',
      jax: 'jax-js，wasm（Chromium）',
      onnx: 'ONNX Runtime，wasm（Chromium）',
    },
  },
);

export type Strings = Spoken<typeof strings>;
