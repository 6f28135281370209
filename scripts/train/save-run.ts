/** Trains the seeds that `--save` asks for and saves the weights of the first. */
import type { DataSet } from '#data/data-set.ts';
import { CommandError } from '../flags.ts';
import type { TrainFlags } from './flags.ts';
import { run, type Ended, type Result } from './run.ts';
import { save } from './save.ts';

const seedsByDefault = 5;

/** Returns what the first run came to. Throws CommandError where it broke: there are no weights then. */
export async function saveRun(
  path: string,
  flags: TrainFlags,
  data: DataSet,
  say: (line: string) => void,
): Promise<Result> {
  const { seed = 1, seeds: count = seedsByDefault } = flags;
  const ended: Ended[] = [];
  for (let k = 0; k < count; k++) ended.push(await run({ ...flags, seed: seed + k }, data, say));
  const seeds = ended.map(({ result }) => {
    const { seed: own, testAccuracy, broken } = result;
    if (testAccuracy === null)
      throw new CommandError(`--save: nothing was saved, for seed ${own} broke: ${broken}`);
    return { seed: own, testAccuracy };
  });
  const [{ result, recipe, parameters }] = ended;
  await save(path, parameters, {
    ...{ recipe, seed, seeds, testAccuracy: seeds[0].testAccuracy, backend: result.backend },
    data: {
      name: data.name,
      trainCount: data.train.count,
      drawnCount: flags.drawn ?? 0,
      testCount: data.test.count,
      testSplit: flags.holdout === undefined ? 'test' : 'held out of training',
    },
  });
  say(`saved ${path}`);
  return { ...result, saved: path };
}
