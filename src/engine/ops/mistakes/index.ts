/** The table of common mistakes, in the order in which pages offer them. */
import { everyMaximum } from './every-maximum.ts';
import type { Mistake } from './mistake.ts';
import { noMask } from './no-mask.ts';
import { overwrittenWindows } from './overwritten-windows.ts';
import { sumForMean } from './sum-for-mean.ts';
import { swappedChannels } from './swapped-channels.ts';
import { unpaddedInput } from './unpadded-input.ts';
import { unrotatedKernel } from './unrotated-kernel.ts';
import { wrongSign } from './wrong-sign.ts';

export type { Mistake } from './mistake.ts';

export const mistakes: readonly Mistake[] = [
  unrotatedKernel,
  overwrittenWindows,
  swappedChannels,
  unpaddedInput,
  everyMaximum,
  noMask,
  sumForMean,
  wrongSign,
];
