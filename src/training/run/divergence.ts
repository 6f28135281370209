/**
 * What to say when a run breaks: which update, what was still finite before it, and the likely reasons, found by
 * comparing what happened with what a healthy run does. A healthy run begins near ln K nats, the loss of a network
 * that gives each of K classes the same probability, and falls from there.
 */
import type { TestPoint } from './history.ts';
import type { Message } from './messages.ts';
import { recipes, type Recipe } from './recipes.ts';

/** A likely cause, as a message with the numbers that its sentence needs. */
export type Reason = Extract<
  Message,
  { code: 'notFiniteAtOnce' | 'firstLossHigh' | 'rateRaised' | 'lossGrew' | 'suddenly' }
>;

export type Remark = Extract<Message, { code: 'untrained' | 'dead' }>;

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

/**
 * What a test shows that its numbers alone do not say, if anything. `untrained`: no update has been made, so it tells of
 * the first weights. `dead`: every image gets the same answer. A loss near ln K and a low accuracy do not tell that, for a
 * network that begins slowly has them too; nor does it tell why, for which each layer's numbers would have to be seen.
 */
export function remarkOn(
  { update, loss, accuracy, oneAnswer }: TestPoint,
  classes: number,
): Remark | undefined {
  if (update === 0)
    return { code: 'untrained', loss, accuracy, classes, chance: Math.log(classes) };
  return oneAnswer ? { code: 'dead', loss, accuracy } : undefined;
}
