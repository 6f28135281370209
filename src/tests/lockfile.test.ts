/** What would break `npm ci` on another machine: an optional package of another platform without an entry. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Entry {
  readonly version?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Record<string, string>;
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, Entry>;
};

/** Looks for a package as Node does: in the owner's own node_modules, then one level further out. */
function isLocked(owner: string, name: string): boolean {
  for (
    let place = owner;
    ;
    place = place.slice(0, Math.max(place.lastIndexOf('/node_modules/'), 0))
  ) {
    if (`${place === '' ? '' : `${place}/`}node_modules/${name}` in packages) return true;
    if (place === '') return false;
  }
}

test('every optional package of every platform has an entry', () => {
  const gaps = Object.entries(packages).flatMap(([owner, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !isLocked(owner, name)),
  );
  expect(gaps).toEqual([]);
});

test('no entry names a download address', () => {
  const named = Object.values(packages).filter(({ resolved }) => resolved?.startsWith('http'));
  expect(named).toEqual([]);
});
