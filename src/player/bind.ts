/** Connects a player with the page: keys, touch, address bar, and the clock while the figure can be seen. */
import { effect, signal } from '@preact/signals';
import { bindKeyboard } from './keyboard.ts';
import { bindTouch } from './touch.ts';
import { bindUrl } from './url.ts';
import { createClock } from './clock.ts';
import type { Granularity, PlayerState } from './machine.ts';
import type { Tape } from './tape.ts';
import type { Player } from './player.ts';

/** Steps a second at speed 1: time to read a sentence, a product, and to look over a stage. */
const pace: Record<Granularity, number> = { stage: 0.5, cell: 1, term: 2 };
/** A tape of many stages is played in so many seconds: longer, and nobody watches it to its end. */
const mostSeconds = 36;

/** Milliseconds from one move to the next. */
export function intervalOf({ granularity, speed }: PlayerState, { stages }: Tape): number {
  const least = granularity === 'stage' ? stages.length / mostSeconds : 0;
  return 1000 / (Math.max(pace[granularity], least) * speed);
}

/** Binds `player` to the figure at `root`, called `name` in links. Returns the function that unbinds everything. */
export function bindPlayer(player: Player, root: HTMLElement, name: string | undefined) {
  const releases = [
    bindKeyboard(player, root),
    bindTouch(player, root),
    bindFocus(root),
    bindReducedMotion(player),
    bindClock(player, root),
    bindUrl(player, name, () => root.scrollIntoView({ block: 'nearest' })),
  ];
  return (): void => releases.forEach((release) => release());
}

/** A click anywhere in the figure gives it the keys. */
function bindFocus(root: HTMLElement): () => void {
  const onPointerDown = (): void => {
    if (!root.contains(document.activeElement)) root.focus({ preventScroll: true });
  };
  root.addEventListener('pointerdown', onPointerDown);
  return () => root.removeEventListener('pointerdown', onPointerDown);
}

function bindReducedMotion(player: Player): () => void {
  const query = matchMedia('(prefers-reduced-motion: reduce)');
  const onChange = (): void => {
    player.reducedMotion.value = query.matches;
    if (query.matches) player.dispatch({ type: 'pause' });
  };
  player.reducedMotion.value = query.matches;
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
}

function bindClock(player: Player, root: HTMLElement): () => void {
  const clock = createClock(() => player.dispatch({ type: 'tick' }));
  const isOnScreen = signal(true);
  const isPageVisible = signal(!document.hidden);
  const observer = new IntersectionObserver((entries) => {
    isOnScreen.value = entries[entries.length - 1].isIntersecting;
  });
  observer.observe(root);
  const onVisibility = (): void => {
    isPageVisible.value = !document.hidden;
  };
  document.addEventListener('visibilitychange', onVisibility);
  const stopWatching = effect(() => {
    const state = player.state.value;
    if (state.playing && isOnScreen.value && isPageVisible.value)
      clock.start(intervalOf(state, player.tape.value));
    else clock.stop();
  });
  return () => {
    stopWatching();
    clock.stop();
    observer.disconnect();
    document.removeEventListener('visibilitychange', onVisibility);
  };
}
