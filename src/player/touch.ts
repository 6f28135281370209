/** Swipes: a finger drawn to the left is the next step, to the right the step before. */
import type { Player } from './player.ts';

/** In CSS pixels; shorter is a tap. */
const shortestSwipe = 40;

/** Reads a finger's way, from where it touched to where it left. */
export function swipeOf(dx: number, dy: number): 'next' | 'previous' | undefined {
  if (Math.abs(dx) < shortestSwipe || Math.abs(dx) < 2 * Math.abs(dy)) return undefined;
  return dx < 0 ? 'next' : 'previous';
}

/** What moves sideways under a finger by itself. */
const ownsSwipes = 'input, select, textarea, dialog, [role="slider"], [data-keeps-swipes]';

/** Binds swipes to the figure's root. Returns the function that unbinds them. */
export function bindTouch(player: Player, root: HTMLElement): () => void {
  let start: { x: number; y: number } | undefined;
  const onTouchStart = (event: TouchEvent): void => {
    const touch = event.touches[0];
    const target = event.target;
    const isFree =
      event.touches.length === 1 &&
      target instanceof Element &&
      !target.closest(ownsSwipes) &&
      !scrollsSideways(target, root);
    start = isFree ? { x: touch.clientX, y: touch.clientY } : undefined;
  };
  const onTouchEnd = (event: TouchEvent): void => {
    const touch = event.changedTouches[0];
    const type = start && swipeOf(touch.clientX - start.x, touch.clientY - start.y);
    start = undefined;
    if (type) player.dispatch({ type });
  };
  const onTouchCancel = (): void => {
    start = undefined;
  };
  root.addEventListener('touchstart', onTouchStart, { passive: true });
  root.addEventListener('touchend', onTouchEnd, { passive: true });
  root.addEventListener('touchcancel', onTouchCancel, { passive: true });
  return () => {
    root.removeEventListener('touchstart', onTouchStart);
    root.removeEventListener('touchend', onTouchEnd);
    root.removeEventListener('touchcancel', onTouchCancel);
  };
}

function scrollsSideways(target: Element, root: Element): boolean {
  for (let at: Element | null = target; at && at !== root; at = at.parentElement)
    if (at.scrollWidth > at.clientWidth + 1 && getComputedStyle(at).overflowX !== 'visible')
      return true;
  return false;
}
