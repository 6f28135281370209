/** Where and when a measurement was made, for the page that quotes it. */
import { cpus } from 'node:os';

export interface Provenance {
  readonly date: string;
  readonly processor: string;
  readonly cores: number;
  readonly node: string;
}

export function provenance(): Provenance {
  const all = cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    processor: all[0]?.model.trim() || 'unknown processor',
    cores: all.length,
    node: process.version,
  };
}
