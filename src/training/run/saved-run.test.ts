import { describe, expect, it } from 'vitest';
import { scriptedBackend, type Script } from '../testing/scripted-backend.ts';
import { beginning, progressAfter, type TrainingEvent } from './events.ts';
import { recipes } from './recipes.ts';
import { saveRun, type SavedRun } from './saved-run.ts';
import { train, type Run } from './trainer.ts';

const recipe = { ...recipes.best, batchSize: 4, length: { epochs: 2 } };
const run: Run = { recipe, seed: 1, trainCount: 10, testCount: 3, classes: 10 };
const script: Script = { loss: (update) => 10 - update };

/** Plays `count` events and saves. */
async function savedAfter(count: number, changes: Partial<Script> = {}): Promise<SavedRun> {
  const backend = scriptedBackend({ ...script, ...changes });
  const events = train(backend, run);
  let progress = beginning;
  for (let k = 0; k < count; k++)
    progress = progressAfter(progress, (await events.next()).value as TrainingEvent);
  return structuredClone(await saveRun(backend, run, progress));
}

async function goOn(saved: SavedRun, changes: Partial<Script> = {}, other: Partial<Run> = {}) {
  const backend = scriptedBackend({ ...script, made: saved.update, ...changes });
  const events: TrainingEvent[] = [];
  for await (const event of train(backend, { ...run, ...other }, saved)) events.push(event);
  return { backend, events };
}

describe('saveRun(backend, run, progress)', () => {
  it('is plain data: recipe, seed, update, place in the data, and the state of the backend', async () => {
    const saved = await savedAfter(2);
    expect(saved).toMatchObject({
      ...{ recipe, seed: 1, update: 2, testDue: false },
      position: { trainCount: 10, epoch: 0, batch: 2 },
      losses: { first: 9, last: { update: 2, loss: 8 } },
    });
    expect(Object.keys(saved.parameters)).toEqual(Object.keys(saved.memory));
  });

  it('refuses a backend that is further than the run', async () => {
    const backend = scriptedBackend({ made: 3 });
    await expect(saveRun(backend, run, { ...beginning, update: 2 })).rejects.toThrow(
      'run: updates of backend and run must be the same; 3, 2',
    );
  });
});

describe('train(backend, run, from)', () => {
  it('goes on with the batches, shifts and rates that would have come', async () => {
    const whole = scriptedBackend(script);
    for await (const _ of train(whole, run));
    const { backend } = await goOn(await savedAfter(2));
    expect(backend.calls).toEqual(whole.calls.slice(2));
  });

  it('makes the test first that was due, from its start, and no test twice', async () => {
    // Three updates are an epoch; then come one slice of the test and its result.
    const kinds = async (count: number) =>
      (await goOn(await savedAfter(count))).events.slice(0, 3).map(({ kind }) => kind);
    expect(await kinds(3)).toEqual(['evaluating', 'evaluated', 'update']);
    expect(await kinds(4)).toEqual(['evaluating', 'evaluated', 'update']);
    expect(await kinds(5)).toEqual(['update', 'update', 'update']);
  });

  it('has nothing to do after the end', async () => {
    expect((await goOn(await savedAfter(10))).events).toEqual([]);
  });

  it('remembers the losses from before when a run breaks', async () => {
    const saved = await savedAfter(2, { loss: (update) => 400 * update });
    const { events } = await goOn(saved, { loss: () => NaN });
    expect(events).toMatchObject([
      {
        ...{ kind: 'diverged', update: 3, lastFinite: { update: 2, loss: 800 } },
        reasons: [
          { code: 'firstLossHigh', loss: 400 },
          { code: 'lossGrew', from: 400, to: 800 },
        ],
      },
    ]);
  });

  it('refuses what is not the same run', async () => {
    const saved = await savedAfter(2);
    const wrong = [
      goOn(saved, {}, { seed: 2 }),
      goOn(saved, {}, { trainCount: 11 }),
      goOn({ ...saved, position: { ...saved.position, batch: 1 } }),
      goOn(saved, { made: 0 }),
    ];
    expect(await Promise.all(wrong.map((result) => result.catch(String)))).toMatchInlineSnapshot(`
      [
        "Error: run: seed must be the same; 1, 2",
        "Error: run: position must be the same; {"trainCount":10,"epoch":0,"batch":2}, {"trainCount":11,"epoch":0,"batch":2}",
        "Error: run: position must be the same; {"trainCount":10,"epoch":0,"batch":1}, {"trainCount":10,"epoch":0,"batch":2}",
        "Error: run: updates of its backend must be the same; 2, 0",
      ]
    `);
    await expect(goOn(saved, {}, { recipe: { ...recipe, maxShift: 1 } })).rejects.toThrow(
      'run: recipe must be the same',
    );
  });
});
