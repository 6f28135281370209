/**
 * A run as a value: everything that decides how it goes on, as plain data that survives structured clone. Any backend of
 * the network takes it up (`backendPlan` with the saved run, then `train`); the kind that it came from goes on to the bit.
 */
import type { Backend, TrainingState } from '#engine/backend.ts';
import { courseOf, type CourseOptions, type DataPosition } from './course.ts';
import type { Progress } from './events.ts';
import type { Recipe } from './recipes.ts';

export interface SavedRun extends TrainingState, Progress {
  readonly recipe: Recipe;
  readonly seed: number;
  /** Follows from the rest; kept to notice when the data are not the same. */
  readonly position: DataPosition;
}

/**
 * Takes a run from its backend, between two events. Throws where the backend is not so far, or further: a loss that was not
 * finite has moved it past the run.
 */
export async function saveRun(
  backend: Backend,
  run: CourseOptions,
  progress: Progress,
): Promise<SavedRun> {
  const state = await backend.state();
  checkSame('updates of backend and run', state.update, progress.update);
  const { recipe, seed } = run;
  return { recipe, seed, position: courseOf(run).position(state.update), ...progress, ...state };
}

/** Throws where the run, its data or its backend are not those of the saved one. */
export async function checkSaved(
  saved: SavedRun,
  backend: Backend,
  run: CourseOptions,
): Promise<void> {
  checkSame('recipe', saved.recipe, run.recipe);
  checkSame('seed', saved.seed, run.seed);
  checkSame('position', saved.position, courseOf(run).position(saved.update));
  checkSame('updates of its backend', saved.update, (await backend.state()).update);
}

function checkSame(what: string, saved: unknown, here: unknown): void {
  const [one, other] = [saved, here].map((value) => JSON.stringify(value));
  if (one !== other) throw new Error(`run: ${what} must be the same; ${one}, ${other}`);
}
