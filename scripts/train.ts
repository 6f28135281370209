/** `npm run train`: the training of the page /training/, in the terminal. */
import { runCommand } from './command.ts';
import { findData } from './train/find-data.ts';
import { checkTogether, notes, trainFlags } from './train/flags.ts';
import { run } from './train/run.ts';

await runCommand({
  name: 'train',
  about: "Trains a recipe's network in the terminal, as the page /training/ does in a tab.",
  flags: trainFlags,
  notes,
  async run(flags) {
    checkTogether(flags);
    const data = await findData(flags);
    const result = await run(flags, data, flags.json ? console.error : console.log);
    if (flags.json) console.log(JSON.stringify(result));
  },
});
