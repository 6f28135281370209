/** Pictures to begin with. Three strokes as the network will meet them, and four made to show something. */
import { tensor, type Tensor } from '#engine/tensor.ts';
import type { Example } from '#experiments/experiment.ts';
import { side } from './network.ts';
import { drawStroke } from './strokes.ts';

const strokeSeed = 3;

const paint = (inkAt: (h: number, w: number) => number): Tensor =>
  tensor(
    [1, side, side],
    Array.from({ length: side * side }, (_, k) => inkAt(Math.floor(k / side), k % side)),
  );

export const pictures = {
  upright: drawStroke(0, strokeSeed),
  lying: drawStroke(1, strokeSeed),
  slanting: drawStroke(2, strokeSeed),
  cross: { picture: paint((h, w) => (h === w || h + w === side - 1 ? 1 : 0)), label: 2 },
  // Every row is the same, so every pooling window of it is a tie.
  edge: { picture: paint((_, w) => (w < side / 2 ? 0 : 1)), label: 0 },
  dot: { picture: paint((h, w) => (h === 2 && w === 3 ? 1 : 0)), label: 1 },
  blank: { picture: paint(() => 0), label: 0 },
} as const satisfies Record<string, Example>;

export type PictureName = keyof typeof pictures;
export const pictureNames = Object.keys(pictures) as PictureName[];

/** The name of this very picture; undefined once the reader has drawn on it. */
export const nameOfPicture = (picture: Tensor): PictureName | undefined =>
  pictureNames.find((name) => pictures[name].picture === picture);
