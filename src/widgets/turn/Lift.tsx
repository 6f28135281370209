/**
 * The weight on its way from the kernel to its place in the new grid. It is there already: what flies is a picture of
 * it, for whoever wants motion. Turned, the kernel sends all of them the same way.
 */
import { useEffect, useRef } from 'preact/hooks';
import { short } from '#words/numbers.ts';
import { flatten } from '#scene/known.ts';
import type { Operand } from '#steps/step.ts';
import type { Turn } from './model.ts';

export interface LiftProps {
  readonly model: Turn;
  readonly from: Operand;
  readonly slot: number;
}

const milliseconds = 300;

export function Lift({ model, from, slot }: LiftProps) {
  const chip = useRef<HTMLSpanElement>(null);
  const { index } = model.player;
  const known = useRef(index.value);
  useEffect(() => {
    if (known.current === index.value) return;
    known.current = index.value;
    const element = chip.current!;
    const within = element.parentElement!;
    const flat = flatten(model.grids.weight.shape, from.ref.index);
    const start = within.querySelector(`[data-tensor="weight"] [data-flat="${flat}"]`);
    const end = within.querySelector(`[data-tensor="lifted"] [data-flat="${slot}"]`);
    if (!start || !end || model.player.reducedMotion.peek()) return;
    const [origin, a, b] = [within, start, end].map((one) => one.getBoundingClientRect());
    const at = ({ left, top }: DOMRect): string =>
      `translate(${left - origin.left}px, ${top - origin.top}px)`;
    element.style.width = `${b.width}px`;
    element.style.height = `${b.height}px`;
    element.animate(
      [
        { transform: at(a), opacity: 1 },
        { transform: at(b), opacity: 1 },
      ],
      { duration: milliseconds, easing: 'ease-in-out' },
    );
  });
  return (
    <span ref={chip} class="lbl-turn-chip" aria-hidden="true">
      {short(from.value)}
    </span>
  );
}
