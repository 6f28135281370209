import { describe, expect, test, vi } from 'vitest';
import { createSpeedModel } from './model.ts';
import type { SpeedWorker } from './model.ts';

function setUp() {
  const worker = {
    postMessage: vi.fn(),
    terminate: vi.fn(),
    onmessage: null,
    onerror: null,
  } as unknown as SpeedWorker & { terminate: ReturnType<typeof vi.fn> };
  const model = createSpeedModel(() => worker);
  const say = (data: unknown) =>
    worker.onmessage!.call(worker as unknown as Worker, { data } as MessageEvent);
  return { worker, model, say };
}

describe('createSpeedModel()', () => {
  test('measures, shows progress, and keeps the result until there is a newer one', () => {
    const { worker, model, say } = setUp();
    model.start();
    expect(model.phase.value).toBe('measuring');
    say({ kind: 'progress', done: 3, of: 12 });
    expect(model.progress.value).toBe(0.25);
    say({ kind: 'result', rows: [{ id: 'simd' }], kernels: undefined });
    expect(model.phase.value).toBe('done');
    expect(worker.terminate).toHaveBeenCalledOnce();
    model.start();
    expect(model.rows.value).toEqual([{ id: 'simd' }]);
  });

  test('says why it failed', () => {
    const { worker, model } = setUp();
    model.start();
    worker.onerror!.call(worker as unknown as Worker, { message: 'blocked' } as ErrorEvent);
    expect(model.phase.value).toBe('failed');
    expect(model.failure.value).toBe('blocked');
  });

  test('stops when told to', () => {
    const { worker, model } = setUp();
    model.start();
    model.stop();
    expect(model.phase.value).toBe('stopped');
    expect(worker.terminate).toHaveBeenCalledOnce();
  });
});
