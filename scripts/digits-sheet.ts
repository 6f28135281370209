/**
 * Draws the contact sheet of the generated digits: twenty of each class, the first twenty of seed 1 at the natural
 * strength. `node scripts/digits-sheet.ts` writes content/figures/generated-digits.png, or the path that --to names.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drawDigit, paintDigit, pixelCount } from '#data/digits/generate.ts';
import { digitSize } from '#data/digits/raster.ts';
import { runCommand } from './command.ts';
import { text } from './flags.ts';
import { encodeGreyPng } from './measure/png.ts';

const perClass = 20;
const classes = 10;
const seed = 1;
const published = fileURLToPath(
  new URL('../content/figures/generated-digits.png', import.meta.url),
);

const width = perClass * digitSize;
const height = classes * digitSize;

function drawSheet(): Uint8Array {
  const sheet = new Uint8Array(width * height);
  const digit = new Uint8Array(pixelCount);
  for (let label = 0; label < classes; label++)
    for (let column = 0; column < perClass; column++) {
      paintDigit(drawDigit(label, seed, label * perClass + column), digit);
      for (let row = 0; row < digitSize; row++) {
        const to = (label * digitSize + row) * width + column * digitSize;
        // Ink on paper: MNIST stores ink as light, a page shows it as dark.
        for (let w = 0; w < digitSize; w++) sheet[to + w] = 255 - digit[row * digitSize + w];
      }
    }
  return sheet;
}

await runCommand({
  name: 'digits-sheet',
  call: 'node scripts/digits-sheet.ts',
  about: 'Draws twenty generated digits of each class into content/figures/generated-digits.png.',
  flags: { to: text('FILE', 'write there instead') },
  run({ to: path = published }) {
    mkdirSync(dirname(path), { recursive: true });
    const png = encodeGreyPng(drawSheet(), width, height);
    writeFileSync(path, png);
    console.log(`${path}: ${width} x ${height}, ${png.length} bytes`);
  },
});
