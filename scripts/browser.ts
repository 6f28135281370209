/**
 * Finds an installed Chrome, Chromium or Edge for the browser tests and prints its path. Where there is none, on a
 * Debian or Ubuntu as root it installs the distribution's package; elsewhere it says what to do.
 * CHROME_PATH names a browser of your own choice.
 */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const commands = [
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
  return commands.map(onPath).find((path) => path !== undefined) ?? places.find(isExecutable);
}

function installOnDebian(): void {
  console.error('No browser found: installing Debian’s chromium.');
  const apt = (...args: string[]): unknown =>
    execFileSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  apt('update');
  apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation');
}

function main(): void {
  const isRootOnDebian = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (findChromium() === undefined && isRootOnDebian && process.env['CHROME_PATH'] === undefined)
    installOnDebian();
  const browser = findChromium();
  if (browser === undefined) {
    console.error(
      'The browser tests need Chrome, Chromium or Edge. Install one, or set CHROME_PATH to its executable.',
    );
    process.exit(1);
  }
  console.log(browser);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
