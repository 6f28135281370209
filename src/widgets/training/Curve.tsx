/** A curve that is drawn again whenever its signal says so, under its title and the key to its marks. */
import type { ReadonlySignal } from '@preact/signals';
import type * as Plot from '@observablehq/plot';
import type { ComponentChildren } from 'preact';
import { Chart } from '#views/Chart.tsx';

export type Draw = (plot: typeof Plot, size: { width: number; height: number }) => Element;

export interface CurveProps {
  readonly drawing: ReadonlySignal<number>;
  /** Whether nothing has happened yet. */
  readonly isEmpty: ReadonlySignal<boolean>;
  readonly draw: Draw;
  readonly title: string;
  /** The key to the marks. */
  readonly children: ComponentChildren;
}

const height = 220;

export function Curve({ drawing, isEmpty, draw, title, children }: CurveProps) {
  return (
    <figure class="lbl-training-curve">
      <figcaption>
        <strong>{title}</strong>
        {children}
      </figcaption>
      <Chart
        data={drawing}
        isEmpty={isEmpty}
        quiet={0}
        height={height}
        draw={(plot, _drawing, width) => draw(plot, { width, height })}
      />
    </figure>
  );
}

/** A mark as the curve draws it, and what it stands for. */
export function Key({ mark, children }: { mark: string; children: ComponentChildren }) {
  return (
    <span class="lbl-training-key">
      <i data-mark={mark} /> {children}
    </span>
  );
}
