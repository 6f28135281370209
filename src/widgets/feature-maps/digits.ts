/**
 * The digits to choose from. They are drawn while the page is built and travel in it as bytes, so that the figure is
 * there before its script is, and the generator is fetched only by who asks for another hand.
 */
import { drawDigit, paintDigit } from '#data/digits/generate.ts';
import { labels, pixelCount } from './ink.ts';

/** Draws one digit of each class: bytes of ink, one picture after another. */
export function drawDigits(seed: number): Uint8Array {
  const bytes = new Uint8Array(labels.length * pixelCount);
  for (const label of labels) paintDigit(drawDigit(label, seed, label), bytes, label * pixelCount);
  return bytes;
}
