/**
 * How the threads over one memory, or one alone, divide a batch: whoever is free takes the next task. A core that is
 * slow, or busy with something else, takes less; the bits do not depend on who took what (runner.ts).
 *
 * The leader writes the request and opens a new round; the helpers join when they notice, or not at all. Each counter
 * carries the number of its round in its upper half, so that a helper that comes late finds the round closed.
 */
import { chunksOf } from './runner.ts';
import type { Pass, Runner } from './runner.ts';
import type { Job } from './request.ts';
import { CONTROL_WORDS } from './planner.ts';

/** Places of the control words. Counters that threads write stand on cache lines of their own. */
const ROUND = 0;
const JOB = 1;
const PIXELS = 2;
const LABELS = 3;
const COUNT = 4;
const SCALE = 5;
const HELPERS = 6;
const PASSES = { taken: 16, done: 32 };
const UPDATES = { taken: 48, done: 64 };

type Counters = typeof PASSES;

const JOBS: readonly Job[] = ['forward', 'gradients', 'train'];

/** Looks so many times before it lies down to wait: some tens of microseconds, the time of one task. */
const PATIENCE = 20_000;

const ROUND_BITS = 0x7fff;
const stamp = (round: number, count: number): number => ((round & ROUND_BITS) << 16) | count;

export class SharedWork {
  private readonly control: Int32Array;
  private readonly scale: Float32Array;
  private readonly runner: Runner;
  /** A page's main thread must not lie down; it goes on looking. */
  private mayWait = true;

  constructor(runner: Runner, memory: WebAssembly.Memory) {
    this.runner = runner;
    this.control = new Int32Array(memory.buffer, runner.plan.control, CONTROL_WORDS);
    this.scale = new Float32Array(memory.buffer, runner.plan.control, CONTROL_WORDS);
  }

  /** How many helpers are up. They count themselves, so that a leader too busy for messages knows it too. */
  get helpers(): number {
    return Atomics.load(this.control, HELPERS);
  }

  /** The leader's part: opens a round, works, and returns when all of it is done. */
  lead(job: Job, pass: Pass): void {
    const { control } = this;
    const round = control[ROUND] + 1;
    control[JOB] = JOBS.indexOf(job);
    control[PIXELS] = pass.pixels;
    control[LABELS] = pass.labels;
    control[COUNT] = pass.count;
    this.scale[SCALE] = pass.scale;
    for (const { taken, done } of [PASSES, UPDATES]) {
      Atomics.store(control, done, stamp(round, 0));
      Atomics.store(control, taken, stamp(round, 0));
    }
    Atomics.store(control, ROUND, round);
    Atomics.notify(control, ROUND);
    this.work(round);
  }

  /** A helper's life: joins every round that it notices. Does not return. */
  help(): never {
    Atomics.add(this.control, HELPERS, 1);
    for (let seen = 0; ;) {
      this.waitWhile(ROUND, seen);
      seen = Atomics.load(this.control, ROUND);
      this.work(seen);
    }
  }

  private work(round: number): void {
    const { control, runner } = this;
    const job = JOBS[control[JOB]];
    const count = control[COUNT];
    const pass = {
      pixels: control[PIXELS],
      labels: control[LABELS],
      count,
      scale: this.scale[SCALE],
    };
    const passes = chunksOf(count);
    this.takeAll(PASSES, round, passes, (chunk) => runner.passChunk(pass, chunk));
    if (!this.waitFor(PASSES, round, passes) || job === 'forward') return;
    const { updates } = runner;
    this.takeAll(UPDATES, round, updates.length, (index) => {
      updates[index].sumGradient(count);
      if (job !== 'train') return;
      updates[index].move();
      updates[index].copyLayouts();
    });
    this.waitFor(UPDATES, round, updates.length);
  }

  /** Takes tasks until none is left in this round. */
  private takeAll(
    { taken, done }: Counters,
    round: number,
    total: number,
    task: (index: number) => void,
  ): void {
    const { control } = this;
    for (;;) {
      const word = Atomics.load(control, taken);
      const next = word & 0xffff;
      if (word !== stamp(round, next) || next >= total) return;
      if (Atomics.compareExchange(control, taken, word, word + 1) !== word) continue;
      task(next);
      if (Atomics.add(control, done, 1) + 1 === stamp(round, total)) Atomics.notify(control, done);
    }
  }

  /** Waits until a phase is done; false if the round is over and a later one has begun. */
  private waitFor({ done }: Counters, round: number, total: number): boolean {
    for (;;) {
      const word = Atomics.load(this.control, done);
      if (word === stamp(round, total)) return true;
      if (word >>> 16 !== (round & ROUND_BITS)) return false;
      this.waitWhile(done, word);
    }
  }

  /** Returns when the word is no longer `value`: looks for a while, then sleeps. */
  private waitWhile(word: number, value: number): void {
    const { control } = this;
    for (let look = 0; look < PATIENCE; look++) if (Atomics.load(control, word) !== value) return;
    if (!this.mayWait) return;
    try {
      Atomics.wait(control, word, value);
    } catch {
      this.mayWait = false;
    }
  }
}
