/** `npm run train`: the training of the page /training/, in the terminal. */
import { runCommand } from './command.ts';
import { findData } from './train/find-data.ts';
import { checkTogether, notes, trainFlags } from './train/flags.ts';
import { run } from './train/run.ts';
import { saveRun } from './train/save-run.ts';
import { checkTarget } from './train/save.ts';

await runCommand({
  name: 'train',
  about: "Trains a recipe's network in the terminal, as the page /training/ does in a tab.",
  flags: trainFlags,
  notes,
  async run(flags) {
    checkTogether(flags);
    if (flags.save !== undefined) await checkTarget(flags.save);
    const data = await findData(flags);
    const say = flags.json ? console.error : console.log;
    const result =
      flags.save === undefined
        ? (await run(flags, data, say)).result
        : await saveRun(flags.save, flags, data, say);
    if (flags.json) console.log(JSON.stringify(result));
  },
});
