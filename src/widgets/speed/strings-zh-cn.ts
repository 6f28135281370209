/** The words of the speed page in Chinese. */
import type { Strings } from './strings.ts';

export const zhCn: Strings = {
  label: '在这里有多快?',
  start: '测量此浏览器',
  again: '重新测量',
  stop: '停止',
  progress: '测量进度',
  idle: '测量约需十五秒。数据不会离开您的计算机。',
  measuring: '正在测量:各个后端轮流训练和识别片刻。',
  done: (count, name) => `完成。这里最快的是“${name}”,每秒训练 ${count} 张图像。`,
  stopped: '已停止。这次测量没有留下结果。',
  failed: (message) => `测量失败:${message}`,
  threadsHere: '此页面可以在线程之间共享内存。',
  noThreadsHere:
    '此页面不能在线程之间共享内存:服务器没有发送所需的两个标头。全部工作由一个线程完成。',
  speed: '此浏览器中每秒的图像数:各轮的中位数与中间一半的范围,批大小 128',
  backend: '后端',
  training: '训练',
  ratio: '相对可读引擎的倍数',
  inference: '仅识别',
  firstUpdate: '首次更新',
  kernels: (times, peak) =>
    `一次更新的时间花在哪里:单线程的${times === 'least' ? '最短' : '平均'}时间;这个核心每秒最多 ${peak} 十亿次运算`,
  kernel: '更新的一部分',
  milliseconds: '毫秒',
  gigaflops: '每秒十亿次运算',
  share: '占峰值',
  sum: '合计',
  peers: '其他软件:在同一台机器上与我们的后端轮流测量',
  peer: '训练者',
  imagesPerSecond: '每秒图像数',
  factor: '我们快多少倍',
  peersNote: (processor, cores, runtime, date, rounds) =>
    `${processor},${cores} 核,${runtime},${date};${rounds} 轮的中位数。“我们”指单线程 relaxed SIMD。`,
  readsOnly: (name) => `${name}(仅识别)`,
  between: (median, low, high) => `${median}(${low} 至 ${high})`,
  ms: (value) => `${value} 毫秒`,
};
