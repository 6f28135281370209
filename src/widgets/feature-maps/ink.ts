/** Pictures as bytes, as text that a page's props can hold, and as tensors. */
import { tensor, type Tensor } from '#engine/tensor.ts';

export const side = 28;
export const pixelCount = side * side;
/** The digits 0 to 9, in order. */
export const labels: readonly number[] = Array.from({ length: 10 }, (_, label) => label);

/** The hand that the page comes with. */
export const firstSeed = 4;

const fullInk = 255;

/** Bytes as base64. */
export const textOf = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

export const bytesOf = (text: string): Uint8Array =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

/** Bytes of ink, one picture of 28 x 28 after another, as pictures [1, 28, 28] from 0, empty, to 1, full ink. */
export const picturesOf = (bytes: Uint8Array): Tensor[] =>
  Array.from({ length: bytes.length / pixelCount }, (_, at) =>
    tensor(
      [1, side, side],
      Float64Array.from(
        bytes.subarray(at * pixelCount, (at + 1) * pixelCount),
        (byte) => byte / fullInk,
      ),
    ),
  );
