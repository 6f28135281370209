import { describe, expect, it } from 'vitest';
import { svgPath } from './curve.ts';
import { parseFamily } from './parse.ts';
import { skeletons } from './skeletons.ts';

describe('skeletons', () => {
  it('hold several ways of writing every digit', () => {
    expect(skeletons).toHaveLength(10);
    for (const families of skeletons) expect(families.length).toBeGreaterThanOrEqual(4);
  });

  for (const [digit, families] of skeletons.entries())
    for (const family of families)
      it(`${digit}, ${family.name}: all keys lie in the box and have the same points`, () => {
        const points = family.starts[family.starts.length - 1];
        expect(family.corners).toHaveLength(points);
        expect(family.keys.length).toBeGreaterThanOrEqual(2);
        for (const key of family.keys) {
          expect(key).toHaveLength(2 * points);
          for (const coordinate of key) expect(Math.abs(coordinate)).toBeLessThanOrEqual(52);
        }
        expect(family.weight).toBeGreaterThan(0);
      });

  it('have names that tell the families of a digit apart', () => {
    for (const families of skeletons)
      expect(new Set(families.map(({ name }) => name)).size).toBe(families.length);
  });
});

describe('parseFamily(text)', () => {
  const family = (...keys: string[]) => ({ name: 'test', weight: 1, keys });

  it('reads strokes, corners and points around the middle of the box', () => {
    expect(parseFamily(family('0,100 50,50! 100,0|25,75 75,25'))).toMatchObject({
      starts: [0, 3, 5],
      corners: Uint8Array.of(0, 1, 0, 0, 0),
      keys: [Float64Array.of(-50, 50, 0, 0, 50, -50, -25, 25, 25, -25)],
      jitter: 1,
      widthSpread: 0,
      maxRadius: Infinity,
    });
  });

  it('refuses a key with another form than the first', () => {
    expect(() =>
      parseFamily(family('0,0 50,50! 90,90', '0,0 50,50 90,90')),
    ).toThrowErrorMatchingInlineSnapshot(
      `[Error: skeleton "test": key 1 has another form than key 0; strokes at [0, 3], corners at [], strokes at [0, 3], corners at [1]]`,
    );
    expect(() =>
      parseFamily(family('0,0 50,50 90,90', '0,0 50,50|90,90 10,10')),
    ).toThrowErrorMatchingInlineSnapshot(
      `[Error: skeleton "test": key 1 has another form than key 0; strokes at [0, 2, 4], corners at [], strokes at [0, 3], corners at []]`,
    );
  });

  it('refuses what is not a point, a stroke of one point and a family without keys', () => {
    expect(() => parseFamily(family('0,0 fifty,50'))).toThrowErrorMatchingInlineSnapshot(
      `[Error: skeleton "test": a point is x,y or x,y!; got "fifty,50"]`,
    );
    expect(() => parseFamily(family('0,0 50,50|1,2'))).toThrowErrorMatchingInlineSnapshot(
      `[Error: skeleton "test": a stroke needs two points; got "1,2"]`,
    );
    expect(() => parseFamily(family())).toThrowErrorMatchingInlineSnapshot(
      `[Error: skeleton "test": no keys]`,
    );
  });
});

describe('svgPath(control, family)', () => {
  it('draws straight spans straight, breaks at corners and lifts the pen', () => {
    const family = parseFamily({
      name: 'test',
      weight: 1,
      keys: ['0,0 60,0! 60,60|0,90 30,90', '0,0 60,0! 60,60|0,90 30,90'],
    });
    expect(svgPath(family.keys[0], family)).toBe(
      'M0 0C10 0 50 0 60 0C60 10 60 50 60 60M0 90C5 90 25 90 30 90',
    );
  });
});
