/** A curve that is drawn again whenever its signal says so: Observable Plot, fetched when the page has time for it. */
import { effect, untracked, type ReadonlySignal } from '@preact/signals';
import type * as Plot from '@observablehq/plot';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

export type Draw = (plot: typeof Plot, size: { width: number; height: number }) => Element;

export interface CurveProps {
  readonly drawing: ReadonlySignal<number>;
  readonly draw: Draw;
  readonly title: string;
  /** The key to the marks. */
  readonly children: ComponentChildren;
}

const height = 220;

export function Curve({ drawing, draw, title, children }: CurveProps) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = frame.current!;
    let plot: typeof Plot | undefined;
    let width = 0;
    const paint = (): void => {
      if (!plot || width === 0) return;
      const picture = draw(plot, { width, height });
      // Plot brings a style element, which the content security policy refuses; training.css holds its rules.
      for (const style of picture.querySelectorAll('style')) style.remove();
      box.replaceChildren(picture);
    };
    const observer = new ResizeObserver(([entry]) => {
      if (Math.round(entry.contentRect.width) === width) return;
      width = Math.round(entry.contentRect.width);
      paint();
    });
    observer.observe(box);
    const stop = effect(() => {
      drawing.value;
      untracked(paint);
    });
    void import('@observablehq/plot').then((module) => {
      plot = module;
      paint();
    });
    return () => {
      plot = undefined;
      stop();
      observer.disconnect();
    };
  }, []);
  return (
    <figure class="lbl-training-curve">
      <figcaption>
        <strong>{title}</strong>
        {children}
      </figcaption>
      <div ref={frame} class="lbl-training-plot" style={{ height }} aria-hidden="true" />
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
