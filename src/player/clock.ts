import { effect, signal, type ReadonlySignal } from '@preact/signals';

/**
 * The one clock: it ticks while it is started and the reader can see the figure. Everything else in the page that
 * moves is moved by a step of a player.
 */
export interface Frames {
  request(callback: (time: number) => void): number;
  cancel(handle: number): void;
}

export interface Clock {
  /** Ticks every `interval` milliseconds from now on, or changes the interval of a running clock. */
  start(interval: number): void;
  stop(): void;
}

const windowFrames: Frames = {
  request: (callback) => requestAnimationFrame(callback),
  cancel: (handle) => cancelAnimationFrame(handle),
};

/** Makes a stopped clock. A frame that comes late ticks once, so that a reader never misses steps. */
export function createClock(tick: () => void, frames: Frames = windowFrames): Clock {
  let handle: number | undefined;
  let interval = 0;
  let last: number | undefined;
  const onFrame = (time: number): void => {
    handle = frames.request(onFrame);
    last ??= time;
    if (time - last < interval) return;
    // Keeps the beat, unless frames stopped coming for a while.
    last = time - last < 2 * interval ? last + interval : time;
    tick();
  };
  return {
    start(milliseconds) {
      interval = milliseconds;
      if (handle !== undefined) return;
      last = undefined;
      handle = frames.request(onFrame);
    },
    stop() {
      if (handle !== undefined) frames.cancel(handle);
      handle = undefined;
    },
  };
}

/** Calls back after `milliseconds` without another call. */
export function createDelay(callback: () => void, milliseconds: number) {
  let handle: ReturnType<typeof setTimeout> | undefined;
  const cancel = (): void => clearTimeout(handle);
  return {
    schedule() {
      cancel();
      handle = setTimeout(callback, milliseconds);
    },
    cancel,
  };
}

/** Follows `source` once it has rested for so many milliseconds: for what a reader who steps fast does not wait for. */
export function afterRest<T>(source: ReadonlySignal<T>, milliseconds: number): ReadonlySignal<T> {
  const rested = signal(source.peek());
  const { schedule } = createDelay(() => (rested.value = source.peek()), milliseconds);
  effect(() => {
    if (source.value !== rested.peek()) schedule();
  });
  return rested;
}

/** Follows `source` as soon as the page has been painted, as long as somebody watches. */
export function afterPaint<T>(source: ReadonlySignal<T>): ReadonlySignal<T> {
  let stop: (() => void) | undefined;
  let isWaiting = false;
  const late = signal(source.peek(), {
    watched() {
      stop = effect(() => {
        if (source.value === late.peek() || isWaiting) return;
        isWaiting = true;
        requestAnimationFrame(() => setTimeout(follow));
      });
    },
    unwatched: () => stop?.(),
  });
  const follow = (): void => {
    isWaiting = false;
    late.value = source.peek();
  };
  return late;
}
