/**
 * What to say when a run breaks: which update, what was still finite before it, and the likely reasons, found by
 * comparing what happened with what a healthy run does. A healthy run begins near ln K nats, the loss of a network
 * that gives each of K classes the same probability, and falls from there.
 */
import type { Message } from './messages.ts';
import { recipes, type Recipe } from './recipes.ts';

/** A likely cause, as a message with the numbers that its sentence needs. */
export type Reason = Extract<
  Message,
  { code: 'notFiniteAtOnce' | 'firstLossHigh' | 'rateRaised' | 'lossGrew' | 'suddenly' }
>;

export interface Divergence {
  readonly kind: 'diverged';
  /** The update whose loss was not finite, counted from 1. */
  readonly update: number;
  readonly loss: 'NaN' | 'Infinity';
  readonly lastFinite?: { readonly update: number; readonly loss: number };
  /** In the order in which they are worth trying. */
  readonly reasons: readonly Reason[];
}

/** What the trainer remembers of the losses for the day that one is not finite. */
export interface LossMemory {
  readonly first?: number;
  readonly last?: { readonly update: number; readonly loss: number };
}

/** A first loss this many times ln K is the weights' doing: He's begin near 1.4 times, plain randn kernels near 56. */
const highStart = 10;

export function explainDivergence(
  update: number,
  loss: number,
  { first, last }: LossMemory,
  { recipe, classes }: { readonly recipe: Recipe; readonly classes: number },
): Divergence {
  const reasons: Reason[] = [];
  const chance = Math.log(classes);
  const rate = recipe.learningRate;
  const usual = recipes[recipe.id].learningRate;
  if (rate > usual) reasons.push({ code: 'rateRaised', rate, usual });
  if (first === undefined) reasons.push({ code: 'notFiniteAtOnce' });
  else if (first > highStart * chance) reasons.push({ code: 'firstLossHigh', loss: first, chance });
  if (first !== undefined && last !== undefined && last.loss > first)
    reasons.push({ code: 'lossGrew', from: first, to: last.loss });
  if (reasons.length === 0) reasons.push({ code: 'suddenly' });
  return {
    kind: 'diverged',
    update,
    loss: Number.isNaN(loss) ? 'NaN' : 'Infinity',
    ...(last && { lastFinite: last }),
    reasons,
  };
}

/** Says all of it, a sentence each. */
export function divergenceMessages(divergence: Divergence): Message[] {
  const { update, loss, lastFinite, reasons } = divergence;
  return [
    { code: 'diverged', update, loss },
    ...(lastFinite ? [{ code: 'lastFinite' as const, ...lastFinite }] : []),
    ...reasons,
  ];
}

/** How near to ln K the loss of a dead network lies, in nats; and how far its accuracy is from pure guessing. */
const deadLossMargin = 0.05;
const deadAccuracyMargin = 0.5;

/**
 * Tells a dead network: its last layers no longer answer to the image, so it gives every image the same
 * probabilities. The loss is then ln K and the accuracy the share of one class, and no update changes that.
 */
export function isDead(result: { loss: number; accuracy: number }, classes: number): boolean {
  const chance = Math.log(classes);
  return (
    Math.abs(result.loss - chance) < deadLossMargin &&
    result.accuracy < (1 + deadAccuracyMargin) / classes
  );
}
