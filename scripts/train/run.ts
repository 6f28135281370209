/** One run in the terminal: the same live run as in the page's worker, without a worker. */
import { recipes } from '#training/run/recipes.ts';
import type { DataSet, TurnGuess } from '#data/data-set.ts';
import type { Parameters } from '#engine/backend.ts';
import { dataNotes } from '#data/messages.ts';
import { backendPlan } from '#training/run/backend-plan.ts';
import { openBackend } from '#training/worker/backends.ts';
import { divergenceMessages, remarkOn } from '#training/run/divergence.ts';
import { LiveRun } from '#training/worker/live-run.ts';
import { type Recipe } from '#training/run/recipes.ts';
import { RunHistory, type TestPoint } from '#training/run/history.ts';
import { trainingMessages, type Message } from '#training/run/messages.ts';
import { message } from '#words/messages.ts';
import { percent } from '#words/quantities.ts';
import type { TrainFlags } from './flags.ts';
import { progressBar } from './progress-bar.ts';

/** The line of JSON that `--json` prints. */
export interface Result {
  readonly recipe: string;
  readonly epochs: number;
  readonly seed: number;
  readonly testAccuracy: number | null;
  readonly trainLoss: number | null;
  readonly imagesPerSecond: number;
  readonly seconds: number;
  readonly backend: string;
  readonly broken?: string;
  /** Where the weights are. */
  readonly saved?: string;
}

/** A run that is over. */
export interface Ended {
  readonly result: Result;
  readonly recipe: Recipe;
  /** The weights that it ended with. */
  readonly parameters: Parameters;
  readonly history: RunHistory;
}

/** Trains to the end and says how it goes. */
export async function run(
  flags: Partial<TrainFlags>,
  data: DataSet,
  say: (line: string) => void,
): Promise<Ended> {
  const recipe = recipeFor(flags);
  const { seed = 1, backend: choice = 'auto' } = flags;
  const plan = backendPlan(recipe, seed, data);
  const { backend, notice } = await openBackend(choice, plan);
  if (notice) say(sentence(notice));
  for (const said of data.notes ?? []) say(message(dataNotes, said.code, said));
  if (data.turning?.better) say(turnSentence(data.turning.better));
  const drawn = flags.drawn === undefined ? '' : `, ${flags.drawn} of them drawn as on the pad`;
  const sizes = `${data.train.count} images to train${drawn}, ${data.test.count} to test`;
  say(`${recipe.id} on ${data.name} (${sizes}), seed ${seed}, ${backend.name}`);

  const settings = { recipe, seed, backend: choice };
  const live = new LiveRun(0, settings, backend, data, () => performance.now());
  const history = new RunHistory();
  const bar = progressBar(live.position.updates);
  const start = performance.now();
  let report = live.takeReport();
  let remarked = false;
  while (await live.advance()) {
    report = live.takeReport();
    for (let k = 0; k < report.losses.length; k++)
      history.addUpdate(report.losses[k], report.accuracies[k], report.images[k]);
    bar.show(report, history.last?.meanLoss);
    for (const test of report.tests) {
      history.addTest(test);
      bar.above(() => say(epochLine(test, history)));
      const remark = remarkOn(test, data.classes);
      if (remark && !remarked) bar.above(() => say(sentence(remark)));
      remarked ||= remark !== undefined;
    }
  }
  bar.stop();
  const seconds = (performance.now() - start) / 1000;
  const { parameters } = await backend.state();
  backend.dispose();

  const explanation = report.divergence && divergenceMessages(report.divergence);
  const broken = explanation?.map(sentence).join(' ');
  if (broken) say(broken);
  const result: Result = {
    recipe: recipe.id,
    epochs: round(report.position.update / report.position.updatesPerEpoch, 4),
    seed,
    testAccuracy: broken ? null : (history.tests.at(-1)?.accuracy ?? null),
    trainLoss: broken ? null : round(history.last?.meanLoss ?? 0, 6),
    imagesPerSecond: round(report.imagesPerSecond, 0),
    seconds: round(seconds, 3),
    backend: backend.name,
    ...(broken && { broken }),
  };
  return { result, recipe, parameters, history };
}

function turnSentence({ turn, read, readAsUsed }: TurnGuess): string {
  const [better, now] = [read, readAsUsed].map(percent);
  return `These digits may lie the wrong way: a simple classifier reads ${better} of a sample right with --turn ${turn}, and ${now} as they are now.`;
}

function recipeFor(flags: Partial<TrainFlags>): Recipe {
  const {
    recipe = 'modern',
    epochs,
    'learning-rate': learningRate,
    'batch-size': batchSize,
  } = flags;
  return {
    ...recipes[recipe],
    ...(epochs !== undefined && { length: { epochs } }),
    ...(learningRate !== undefined && { learningRate }),
    ...(batchSize !== undefined && { batchSize }),
  };
}

function epochLine({ epoch, accuracy, loss }: TestPoint, history: RunHistory): string {
  const train = history.last?.meanLoss.toFixed(4);
  return `epoch ${epoch}: test accuracy ${accuracy.toFixed(4)}, test loss ${loss.toFixed(4)}, training loss ${train}`;
}

const sentence = (said: Message): string => message(trainingMessages, said.code, said);

const round = (value: number, digits: number): number => Number(value.toFixed(digits));
