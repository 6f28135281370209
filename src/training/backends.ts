/** The backends that can run here, fastest first, and how one is opened. */
import type { Backend, BackendPlan } from '#engine/backend.ts';
import { createReferenceBackend } from '#engine/reference.ts';
import type { Message } from './messages.ts';

export const backendIds = ['reference'] as const;
export type BackendId = (typeof backendIds)[number];

/** `auto` is the fastest that runs. */
export type BackendChoice = BackendId | 'auto';

export interface BackendOption {
  readonly id: BackendId;
  readonly name: string;
}

export interface OpenedBackend {
  readonly backend: Backend;
  /** Says so where another backend than the one asked for had to be opened. */
  readonly notice?: Message;
}

/** Lists what this browser, or Node, can run. */
export async function availableBackends(): Promise<BackendOption[]> {
  return [{ id: 'reference', name: 'readable engine' }];
}

/** Opens the backend of that choice. */
export async function openBackend(
  _choice: BackendChoice,
  plan: BackendPlan,
): Promise<OpenedBackend> {
  return { backend: await createReferenceBackend(plan) };
}
