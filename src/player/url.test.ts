import { signal } from '@preact/signals';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPlayer } from './player.ts';
import { exampleTape } from './tape.example.ts';
import { bindUrl, linkTo, type AddressBar } from './url.ts';

/** A browser's history, as far as fragments go. */
function fakeBar(hash = '') {
  const entries = [hash];
  let at = 0;
  const listeners = new Set<() => void>();
  const bar: AddressBar = {
    location: {
      get hash() {
        return entries[at];
      },
    },
    history: {
      state: null,
      pushState: (_state, _title, url) => void entries.splice(++at, Infinity, String(url)),
      replaceState: (_state, _title, url) => void (entries[at] = String(url)),
    },
    addEventListener: (_type, listener) => listeners.add(listener),
    removeEventListener: (_type, listener) => listeners.delete(listener),
  };
  const go = (by: number) => {
    at += by;
    listeners.forEach((listener) => listener());
  };
  const follow = (link: string) => {
    entries.splice(++at, Infinity, link);
    listeners.forEach((listener) => listener());
  };
  return { bar, entries, go, follow, listeners };
}

const makePlayer = () =>
  createPlayer(
    signal(
      exampleTape([
        ['conv', [3, 3, 3, 3]],
        ['relu', [1, 1]],
      ]),
    ),
  );

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a link opens the exact step, and says that it did', () => {
  const player = makePlayer();
  const onArrive = vi.fn();
  bindUrl(player, undefined, onArrive, fakeBar('#step=conv.y[2]/3').bar);
  expect(player.state.value).toMatchObject({
    index: 2,
    term: 2,
    granularity: 'term',
    move: 'link',
  });
  expect(onArrive).toHaveBeenCalledTimes(1);
});

test('a stale link leaves the player where it is, and is named until the reader moves', () => {
  const player = makePlayer();
  bindUrl(player, undefined, () => {}, fakeBar('#step=conv.y[9]').bar);
  expect(player.index.value).toBe(0);
  expect(player.staleLink.value).toBe('conv.y[9]');
  player.dispatch({ type: 'next' });
  expect(player.staleLink.value).toBeUndefined();
});

test('nothing is written before the reader moves', () => {
  const { bar, entries } = fakeBar('#the-kernel');
  bindUrl(makePlayer(), undefined, () => {}, bar);
  vi.runAllTimers();
  expect(entries).toEqual(['#the-kernel']);
});

test('steps replace the address once they pause; a jump adds an entry, and back returns', () => {
  const player = makePlayer();
  const { bar, entries, go } = fakeBar();
  bindUrl(player, undefined, () => {}, bar);
  player.dispatch({ type: 'next' });
  player.dispatch({ type: 'next' });
  expect(entries).toEqual(['']);
  vi.runAllTimers();
  expect(entries).toEqual(['#step=conv.y[2]']);
  player.dispatch({ type: 'next' });
  player.dispatch({ type: 'seek', index: 5 });
  expect(entries).toEqual(['#step=conv.y[3]', '#step=relu.y[1]']);
  go(-1);
  expect(player.index.value).toBe(3);
  go(1);
  expect(player.index.value).toBe(5);
  vi.runAllTimers();
  expect(entries.length).toBe(2);
});

test('playing writes nothing until it stops', () => {
  const player = makePlayer();
  const { bar, entries } = fakeBar();
  bindUrl(player, undefined, () => {}, bar);
  player.dispatch({ type: 'play' });
  player.dispatch({ type: 'tick' });
  vi.runAllTimers();
  expect(entries).toEqual(['']);
  player.dispatch({ type: 'pause' });
  vi.runAllTimers();
  expect(entries).toEqual(['#step=conv.y[1]']);
});

test('a link in the prose moves the figure; a heading and another figure do not', () => {
  const player = makePlayer();
  const { bar, follow } = fakeBar();
  bindUrl(player, 'gather', () => {}, bar);
  follow('#gather.step=conv.y[1]');
  expect(player.index.value).toBe(1);
  follow('#the-kernel');
  follow('#scatter.step=conv.y[3]');
  follow('#step=conv.y[3]');
  expect(player.index.value).toBe(1);
});

test('two figures share the address', () => {
  const { bar, entries } = fakeBar();
  const [a, b] = [makePlayer(), makePlayer()];
  bindUrl(a, 'a', () => {}, bar);
  bindUrl(b, 'b', () => {}, bar);
  a.dispatch({ type: 'next' });
  vi.runAllTimers();
  b.dispatch({ type: 'seek', index: 2 });
  expect(entries.at(-1)).toBe('#a.step=conv.y[1]&b.step=conv.y[2]');
});

test('release stops listening and writing', () => {
  const player = makePlayer();
  const { bar, entries, listeners } = fakeBar();
  const release = bindUrl(player, undefined, () => {}, bar);
  player.dispatch({ type: 'next' });
  release();
  player.dispatch({ type: 'seek', index: 3 });
  vi.runAllTimers();
  expect(entries).toEqual(['']);
  expect(listeners.size).toBe(0);
});

test('a link to here names the step shown, while the address bar still shows another', () => {
  const player = makePlayer();
  const page = { href: 'http://site/book/#other.step=a&step=conv.y[0]' };
  player.dispatch({ type: 'play' });
  player.dispatch({ type: 'tick' });
  expect(linkTo(player, undefined, page)).toBe('http://site/book/#other.step=a&step=conv.y[1]');
  player.dispatch({ type: 'tick' });
  expect(linkTo(player, undefined, page)).toBe('http://site/book/#other.step=a&step=conv.y[2]');
  expect(linkTo(player, 'other', page)).toBe(
    'http://site/book/#step=conv.y[0]&other.step=conv.y[2]',
  );
});
