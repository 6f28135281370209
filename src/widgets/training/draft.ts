/** The desk while one event is taken in, and what is to be done about it. */
import type { ToWorker } from '#training/worker/protocol.ts';
import type { Desk, Run } from './desk.ts';
import type { Form } from './settings.ts';

export type SentMessage = Exclude<ToWorker, { kind: 'hello' | 'ping' }>;

export type Effect =
  /** Start a worker, in place of one that there is. */
  | { readonly kind: 'connect' }
  | { readonly kind: 'disconnect' }
  | { readonly kind: 'send'; readonly message: SentMessage }
  /** What the last run has measured gives way to the next. */
  | { readonly kind: 'forgetRun' };

export class Draft {
  desk: Desk;
  readonly effects: Effect[] = [];
  /** The site's own path, for example `/` or `/layer-by-layer/`. */
  readonly base: string;

  constructor(desk: Desk, base: string) {
    this.desk = desk;
    this.base = base;
  }

  set(changes: Partial<Desk>): void {
    this.desk = { ...this.desk, ...changes };
  }

  fill(changes: Partial<Form>): void {
    this.set({ form: { ...this.desk.form, ...changes } });
  }

  setRun(changes: Partial<Run>): void {
    if (this.desk.run) this.set({ run: { ...this.desk.run, ...changes } });
  }

  do(kind: Exclude<Effect['kind'], 'send'>): void {
    this.effects.push({ kind });
  }

  send(message: SentMessage): void {
    this.effects.push({ kind: 'send', message });
  }
}
