/** A data set as the reader asks for it: what the fields say, once it can be met. */
import type { Turn } from '#data/turn.ts';
import { digitsSeed } from '#training/worker/digit-counts.ts';
import type { DataSource } from '#training/worker/protocol.ts';
import { defaultForm, readNumber, type Form } from './settings.ts';

export type DataWish =
  | { readonly choice: 'mnist' }
  | { readonly choice: 'generated' | 'mixed'; readonly digits: number }
  | FilesWish;

export interface FilesWish {
  readonly choice: 'files';
  readonly files: readonly File[];
  readonly turn: Turn;
}

/** The digits that are always there, whatever else is not. */
export const lastResort = { choice: 'generated', digits: Number(defaultForm.digits) } as const;

/** Undefined while the number of digits is not one, and for files before there are any. */
export function wishOf({ data, digits, turn }: Form, files: readonly File[]): DataWish | undefined {
  if (data === 'mnist') return { choice: data };
  if (data === 'files') return files.length > 0 ? { choice: data, files, turn } : undefined;
  const count = readNumber('digits', digits);
  return count === undefined ? undefined : { choice: data, digits: count };
}

/** Files given once more are another wish: they may have been put right. */
export function isSameWish(a: DataWish, b: DataWish): boolean {
  if ('digits' in a && 'digits' in b) return a.choice === b.choice && a.digits === b.digits;
  if ('files' in a && 'files' in b) return a.files === b.files && a.turn === b.turn;
  return a.choice === b.choice;
}

/** The fields that say so; other fields stay as they are. */
export function fieldsOf(wish: DataWish): Partial<Form> {
  if ('digits' in wish) return { data: wish.choice, digits: String(wish.digits) };
  return 'turn' in wish ? { data: wish.choice, turn: wish.turn } : { data: wish.choice };
}

/** `base` is the site's own path. */
export function sourceOf(wish: DataWish, base: string): DataSource {
  if (wish.choice === 'mnist') return { kind: 'mnist', base };
  if (wish.choice === 'files') return { kind: 'files', files: wish.files, turn: wish.turn };
  const mnistTest = wish.choice === 'mixed' ? { mnistTest: { base } } : {};
  return { kind: 'generated', trainCount: wish.digits, seed: digitsSeed, ...mnistTest };
}
