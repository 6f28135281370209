/**
 * Compiles the kernels (src/assembly) into build/kernels/, in four builds: relaxed and plain SIMD, each with its own
 * memory and with shared memory. Does nothing when the builds are newer than their sources.
 *
 * Optimization level 2, not 3: at 3 the optimizer moves a tile's sums around until they no longer fit the registers
 * (50 -> 32 GFLOP/s, measured).
 */
import { mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import { runCommand } from './command.ts';
import { CommandError } from './flags.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = `${root}src/assembly`;
const target = `${root}build/kernels`;

const RELAXED = ['--enable', 'relaxed-simd'];
const SHARED = ['--enable', 'threads', '--sharedMemory', '--maximumMemory', '65536'];

export const KERNEL_BUILDS: Record<string, readonly string[]> = {
  simd: [],
  'simd-shared': SHARED,
  relaxed: RELAXED,
  'relaxed-shared': [...RELAXED, ...SHARED],
};

const modified = (path: string): number =>
  statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? -Infinity;

export async function buildKernels(): Promise<string[]> {
  const files = readdirSync(sources).map((name) => `${sources}/${name}`);
  const newest = Math.max(...[...files, fileURLToPath(import.meta.url)].map(modified));
  mkdirSync(target, { recursive: true });
  const built: string[] = [];
  for (const [name, flags] of Object.entries(KERNEL_BUILDS)) {
    const path = `${target}/${name}.wasm`;
    if (modified(path) > newest) continue;
    // Written beside and then renamed, so that whoever reads meanwhile sees the old build or the new one, whole.
    const draft = `build/kernels/${name}.${process.pid}.wasm`;
    const fixed = ['-O2', '--runtime', 'stub', '--importMemory', '--noAssert', '--enable', 'simd'];
    const { error, stderr } = await asc.main([
      'src/assembly/index.ts',
      ...['--outFile', draft, '--baseDir', root],
      ...fixed,
      ...flags,
    ]);
    if (error) throw new CommandError(`${name} does not compile\n${stderr.toString()}`);
    renameSync(`${root}${draft}`, path);
    built.push(name);
  }
  return built;
}

if (import.meta.main)
  await runCommand({
    name: 'kernels',
    about:
      'Compiles the kernels of src/assembly into build/kernels, unless what is there is newer.',
    flags: {},
    async run() {
      const built = await buildKernels();
      console.log(built.length ? `kernels: built ${built.join(', ')}` : 'kernels: up to date');
    },
  });
