/** `npm run captions`: writes what the book says of every kind of step, to be read as a stranger would. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { documents } from './captions/documents.ts';
import { runCommand } from './command.ts';
import { CommandError, toggle } from './flags.ts';

const folder = new URL('../src/tests/captions/', import.meta.url);

const about = `Writes src/tests/captions/NAME.txt: for every operation and every update, what is said of
one step of each kind, in English and in Chinese, for settings that are easily forgotten.`;

await runCommand({
  name: 'captions',
  about,
  flags: { check: toggle('write nothing; exit 1 where a document is not what the book says now') },
  run({ check }) {
    const written = documents();
    const stale = written.filter(({ name, text }) => {
      const file = new URL(`${name}.txt`, folder);
      return !existsSync(file) || readFileSync(file, 'utf8') !== text;
    });
    if (check && stale.length > 0) {
      const names = stale.map(({ name }) => `${name}.txt`).join(', ');
      throw new CommandError(`not what the book says now: ${names}; npm run captions`);
    }
    if (check) return;
    mkdirSync(folder, { recursive: true });
    for (const { name, text } of stale) writeFileSync(new URL(`${name}.txt`, folder), text);
    console.log(`${fileURLToPath(folder)}: ${written.length} documents, ${stale.length} new`);
  },
});
