/** Addresses for everything that a run needs, handed out one after the other, and what will be written there. */
import { recordBytes } from './descriptors.ts';
import type { RecordKind, RecordValues } from './descriptors.ts';
import { roundUp } from './geometry.ts';
import type { Geometry } from './geometry.ts';
import type { ArenaLayout } from './layouts.ts';

/**
 * Rows of the batch that one thread takes through the network at once. Small enough that a batch of 128 makes eight
 * pieces of work to share; large enough that a layer's weights, once in the cache, serve many rows. The order of the
 * convolutions' sums depends on it, so it is the same whatever the number of threads.
 */
export const CHUNK_ROWS = 16;

export const CACHE_LINE = 64;
/** Words by which threads over one memory agree (shared-work.ts). */
export const CONTROL_WORDS = 80;
/** Below this address AssemblyScript may keep what it needs. */
const FIRST_ADDRESS = 4096;
/** A vector load may pass the end of an image by less than this. */
export const SLACK = 64;

interface RecordToWrite {
  readonly kind: RecordKind;
  readonly address: number;
  readonly values: Readonly<Partial<Record<string, number>>>;
}

/** What the parts of the plan have in common: the network's sizes, and addresses that all threads share. */
export interface SharedPlaces {
  readonly geometry: Geometry;
  readonly layout: ArenaLayout;
  /** Rows of the largest batch, in whole chunks. */
  readonly rows: number;
  readonly indices: number;
  readonly parameters: number;
  readonly gradients: number;
}

/** The input of a dense layer, `x`, and its gradient: where row 0 begins, and the bytes from row to row. */
export interface Rows {
  readonly step: number;
  readonly x: number;
  readonly dx: number;
}

/** Hands out addresses, and collects what will be written there. */
export class MemoryPlanner {
  readonly records: RecordToWrite[] = [];
  readonly words: { readonly address: number; readonly values: readonly number[] }[] = [];
  end = FIRST_ADDRESS;

  /** Reserves bytes on a new cache line. */
  take(bytes: number): number {
    const address = this.end;
    this.end = roundUp(address + bytes, CACHE_LINE);
    return address;
  }

  takeImages(bytes: number): number {
    return this.take(bytes + SLACK);
  }

  /** A kernel's task. Fields that are left out are 0 until they are written. */
  record<Kind extends RecordKind>(kind: Kind, values: Partial<RecordValues<Kind>>): number {
    const address = this.take(recordBytes(kind));
    this.records.push({ kind, address, values });
    return address;
  }

  /** A table of 32-bit integers. */
  table(values: readonly number[]): number {
    const address = this.take(4 * values.length);
    this.words.push({ address, values });
    return address;
  }
}
