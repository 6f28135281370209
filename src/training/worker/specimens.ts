/** What the images of a data set look like. */
import type { DataSet } from '#data/data-set.ts';
import type { Specimens } from './protocol.ts';

/** The first training image of each class that there is, in order of the classes, side by side. */
export function specimensOf({ train, height, width, classes }: DataSet): Specimens {
  const labels = Uint8Array.from({ length: classes }, (_, label) => label).filter((label) =>
    train.labels.includes(label),
  );
  const strip = { height, width: labels.length * width };
  const pixels = new Uint8Array(strip.height * strip.width);
  labels.forEach((label, k) => {
    const image = train.labels.indexOf(label);
    for (let row = 0; row < height; row++) {
      const start = (image * height + row) * width;
      pixels.set(train.pixels.subarray(start, start + width), row * strip.width + k * width);
    }
  });
  return { ...strip, pixels, labels };
}
