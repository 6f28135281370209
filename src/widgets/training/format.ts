/** How the training page writes its numbers. Nothing is computed here. */

/** A share from 0 to 1, as the book writes accuracies: `0.9734`. */
export const accuracyText = (accuracy: number | undefined): string =>
  accuracy === undefined ? '–' : accuracy.toFixed(4);

/** A loss in nats: four digits that count, or the power of ten where it has left all bounds. */
export function lossText(loss: number | undefined): string {
  if (loss === undefined) return '–';
  if (loss >= 1e6) return loss.toExponential(1).replace('e+', 'e');
  return loss >= 100 ? loss.toFixed(1) : loss.toFixed(4);
}

/** Images per second, whole. */
export const rateText = (rate: number): string => (rate === 0 ? '–' : String(Math.round(rate)));

/** A duration from seconds: `9 s`, `1 min 05 s`, `1 h 02 min`. */
export function durationText(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${String(whole % 60).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}
