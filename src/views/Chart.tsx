/**
 * A chart by Observable Plot, which is fetched when the first chart comes into sight. It is drawn again when its signal
 * changes or its box gets another width. A chart repeats what stands beside it in words and is hidden from readers of
 * the screen.
 */
import { effect, untracked, type ReadonlySignal } from '@preact/signals';
import type * as Plot from '@observablehq/plot';
import { useEffect, useRef } from 'preact/hooks';
import './chart.css';

export interface ChartProps<T> {
  readonly data: ReadonlySignal<T>;
  draw(plot: typeof Plot, data: T, width: number): Element;
  /** In pixels; reserved from the start. */
  readonly height: number;
}

export function Chart<T>({ data, draw, height }: ChartProps<T>) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = frame.current!;
    let plot: typeof Plot | undefined;
    let width = 0;
    const paint = (value: T): void => {
      if (!plot || width === 0) return;
      const picture = draw(plot, value, width);
      // Plot brings a style element, which the content security policy refuses; chart.css holds its rules.
      for (const style of picture.querySelectorAll('style')) style.remove();
      box.replaceChildren(picture);
    };
    const repaint = (): void => untracked(() => paint(data.value));
    const observer = new ResizeObserver(([entry]) => {
      const rounded = Math.round(entry.contentRect.width);
      if (rounded === width) return;
      width = rounded;
      repaint();
    });
    observer.observe(box);
    const stop = effect(() => {
      const value = data.value;
      untracked(() => paint(value));
    });
    void import('@observablehq/plot').then((module) => {
      plot = module;
      repaint();
    });
    return () => {
      plot = undefined;
      stop();
      observer.disconnect();
    };
  }, [data]);
  return <div ref={frame} class="lbl-chart" style={{ height }} aria-hidden="true" />;
}
