/** The measured run that stands in the charts, pale, until the reader's own begins: where its lines go. */
import measured from '#content/measurements/run.json' with { type: 'json' };

export const ghostRun = measured;

/** The box of a chart: 100 to the right and 100 down, whatever its size on the page. */
const box = 100;

export interface Ghost {
  /** Of an SVG path in the box. */
  readonly path: string;
  /** Heights of the lines across, from the top, with their numbers. */
  readonly ticks: readonly { readonly value: number; readonly top: number }[];
}

type Point = readonly [update: number, value: number];

const tenths = (place: number): number => Math.round(10 * place) / 10;

const last = measured.points.at(-1)![0];

function draw(points: readonly Point[], height: (value: number) => number, ticks: number[]): Ghost {
  const path = points
    .map(([update, value]) => `${tenths((box * update) / last)} ${tenths(height(value))}`)
    .join('L');
  return { path: `M${path}`, ticks: ticks.map((value) => ({ value, top: tenths(height(value)) })) };
}

/** Moving mean of the loss, on a logarithmic scale from the least to the most that was measured. */
export function lossGhost(): Ghost {
  const points = measured.points.map(([update, loss]): Point => [update, loss]);
  const logs = points.map(([, loss]) => Math.log(loss));
  const [least, most] = [Math.min(...logs), Math.max(...logs)];
  const height = (loss: number): number => (box * (most - Math.log(loss))) / (most - least);
  return draw(points, height, [1, 0.1]);
}

/** Moving mean of the accuracy on the batches, from 0 to 1. */
export function accuracyGhost(): Ghost {
  const points = measured.points.map(([update, , accuracy]): Point => [update, accuracy]);
  return draw(points, (accuracy) => box * (1 - accuracy), [1, 0.5, 0]);
}
