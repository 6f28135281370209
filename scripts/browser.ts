/**
 * The browsers that the tests drive: one of the Chromium family and Firefox by Playwright, WebKitGTK by its own driver on
 * a display of its own. Started as a program it installs those that are missing, on Debian as root; elsewhere it says
 * what is missing, and the tests of that engine are skipped. CHROME_PATH names a Chromium of your own choice.
 */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand } from './command.ts';
import { CommandError } from './flags.ts';

const chromiums = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge',
];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ...['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((variable) => {
    const root = process.env[variable];
    return root === undefined
      ? []
      : [
          join(root, 'Google', 'Chrome', 'Application', 'chrome.exe'),
          join(root, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
        ];
  }),
];

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Returns the path of an executable on PATH, or undefined. */
export const onPath = (command: string): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, command))
    .find(isExecutable);

/** Returns the path of an installed browser of the Chromium family, or undefined. */
export function findChromium(): string | undefined {
  const chosen = process.env['CHROME_PATH'];
  if (chosen !== undefined) return isExecutable(chosen) ? chosen : undefined;
  return chromiums.map(onPath).find((path) => path !== undefined) ?? places.find(isExecutable);
}

/** Returns the path of an installed Firefox, or undefined. */
export const findFirefox = (): string | undefined => onPath('firefox-esr') ?? onPath('firefox');

/** Returns the path of WebKitGTK's MiniBrowser where its driver and a display for it are installed too, or undefined. */
export function findWebKit(): string | undefined {
  const isDriven = ['WebKitWebDriver', 'xvfb-run', 'xauth'].every((name) => onPath(name));
  return isDriven ? globSync('/usr/lib{,exec}/{,*/}webkit2gtk-4.1/MiniBrowser')[0] : undefined;
}

interface Engine {
  readonly name: string;
  readonly find: () => string | undefined;
  readonly debian: readonly string[];
}

const engines: readonly Engine[] = [
  { name: 'Chromium', find: findChromium, debian: ['chromium', 'fonts-liberation'] },
  { name: 'Firefox', find: findFirefox, debian: ['firefox-esr'] },
  { name: 'WebKitGTK', find: findWebKit, debian: ['webkit2gtk-driver', 'xvfb', 'xauth'] },
];

/** One engine after the other, so that a package that this Debian does not have keeps none of the others away. */
function installOnDebian(missing: readonly Engine[]): void {
  const apt = (...args: string[]): void => {
    try {
      execFileSync('apt-get', args, {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    } catch {
      console.error(`apt-get ${args.join(' ')} failed.`);
    }
  };
  console.log(`Installing ${missing.map(({ name }) => name).join(', ')} from Debian’s packages.`);
  apt('update');
  for (const { debian } of missing) apt('install', '-y', '--no-install-recommends', ...debian);
}

function main(): void {
  const missing = engines.filter(({ find }) => find() === undefined);
  const isRootOnDebian = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (missing.length > 0 && isRootOnDebian) installOnDebian(missing);
  for (const { name, find, debian } of engines)
    console.log(
      `${name}: ${find() ?? `not installed, its tests are skipped (on Debian: ${debian.join(' ')})`}`,
    );
  if (findChromium() !== undefined) return;
  throw new CommandError(
    'the browser tests need Chrome, Chromium or Edge; install one, or set CHROME_PATH to its executable',
  );
}

if (import.meta.main)
  await runCommand({
    name: 'browser',
    about: `Tells which browsers the tests find, and installs those that are missing on Debian as root.
CHROME_PATH names a Chromium of your own choice.`,
    flags: {},
    run: main,
  });
