/**
 * The training loop, pure: it asks a backend for one update after another and yields what happened. It knows no
 * clock, no worker and no page. Whoever drives it pauses by not asking for the next event and resets by dropping it.
 *
 * The same recipe, seed, images and backend give the same events to the bit, wherever the run was saved in between.
 */
import type { Backend } from '#engine/backend.ts';
import { courseOf, type CourseOptions } from './course.ts';
import { explainDivergence } from './divergence.ts';
import { evaluateInSlices } from './evaluation.ts';
import { beginning, progressAfter, type Progress, type TrainingEvent } from './events.ts';
import { checkSaved, type SavedRun } from './saved-run.ts';

/** One run. The counts are those of the splits that the backend holds. */
export interface Run extends CourseOptions {
  readonly testCount: number;
  readonly classes: number;
}

/**
 * Trains to the end of the run, testing after each epoch and at the end. A loss that is not finite ends it. Goes on
 * `from` a saved run, whose state the backend must hold; throws where it is not a run like this.
 */
export async function* train(
  backend: Backend,
  run: Run,
  from?: SavedRun,
): AsyncGenerator<TrainingEvent, void> {
  if (from) await checkSaved(from, backend, run);
  const course = courseOf(run);
  let progress: Progress = from ?? beginning;
  for (;;) {
    const { update: made, losses } = progress;
    if (progress.testDue) {
      const test = yield* evaluateInSlices(backend, 'test', run.testCount);
      if (!Number.isFinite(test.loss)) return yield explainDivergence(made, test.loss, losses, run);
      const epoch = Math.ceil(made / course.updatesPerEpoch);
      const event = { kind: 'evaluated', update: made, epoch, ...test } as const;
      progress = progressAfter(progress, event);
      yield event;
    }
    if (made === course.updates) return;
    const { epoch, learningRate, batch, endsEpoch } = course.next(made);
    const { loss, correct } = await backend.trainBatch(batch, learningRate);
    const update = made + 1;
    if (!Number.isFinite(loss)) return yield explainDivergence(update, loss, losses, run);
    const images = batch.indices.length;
    const at = { kind: 'update', update, epoch: epoch + 1 } as const;
    const event = { ...at, learningRate, loss, correct, images, endsEpoch };
    progress = progressAfter(progress, event);
    yield event;
  }
}
