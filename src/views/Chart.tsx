/**
 * A chart by Observable Plot, which is larger than the rest of a page and fetched when a chart with something to draw
 * comes into sight. It is drawn again when `when` changes, once
 * that has been quiet for a moment, or when its box gets another width: a reader who steps fast does not wait for
 * charts. A chart repeats what stands beside it in words and is hidden from readers of the screen.
 */
import { effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import type * as Plot from '@observablehq/plot';
import { useEffect, useRef } from 'preact/hooks';
import { createDelay } from '#player/clock.ts';
import './chart.css';

export interface ChartProps<T> {
  /** Read only when the chart is drawn. */
  readonly data: ReadonlySignal<T>;
  /** Cheap to read: changes whenever `data` does. Default: `data`. */
  readonly when?: ReadonlySignal<unknown>;
  /** Whether there is anything to draw yet; default: always. */
  readonly isEmpty?: ReadonlySignal<boolean>;
  /** How long `when` must rest, in milliseconds; default 120. With 0 every change is drawn. */
  readonly quiet?: number;
  draw(plot: typeof Plot, data: T, width: number): Element;
  /** In pixels; reserved from the start. */
  readonly height: number;
}

const usualQuiet = 120;
/** A chart that is scrolled to is there when it arrives. */
const nearby = '25%';

export function Chart<T>(props: ChartProps<T>) {
  const { data, when = data, isEmpty, quiet = usualQuiet, draw, height } = props;
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
    const isInSight = signal(false);
    const sight = new IntersectionObserver(
      ([entry]) => {
        if (!entry.isIntersecting) return;
        isInSight.value = true;
        sight.disconnect();
      },
      { rootMargin: nearby },
    );
    sight.observe(box);
    let isGone = false;
    const wait = effect(() => {
      if (!isInSight.value || isEmpty?.value) return;
      void import('@observablehq/plot').then((module) => {
        if (isGone) return;
        plot = module;
        paint();
      });
    });
    return () => {
      isGone = true;
      plot = undefined;
      sight.disconnect();
      wait();
      stop();
      delay.cancel();
      observer.disconnect();
    };
  }, [data, when]);
  return <div ref={frame} class="lbl-chart" style={{ height }} aria-hidden="true" />;
}
