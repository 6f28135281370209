/** The colours of a plane, a pixel's four bytes for each level of the book's scale, as the page's theme has them now. */
import { colourLevels } from '#views/scale.ts';

/** `ink` runs from paper to ink; `signed` diverges around 0. */
export type PaletteName = 'ink' | 'signed';

const tokens = ['--paper', '--ink', '--role-positive', '--role-negative'] as const;

/** Reads the theme off `element`. Entry `level + colourLevels` is the colour of a level from -8 to 8. */
export function readPalette(element: Element, name: PaletteName): Uint32Array {
  const style = getComputedStyle(element);
  const [paper, ink, positive, negative] = tokens.map((token) =>
    style.getPropertyValue(token).trim(),
  );
  const canvas = document.createElement('canvas');
  canvas.width = 2 * colourLevels + 1;
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  for (let level = -colourLevels; level <= colourLevels; level++) {
    const full = name === 'ink' ? ink : level < 0 ? negative : positive;
    const share = (100 * Math.abs(level)) / colourLevels;
    context.fillStyle = `color-mix(in oklab, ${full} ${share}%, ${paper})`;
    context.fillRect(level + colourLevels, 0, 1, 1);
  }
  return new Uint32Array(context.getImageData(0, 0, canvas.width, 1).data.buffer);
}
