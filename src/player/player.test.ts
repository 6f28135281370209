import { computed, signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { createFollower, createPlayer } from './player.ts';
import { exampleTape } from './tape.example.ts';

test('a player whose tape gets shorter stays at the nearest step', () => {
  const tape = signal(exampleTape([['conv', [1, 1, 1, 1]]]));
  const player = createPlayer(tape, { index: 3 });
  tape.value = exampleTape([['conv', [1, 1]]]);
  expect(player.index.value).toBe(1);
  player.dispatch({ type: 'previous' });
  expect(player.index.value).toBe(0);
});

test('under reduced motion, play goes to the end of the stage at once', () => {
  const player = createPlayer(
    signal(
      exampleTape([
        ['conv', [1, 1, 1]],
        ['relu', [1]],
      ]),
    ),
  );
  player.reducedMotion.value = true;
  player.togglePlay();
  expect(player.state.value).toMatchObject({ index: 2, playing: false });
  player.reducedMotion.value = false;
  player.togglePlay();
  expect(player.state.value).toMatchObject({ index: 2, playing: true });
});

test('seekTo(address) says whether the step exists', () => {
  const player = createPlayer(signal(exampleTape([['conv', [1, 1]]])));
  expect(player.seekTo('conv.y[1]')).toBe(true);
  expect(player.index.value).toBe(1);
  expect(player.seekTo('conv.y[2]')).toBe(false);
  expect(player.index.value).toBe(1);
});

test('two players share nothing', () => {
  const tape = signal(exampleTape([['conv', [1, 1]]]));
  const [a, b] = [createPlayer(tape), createPlayer(tape)];
  a.dispatch({ type: 'next' });
  expect(b.index.value).toBe(0);
});

test('a follower goes where it is told and hands its own orders to the leader', () => {
  const leader = createPlayer(signal(exampleTape([['conv', [2, 2, 2]]])));
  const follower = createFollower(
    leader,
    computed(() => ({ index: 2 - leader.index.value, term: 0, granularity: 'term' as const })),
  );
  expect([follower.index.value, follower.term.value]).toEqual([2, 0]);
  follower.dispatch({ type: 'seek', index: 1 });
  expect([leader.index.value, follower.index.value]).toEqual([1, 1]);
});
