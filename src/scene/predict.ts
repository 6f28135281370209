/**
 * Predict mode: the number that the current step writes stays hidden until the reader has guessed it. A guess is right
 * within 5 % or half of the last digit shown, whichever is more: who computes from the rounded numbers on the screen
 * is not to blame for their rounding. Nothing is ever taken away.
 */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { readNumber } from '#words/typed.ts';

export const tolerance = { relative: 0.05, absolute: 0.005 } as const;

/** 1.05 is 5 % off 1, though 1.05 − 1 comes out a hair larger. */
const rounding = 1e-9;

export interface Score {
  readonly right: number;
  readonly tried: number;
}

/** The part of `localStorage` that is used; any of it may throw or be missing. */
export type Store = Pick<Storage, 'getItem' | 'setItem'>;

export interface Answer {
  readonly guess: number;
  readonly truth: number;
  readonly isRight: boolean;
}

const none: Score = { right: 0, tried: 0 };

/** The score is kept in the store under `key`. */
export function createPredict(
  place: ReadonlySignal<{ readonly id: string; readonly truth: number }>,
  key: string,
  openStore: () => Store | undefined,
) {
  const isOn = signal(false);
  const shown = signal<{ id: string; answer?: Answer } | undefined>(undefined);
  const score = signal<Score>(none);
  const now = computed(() => (shown.value?.id === place.value.id ? shown.value : undefined));
  const keep = (next: Score): void => {
    score.value = next;
    attempt(() => openStore()?.setItem(key, JSON.stringify(next)));
  };
  return {
    isOn,
    /** Whether the current step's number is to be hidden. */
    isHidden: computed(() => isOn.value && now.value === undefined),
    /** What the reader said to the current step, if anything. */
    answer: computed(() => now.value?.answer),
    score,
    /** Reads the score that this browser kept. */
    restore() {
      score.value = load(key, openStore);
    },
    /** Takes a guess about the current step. Returns false, and does nothing, for what is no number. */
    guess(text: string): boolean {
      const guess = readNumber(text);
      if (guess === undefined) return false;
      const { id, truth } = place.peek();
      const isRight = isClose(guess, truth);
      const { right, tried } = score.peek();
      keep({ right: right + (isRight ? 1 : 0), tried: tried + 1 });
      shown.value = { id, answer: { guess, truth, isRight } };
      return true;
    },
    /** Shows the number without a guess. It counts neither way. */
    reveal() {
      shown.value = { id: place.peek().id };
    },
    forget() {
      keep(none);
    },
  };
}

export const isClose = (guess: number, truth: number): boolean =>
  Math.abs(guess - truth) <=
  Math.max(tolerance.relative * Math.abs(truth), tolerance.absolute) + rounding;

/** What is stored may be anything: another version's, somebody's joke, nothing. */
function load(key: string, openStore: () => Store | undefined): Score {
  const text = attempt(() => openStore()?.getItem(key));
  const score = attempt(() => JSON.parse(text ?? 'null') as Partial<Score> | null);
  const [right, tried] = [score?.right, score?.tried];
  const isScore = isCount(right) && isCount(tried) && right <= tried;
  return isScore ? { right, tried } : none;
}

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

/** A browser may forbid its storage; the page then remembers nothing. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
