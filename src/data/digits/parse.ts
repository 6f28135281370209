/**
 * Skeletons: from readable text to numbers.
 *
 * A family is one way of writing a digit. Its keys are versions of the same strokes, drawn as extremes (narrow, wide,
 * open, closed); a digit is a mixture of them, so all keys of a family have the same strokes, the same number of points
 * and their corners at the same points.
 *
 * A key is `x,y x,y! x,y|x,y x,y`: control points in percent of a box, x to the right, y down; `!` a corner at the
 * point before it, where the curve breaks; `|` the pen is lifted and a new stroke begins.
 */

export interface FamilyText {
  readonly name: string;
  /** How often this way is chosen, relative to the digit's other families. */
  readonly weight: number;
  readonly keys: readonly string[];
  /** Scales the jitter of the control points; 1 if left out. */
  readonly jitter?: number;
  /** Additional log-normal spread of the pen's radius, towards thick; 0 if left out. */
  readonly widthSpread?: number;
  /** Upper bound of the pen's radius in pixels, for digits whose loops would close. */
  readonly maxRadius?: number;
}

export interface Family {
  readonly name: string;
  readonly weight: number;
  readonly jitter: number;
  readonly widthSpread: number;
  readonly maxRadius: number;
  /** First point of each stroke, and the number of points at the end: stroke s has points starts[s] to starts[s + 1]. */
  readonly starts: readonly number[];
  /** 1 where the curve breaks. */
  readonly corners: Uint8Array;
  /** One array per key: x0, y0, x1, y1, ... in -50..50 around the middle of the box. */
  readonly keys: readonly Float64Array[];
}

interface Key {
  readonly starts: number[];
  readonly corners: number[];
  readonly points: number[];
}

/** Reads a family. Throws where a key is not written as above or differs in form from the first. */
export function parseFamily(text: FamilyText): Family {
  const keys = text.keys.map((key) => parseKey(key, text.name));
  if (keys.length === 0) throw new Error(`skeleton "${text.name}": no keys`);
  const [first] = keys;
  for (const [k, key] of keys.entries())
    if (form(key) !== form(first))
      throw new Error(
        `skeleton "${text.name}": key ${k} has another form than key 0; ${form(key)}, ${form(first)}`,
      );
  return {
    name: text.name,
    weight: text.weight,
    jitter: text.jitter ?? 1,
    widthSpread: text.widthSpread ?? 0,
    maxRadius: text.maxRadius ?? Infinity,
    starts: first.starts,
    corners: Uint8Array.from(first.corners),
    keys: keys.map((key) => Float64Array.from(key.points)),
  };
}

/** What keys of one family share, in words for the error message. */
function form({ starts, corners }: Key): string {
  const breaks = corners.flatMap((corner, point) => (corner === 1 ? [point] : []));
  return `strokes at [${starts.join(', ')}], corners at [${breaks.join(', ')}]`;
}

function parseKey(text: string, family: string): Key {
  const starts = [0];
  const corners: number[] = [];
  const points: number[] = [];
  for (const stroke of text.split('|')) {
    for (const point of stroke.trim().split(/\s+/)) {
      const match = /^(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)(!?)$/.exec(point);
      if (match === null)
        throw new Error(`skeleton "${family}": a point is x,y or x,y!; got "${point}"`);
      points.push(Number(match[1]) - 50, Number(match[2]) - 50);
      corners.push(match[3] === '!' ? 1 : 0);
    }
    const begin = starts[starts.length - 1];
    if (corners.length - begin < 2)
      throw new Error(`skeleton "${family}": a stroke needs two points; got "${stroke.trim()}"`);
    starts.push(corners.length);
  }
  return { starts, corners, points };
}
