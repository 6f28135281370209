import { fc } from '#tests/property.ts';
import { describe, expect, test } from 'vitest';
import { intervalOf } from './bind.ts';
import { fit, initialState, isAtEnd, reduce, type Action, type PlayerState } from './machine.ts';
import { exampleTape } from './tape.example.ts';
import { stageAt, type Tape } from './tape.ts';

// conv: steps 0 to 3 of 3 terms each · relu: 4 to 6 of 1 term · loss: 7 of 2 terms
const tape = exampleTape([
  ['conv', [3, 3, 3, 3]],
  ['relu', [1, 0, 1]],
  ['loss', [2]],
]);

const run = (
  state: Partial<PlayerState>,
  ...types: (Action | Exclude<Action, { type: 'seek' | 'level' | 'speed' }>['type'])[]
) =>
  types.reduce<PlayerState>(
    (at, action) => reduce(at, typeof action === 'string' ? { type: action } : action, tape),
    { ...initialState, ...state },
  );
const place = ({ index, term, granularity }: PlayerState) => `${granularity} ${index}/${term}`;

describe('next and previous step over', () => {
  test.each([
    ['cell 0/0', 'next', 'cell 1/0'],
    ['cell 7/0', 'next', 'cell 7/0'],
    ['cell 0/0', 'previous', 'cell 0/0'],
    ['cell 4/0', 'previous', 'cell 3/0'],
    ['term 0/0', 'next', 'term 0/1'],
    ['term 0/2', 'next', 'term 1/0'],
    ['term 1/0', 'previous', 'term 0/2'],
    ['term 5/0', 'next', 'term 6/0'],
    ['term 7/1', 'next', 'term 7/1'],
    ['stage 3/0', 'next', 'stage 6/0'],
    ['stage 7/0', 'previous', 'stage 6/0'],
    ['stage 3/0', 'previous', 'stage 3/0'],
    ['cell 1/0', 'nextStage', 'cell 4/0'],
    ['cell 7/0', 'nextStage', 'cell 7/0'],
    ['term 2/1', 'nextStage', 'term 4/0'],
    ['cell 5/0', 'previousStage', 'cell 4/0'],
    ['cell 4/0', 'previousStage', 'cell 0/0'],
    ['cell 0/0', 'previousStage', 'cell 0/0'],
    ['term 0/2', 'previousStage', 'term 0/0'],
    ['stage 6/0', 'previousStage', 'stage 3/0'],
    ['cell 5/0', 'first', 'cell 0/0'],
    ['stage 7/0', 'first', 'stage 3/0'],
    ['cell 0/0', 'last', 'cell 7/0'],
    ['term 0/0', 'last', 'term 7/1'],
  ] as const)('%s, %s: %s', (from, type, to) => {
    expect(place(run(at(from), type))).toBe(to);
  });
});

describe('into opens and out runs to the end', () => {
  test.each([
    ['stage 6/0', 'into', 'cell 4/0'],
    ['cell 1/0', 'into', 'term 1/0'],
    ['term 1/2', 'into', 'term 1/2'],
    ['term 1/1', 'out', 'cell 1/0'],
    ['cell 4/0', 'out', 'stage 6/0'],
    ['stage 6/0', 'out', 'stage 6/0'],
  ] as const)('%s, %s: %s', (from, type, to) => {
    expect(place(run(at(from), type))).toBe(to);
  });

  test('a level chosen from a list is reached by the same moves', () => {
    expect(place(run(at('stage 6/0'), { type: 'level', granularity: 'term' }))).toBe('term 4/0');
    expect(place(run(at('term 1/2'), { type: 'level', granularity: 'stage' }))).toBe('stage 3/0');
  });
});

describe('playing', () => {
  test('a tick moves on and keeps playing, a move by hand stops', () => {
    expect(run({}, 'play', 'tick')).toMatchObject({ index: 1, playing: true });
    expect(run({}, 'play', 'next')).toMatchObject({ index: 1, playing: false });
    expect(run({}, 'play', 'pause')).toMatchObject({ index: 0, playing: false });
  });
  test('the end stops it, and play then begins again', () => {
    expect(run({ index: 7 }, 'tick')).toMatchObject({ index: 7, playing: false });
    expect(run({ index: 7 }, 'play')).toMatchObject({ index: 0, playing: true });
  });
  const long: Tape = {
    ...tape,
    length: 200,
    stages: [
      { id: 'a', title: 'a', start: 0, end: 150 },
      { id: 'b', title: 'b', start: 150, end: 200 },
    ],
    termsAt: () => 1,
  };
  test('a long tape is played by stages, unless a level was asked for', () => {
    const played = reduce(initialState, { type: 'play' }, long);
    expect(played).toMatchObject({ granularity: 'stage', playing: true, index: 0 });
    expect(reduce(played, { type: 'tick' }, long)).toMatchObject({ index: 149 });
    const asked = reduce(initialState, { type: 'level', granularity: 'cell' }, long);
    expect(reduce(asked, { type: 'play' }, long)).toMatchObject({ granularity: 'cell' });
    expect(run({}, 'play')).toMatchObject({ granularity: 'cell' });
  });
  test('a tape of whatever many stages is played to its end in less than 40 seconds', () => {
    const seconds = (count: number): number => {
      const stages = Array.from({ length: count }, (_, k) => ({
        ...{ id: `${k}`, title: '', start: 5 * k, end: 5 * k + 5 },
      }));
      const many: Tape = { ...long, length: 5 * count, stages };
      const played = reduce(initialState, { type: 'play' }, many);
      return (count * intervalOf(played, many)) / 1000;
    };
    expect([10, 46, 500].map((count) => seconds(count) < 40)).toEqual([true, true, true]);
  });
  test('a loop begins the stage again, but a reader may step out of it', () => {
    expect(run({ index: 6, looping: true }, 'play', 'tick')).toMatchObject({
      index: 4,
      playing: true,
    });
    expect(run({ index: 6, looping: true }, 'next')).toMatchObject({ index: 7 });
    expect(run({ index: 3, term: 2, granularity: 'term', looping: true }, 'tick')).toMatchObject({
      index: 0,
      term: 0,
    });
  });
  test('a loop over whole stages begins the tape again', () => {
    expect(run({ ...at('stage 7/0'), looping: true }, 'play', 'tick')).toMatchObject({
      index: 3,
      playing: true,
    });
  });
  test('finish jumps to where playing would have shown the stage done', () => {
    expect(run({ index: 1 }, 'finish').index).toBe(3);
    expect(run({ index: 3 }, 'finish').index).toBe(6);
    expect(run({ index: 7 }, 'finish').index).toBe(7);
  });
  test('speed goes up and down its scale and no further', () => {
    expect(run({}, 'faster').speed).toBe(2);
    expect(run({ speed: 16 }, 'faster').speed).toBe(16);
    expect(run({ speed: 0.25 }, 'slower').speed).toBe(0.25);
  });
});

test('seek goes to the nearest place there is and opens the stage it points into', () => {
  expect(place(run({}, { type: 'seek', index: 99 }))).toBe('cell 7/0');
  expect(place(run({}, { type: 'seek', index: -1 }))).toBe('cell 0/0');
  expect(place(run(at('stage 3/0'), { type: 'seek', index: 5 }))).toBe('cell 5/0');
  expect(place(run(at('stage 3/0'), { type: 'seek', index: 6 }))).toBe('stage 6/0');
  expect(place(run({}, { type: 'seek', index: 1, term: 9, granularity: 'term' }))).toBe('term 1/2');
});

test('a bookmark brings back the place and the level', () => {
  expect(place(run(at('term 1/2'), 'mark', 'last', 'out', 'return'))).toBe('term 1/2');
  expect(place(run(at('cell 3/0'), 'return'))).toBe('cell 3/0');
});

test('fit brings a place onto a shorter tape', () => {
  const short = exampleTape([['conv', [3, 2]]]);
  expect(fit({ ...initialState, index: 6 }, short)).toMatchObject({ index: 1 });
  expect(fit({ ...initialState, index: 1, term: 2, granularity: 'term' }, short)).toMatchObject({
    index: 1,
    term: 1,
  });
  const kept = { ...initialState, index: 1 };
  expect(fit(kept, short)).toBe(kept);
});

const someTape = fc
  .array(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 5 }), {
    minLength: 1,
    maxLength: 5,
  })
  .map((stages) => exampleTape(stages.map((terms, i) => [`s${i}`, terms])));
const move = fc.constantFrom(
  'next',
  'previous',
  'nextStage',
  'previousStage',
  'into',
  'out',
  'first',
  'last',
  'tick',
  'finish',
  'mark',
  'return',
  'toggleLoop',
  'play',
);

test('no row of actions leaves the tape, and a stage is always seen done', () => {
  fc.assert(
    fc.property(someTape, fc.array(move, { maxLength: 30 }), (random, moves) => {
      let state = initialState;
      for (const type of moves) {
        state = reduce(state, { type }, random);
        expect(state.index).toBeGreaterThanOrEqual(0);
        expect(state.index).toBeLessThan(random.length);
        const terms = Math.max(1, random.termsAt(state.index));
        expect(state.term).toBeLessThan(state.granularity === 'term' ? terms : 1);
        if (state.granularity === 'stage')
          expect(state.index).toBe(stageAt(random, state.index).end - 1);
      }
    }),
  );
});

test('next visits everything once, and previous undoes it', () => {
  fc.assert(
    fc.property(someTape, fc.constantFrom('stage', 'cell', 'term'), (random, granularity) => {
      let state = reduce({ ...initialState, granularity }, { type: 'first' }, random);
      const seen = [place(state)];
      while (!isAtEnd(state, random)) {
        const moved = reduce(state, { type: 'next' }, random);
        expect(place(reduce(moved, { type: 'previous' }, random))).toBe(place(state));
        state = moved;
        seen.push(place(state));
      }
      const terms = Array.from({ length: random.length }, (_, i) => Math.max(1, random.termsAt(i)));
      const count = {
        stage: random.stages.length,
        cell: random.length,
        term: terms.reduce((a, b) => a + b),
      };
      expect(seen.length).toBe(count[granularity]);
      expect(new Set(seen).size).toBe(seen.length);
    }),
  );
});

function at(text: string): Partial<PlayerState> {
  const [, granularity, index, term] = /^(\w+) (\d+)\/(\d+)$/.exec(text)!;
  return {
    granularity: granularity as PlayerState['granularity'],
    index: Number(index),
    term: Number(term),
  };
}
