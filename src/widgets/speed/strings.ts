/** The words of the speed page. */
import type { Language } from '#words/language.ts';
import { zhCn } from './strings-zh-cn.ts';

export const en = {
  label: 'How fast is it here?',
  start: 'Measure this browser',
  again: 'Measure again',
  stop: 'Stop',
  progress: 'Measurement',
  idle: 'Measures for about a quarter of a minute. Nothing leaves your computer.',
  measuring: 'Measuring: every backend trains and reads for a moment, by turns.',
  done: (count: string, name: string) =>
    `Done. The fastest here, ${name}, trains on ${count} images a second.`,
  stopped: 'Stopped. Nothing was kept of this measurement.',
  failed: (message: string) => `The measurement failed: ${message}`,
  threadsHere: 'This page may share memory between threads.',
  noThreadsHere:
    'This page may not share memory between threads: its server does not send the two headers for it. One thread does all the work.',
  speed: 'Images a second in this browser, medians and middle halves of the rounds, batches of 128',
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
  between: (median: string, low: string, high: string) => `${median} (${low} to ${high})`,
  ms: (value: string) => `${value} ms`,
};

export type Strings = typeof en;

export const stringsFor = (language: Language): Strings => (language === 'zh-cn' ? zhCn : en);
