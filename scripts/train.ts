/** `npm run train`: the training of the page /training/, in the terminal. */
import { DataError } from '#data/data-error.ts';
import { findData } from './train/find-data.ts';
import { FlagError, help, parseFlags } from './train/flags.ts';
import { run } from './train/run.ts';

try {
  const flags = parseFlags(process.argv.slice(2));
  if (flags.help) console.log(help);
  else {
    const result = await run(
      flags,
      await findData(flags),
      flags.json ? console.error : console.log,
    );
    if (flags.json) console.log(JSON.stringify(result));
  }
} catch (error) {
  if (!(error instanceof FlagError || error instanceof DataError)) throw error;
  console.error(`train: ${error.message}`);
  process.exitCode = 1;
}
