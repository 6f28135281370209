/** The backends that can run here, fastest first, and how one is opened. */
import type { Backend, BackendPlan } from '#engine/backend.ts';
import {
  availableBackends as available,
  chooseBackend,
  prepareKernels,
} from '#engine/wasm/choose-backend.ts';
import type { BackendId } from '#engine/wasm/choose-backend.ts';
import type { Message } from '../run/messages.ts';

export { backendIds } from '#engine/wasm/choose-backend.ts';
export type { BackendId };

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

/** Lists what this browser, or Node, can run, and has the fastest ready by the time that a run begins. */
export function availableBackends(): Promise<BackendOption[]> {
  void prepareKernels();
  return available();
}

/** Opens the backend of that choice. */
export async function openBackend(
  choice: BackendChoice,
  plan: BackendPlan,
): Promise<OpenedBackend> {
  const { backend, missed } = await chooseBackend(choice, plan);
  if (!missed) return { backend };
  const instead = backend.name;
  const { name, reason } = missed;
  return {
    backend,
    notice: { code: 'backendUnavailable', backend: name, message: reason, instead },
  };
}
