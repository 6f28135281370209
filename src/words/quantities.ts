/** Numbers that count or measure something, as the book writes them. */
import type { Language } from './language.ts';
import { fixed, power, significant } from './numbers.ts';

/** A whole number with the language's separators: `47,040`. */
export const count = (value: number, language: Language): string =>
  Math.round(value).toLocaleString(language);

/** A share from 0 to 1 in whole percent: `97 %`. */
export const percent = (share: number): string =>
  Number.isFinite(share) ? `${fixed(Math.round(share * 100), 0)} %` : '–';

/** How many times as much: `3.4`, `47`. */
export const factor = (value: number): string => fixed(value, value < 10 ? 1 : 0);

/** A share of images from 0 to 1, as the book writes accuracies: `0.9734`. */
export const accuracyText = (accuracy: number | undefined): string => fixed(accuracy, 4);

/** From here on a loss is written as a power of ten, which has room beside an axis. */
const outOfBounds = 1e6;

/** A loss in nats: four digits that count, or the power of ten where it has left all bounds. */
export function lossText(loss: number | undefined): string {
  if (loss !== undefined && loss >= outOfBounds) return power(loss);
  return fixed(loss, loss !== undefined && loss >= 100 ? 1 : 4);
}

/** A loss beside an axis. */
export const lossTick = (loss: number): string =>
  loss >= outOfBounds ? power(loss) : significant(loss, 2);

/** How many a second, whole. */
export const rateText = (rate: number): string => (rate === 0 ? '–' : fixed(rate, 0));

/** A duration from seconds: `9 s`, `1 min 05 s`, `1 h 02 min`. */
export function durationText(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${twoDigits(whole % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${twoDigits(minutes % 60)} min`;
}

const twoDigits = (whole: number): string => String(whole).padStart(2, '0');
