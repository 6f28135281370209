/**
 * The address bar. A link opens the exact step; back and forward walk through the reader's jumps.
 *
 * Stepping and playing replace the address (once they pause: browsers refuse more than a few changes a second);
 * a jump, by a click on a cell or a link, first writes down where the reader was and then adds an entry. Nothing is
 * written before the reader moves, so that a heading's anchor survives.
 */
import { effect } from '@preact/signals';
import { formatAddress, keyOf, readFragment, writeFragment } from './address.ts';
import { createDelay } from './clock.ts';
import { fit, type PlayerState } from './machine.ts';
import type { Player } from './player.ts';

/** The part of `window` that is used. */
export interface AddressBar {
  readonly location: Pick<Location, 'hash'>;
  readonly history: Pick<History, 'pushState' | 'replaceState' | 'state'>;
  addEventListener(type: 'popstate', listener: () => void): void;
  removeEventListener(type: 'popstate', listener: () => void): void;
}

const quietMilliseconds = 300;

/** The fragment `hash` with the entry of `state`. */
function fragmentOf(state: PlayerState, player: Player, key: string, hash: string): string {
  const tape = player.tape.peek();
  return writeFragment(hash, key, formatAddress(fit(state, tape), tape));
}

/** The whole address of the step shown. The address bar has it only once the reader rests. */
export function linkTo(
  player: Player,
  figure: string | undefined,
  { href }: Pick<Location, 'href'> = window.location,
): string {
  const link = new URL(href);
  link.hash = fragmentOf(player.state.peek(), player, keyOf(figure), link.hash);
  return link.href;
}

/** Binds the player to the fragment. `onArrive` is called when a link leads here. Returns the function that unbinds. */
export function bindUrl(
  player: Player,
  figure: string | undefined,
  onArrive: () => void,
  bar: AddressBar = window,
): () => void {
  const { location, history } = bar;
  const key = keyOf(figure);
  let seen = player.state.peek();

  const replace = (state: PlayerState): void => {
    const hash = fragmentOf(state, player, key, location.hash);
    if (hash !== location.hash) history.replaceState(history.state, '', hash);
  };
  const delay = createDelay(() => replace(player.state.peek()), quietMilliseconds);

  const followFragment = (): void => {
    const address = readFragment(location.hash, key);
    if (address === undefined) return;
    delay.cancel();
    if (!player.seekTo(address, 'link')) player.staleLink.value = address;
    onArrive();
  };

  const stopWatching = effect(() => {
    const state = player.state.value;
    const before = seen;
    seen = state;
    const isSamePlace =
      state.index === before.index &&
      state.term === before.term &&
      state.granularity === before.granularity;
    if (state.playing || (isSamePlace && !before.playing) || state.move === 'link') return;
    if (state.move !== 'jump' || isSamePlace) return delay.schedule();
    delay.cancel();
    replace(before);
    history.pushState(null, '', fragmentOf(state, player, key, location.hash));
  });

  followFragment();
  bar.addEventListener('popstate', followFragment);
  return () => {
    bar.removeEventListener('popstate', followFragment);
    delay.cancel();
    stopWatching();
  };
}
