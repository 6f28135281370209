/** A grid of numbers as a picture: one channel of a feature map, or a digit. Colour follows the book's roles. */
import { useEffect, useRef } from 'preact/hooks';
import { colourLevel, colourLevels } from '#views/cell-text.ts';

export interface PlaneProps {
  readonly width: number;
  readonly height: number;
  /** [height, width] from `offset` on. */
  readonly values: ArrayLike<number>;
  readonly offset?: number;
  /** The size of a number at which colour is strongest. */
  readonly scale: number;
  /** `ink` runs from paper to ink; `signed` diverges around 0. */
  readonly palette: 'ink' | 'signed';
  /** What is to be seen, for those who do not see it. */
  readonly label: string;
}

export function Plane(props: PlaneProps) {
  const { width, height, values, offset = 0, scale, palette, label } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const paint = (): void => draw(canvas.current!, { ...props, offset });
    paint();
    // The colours are the page's: they change with its theme.
    const observer = new MutationObserver(paint);
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => observer.disconnect();
  }, [values, offset, scale, palette]);
  return (
    <canvas
      ref={canvas}
      class="lbl-plane"
      width={width}
      height={height}
      role="img"
      aria-label={label}
    />
  );
}

function draw(canvas: HTMLCanvasElement, plane: PlaneProps & { readonly offset: number }): void {
  const { width, height, values, offset, scale, palette } = plane;
  const style = getComputedStyle(canvas);
  const colour = (token: string): string => style.getPropertyValue(token).trim();
  const [positive, negative] =
    palette === 'ink'
      ? [colour('--ink'), colour('--ink')]
      : [colour('--role-positive'), colour('--role-negative')];
  const context = canvas.getContext('2d')!;
  context.fillStyle = colour('--paper');
  context.fillRect(0, 0, width, height);
  for (let level = -colourLevels; level <= colourLevels; level++) {
    if (level === 0) continue;
    const share = (100 * Math.abs(level)) / colourLevels;
    const full = level > 0 ? positive : negative;
    context.fillStyle = `color-mix(in oklab, ${full} ${share}%, ${colour('--paper')})`;
    for (let flat = 0; flat < width * height; flat++)
      if (colourLevel(values[offset + flat], scale) === level)
        context.fillRect(flat % width, Math.floor(flat / width), 1, 1);
  }
}
