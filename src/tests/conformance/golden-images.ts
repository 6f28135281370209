/** The 320 MNIST images of the loss curves, from the shared fixtures: ask `missingShared('mnist_images')` first. */
import type { LabelledImages } from '#engine/backend.ts';
import type { GoldenTensor } from '#tests/goldens/goldens.ts';
import { readShared } from '#tests/goldens/goldens.ts';

interface ImagesGolden {
  inputs: { pixels_base64: string; labels: GoldenTensor };
  attrs: { shape: number[] };
}

export function goldenImages(): LabelledImages {
  const [{ inputs, attrs }] = readShared('mnist_images') as ImagesGolden[];
  return {
    count: attrs.shape[0],
    pixels: new Uint8Array(Buffer.from(inputs.pixels_base64, 'base64')),
    labels: Uint8Array.from(inputs.labels.data),
  };
}
