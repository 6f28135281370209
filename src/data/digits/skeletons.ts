/**
 * The ways of writing each digit, by digit. Typed by hand from what people's handwriting looks like: nothing is traced
 * from images or fitted to them. `parse.ts` says how the text is read.
 */
import { parseFamily, type Family } from './parse.ts';
import { eight } from './skeletons/eight.ts';
import { five } from './skeletons/five.ts';
import { four } from './skeletons/four.ts';
import { nine } from './skeletons/nine.ts';
import { one } from './skeletons/one.ts';
import { seven } from './skeletons/seven.ts';
import { six } from './skeletons/six.ts';
import { three } from './skeletons/three.ts';
import { two } from './skeletons/two.ts';
import { zero } from './skeletons/zero.ts';

export const skeletons: readonly (readonly Family[])[] = [
  zero,
  one,
  two,
  three,
  four,
  five,
  six,
  seven,
  eight,
  nine,
].map((families) => families.map(parseFamily));
