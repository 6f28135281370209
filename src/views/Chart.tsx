/**
 * A chart by Observable Plot, which is fetched when the first chart appears. It is drawn again when `when` changes, once
 * that has been quiet for a moment, or when its box gets another width: a reader who steps fast does not wait for
 * charts. A chart repeats what stands beside it in words and is hidden from readers of the screen.
 */
import { effect, untracked, type ReadonlySignal } from '@preact/signals';
import type * as Plot from '@observablehq/plot';
import { useEffect, useRef } from 'preact/hooks';
import { createDelay } from '#player/clock.ts';
import './chart.css';

export interface ChartProps<T> {
  /** Read only when the chart is drawn. */
  readonly data: ReadonlySignal<T>;
  /** Cheap to read: changes whenever `data` does. Default: `data`. */
  readonly when?: ReadonlySignal<unknown>;
  /** How long `when` must rest, in milliseconds; default 120. With 0 every change is drawn. */
  readonly quiet?: number;
  draw(plot: typeof Plot, data: T, width: number): Element;
  /** In pixels; reserved from the start. */
  readonly height: number;
}

const usualQuiet = 120;

export function Chart<T>({ data, when = data, quiet = usualQuiet, draw, height }: ChartProps<T>) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = frame.current!;
    let plot: typeof Plot | undefined;
    let width = 0;
    const paint = (): void => {
      if (!plot || width === 0) return;
      const picture = draw(plot, data.peek(), width);
      // Plot brings a style element, which the content security policy refuses; chart.css holds its rules.
      for (const style of picture.querySelectorAll('style')) style.remove();
      box.replaceChildren(picture);
    };
    const delay = createDelay(paint, quiet);
    const observer = new ResizeObserver(([entry]) => {
      const rounded = Math.round(entry.contentRect.width);
      if (rounded === width) return;
      width = rounded;
      paint();
    });
    observer.observe(box);
    const stop = effect(() => {
      void when.value;
      if (quiet === 0) untracked(paint);
      else delay.schedule();
    });
    void import('@observablehq/plot').then((module) => {
      plot = module;
      paint();
    });
    return () => {
      plot = undefined;
      stop();
      delay.cancel();
      observer.disconnect();
    };
  }, [data, when]);
  return <div ref={frame} class="lbl-chart" style={{ height }} aria-hidden="true" />;
}
