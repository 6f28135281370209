import { expect, test, vi } from 'vitest';
import { createClock, createDelay, type Frames } from './clock.ts';

function handFrames() {
  let pending: ((time: number) => void) | undefined;
  const frames: Frames = {
    request: (callback) => ((pending = callback), 1),
    cancel: () => (pending = undefined),
  };
  return { frames, show: (...times: number[]) => times.forEach((time) => pending?.(time)) };
}

test('a clock ticks once every interval, counted in frames', () => {
  const { frames, show } = handFrames();
  let ticks = 0;
  const clock = createClock(() => ticks++, frames);
  clock.start(100);
  show(1000, 1050, 1099);
  expect(ticks).toBe(0);
  show(1110, 1160);
  expect(ticks).toBe(1);
  show(1200);
  expect(ticks).toBe(2);
  clock.stop();
  show(1300, 1400);
  expect(ticks).toBe(2);
});

test('a clock makes nothing up when frames stop coming', () => {
  const { frames, show } = handFrames();
  let ticks = 0;
  createClock(() => ticks++, frames).start(100);
  show(0, 60_000, 60_050);
  expect(ticks).toBe(1);
  show(60_100);
  expect(ticks).toBe(2);
});

test('start changes the interval of a running clock', () => {
  const { frames, show } = handFrames();
  let ticks = 0;
  const clock = createClock(() => ticks++, frames);
  clock.start(1000);
  show(0, 100);
  clock.start(50);
  show(110);
  expect(ticks).toBe(1);
});

test('createDelay calls once after the last of several calls', () => {
  vi.useFakeTimers();
  const callback = vi.fn();
  const delay = createDelay(callback, 300);
  delay.schedule();
  vi.advanceTimersByTime(200);
  delay.schedule();
  vi.advanceTimersByTime(200);
  expect(callback).toHaveBeenCalledTimes(0);
  vi.advanceTimersByTime(100);
  expect(callback).toHaveBeenCalledTimes(1);
  delay.schedule();
  delay.cancel();
  vi.advanceTimersByTime(1000);
  expect(callback).toHaveBeenCalledTimes(1);
  vi.useRealTimers();
});
