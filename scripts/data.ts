/** `npm run data`: gets MNIST for the site. Without it, and without a network, the site has its own digits. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import cliProgress from 'cli-progress';
import { idxFiles } from '#data/mnist-files.ts';
import { runCommand } from './command.ts';
import { obtain } from './data/obtain.ts';
import type { Obtained } from './data/obtain.ts';
import { text, toggle } from './flags.ts';

const mirrors = [
  'https://storage.googleapis.com/cvdf-datasets/mnist/',
  'https://ossci-datasets.s3.amazonaws.com/mnist/',
  'https://raw.githubusercontent.com/fgnt/mnist/master/',
];
const limits = { connectMs: 5_000, stallMs: 5_000, totalMs: 60_000 };
const matFile = 'mnist_all.mat';
const defaultTarget = join(import.meta.dirname, '../public/data/mnist');

await runCommand({
  name: 'data',
  about: `Puts MNIST's four files into public/data/mnist, where the site is built from. They are looked for in the folder
that the environment variable MNIST_DIR names, then in public/data/mnist itself, then fetched from public mirrors.
Without them the site trains on its own generated digits.`,
  flags: {
    dir: text('DIR', 'put the files into DIR instead of public/data/mnist'),
    offline: toggle('do not ask the mirrors'),
  },
  run: ({ dir = defaultTarget, offline }) => main(dir, offline),
});
// A name look-up that nobody answers cannot be cancelled and would keep the process for many seconds more.
process.stdout.write('', () => process.exit());

async function main(target: string, isOffline: boolean): Promise<void> {
  const source = process.env.MNIST_DIR || undefined;
  if (source !== undefined && !statSync(source, { throwIfNoEntry: false })?.isDirectory())
    console.log(`MNIST_DIR names ${source}, but there is no such folder.`);
  const bar = progressBar();
  const sentences: string[] = [];
  const obtained = await obtain({
    files: idxFiles,
    ...{ target, source, limits, mirrors: isOffline ? [] : mirrors },
    say: (sentence) => sentences.push(sentence),
    onProgress: bar.update,
  });
  bar.stop();
  for (const sentence of sentences) console.log(sentence);
  if (source !== undefined && obtained.missing.length > 0 && existsSync(join(source, matFile)))
    console.log(`${matFile} in MNIST_DIR serves npm run train, but the site needs the IDX files.`);
  console.log(summary(obtained, target, isOffline));
}

/** A bar that appears with the first byte, on a terminal only. */
function progressBar() {
  const bar = new cliProgress.SingleBar({
    format: 'fetching MNIST [{bar}] {percentage}% of {megabytes} MB',
    stream: process.stdout,
    clearOnComplete: true,
    hideCursor: true,
  });
  return {
    update(loadedBytes: number, totalBytes: number) {
      if (!process.stdout.isTTY) return;
      if (!bar.isActive) bar.start(totalBytes, 0, { megabytes: (totalBytes / 1e6).toFixed(1) });
      bar.update(loadedBytes);
    },
    stop: () => bar.stop(),
  };
}

function summary({ copied, kept, fetched, missing }: Obtained, target: string, isOffline: boolean) {
  if (missing.length > 0) {
    const isAll = missing.length === idxFiles.length;
    const what = isAll
      ? 'MNIST'
      : `A part of MNIST (${missing.map(({ name }) => name).join(', ')})`;
    const why = isOffline ? 'is not here' : 'is not here and no mirror gave it';
    return `${what} ${why}: the site will train on its own generated digits.`;
  }
  const origins = [
    { count: copied.length, how: 'from MNIST_DIR' },
    { count: kept.length, how: 'already there' },
    { count: fetched.length, how: 'fetched' },
  ].filter(({ count }) => count > 0);
  const origin = origins.map(({ count, how }) => `${count} ${how}`).join(', ');
  return `MNIST's four files are in ${target} (${origin}); their SHA-256 sums agree.`;
}
