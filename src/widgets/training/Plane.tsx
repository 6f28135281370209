/** A grid of numbers as a picture: one channel of a feature map, or a digit. Colour follows the book's roles. */
import { useEffect, useRef } from 'preact/hooks';
import { colourLevel, colourLevels } from '#views/scale.ts';
import { readPalette, type PaletteName } from './palette.ts';

export interface PlaneProps {
  readonly width: number;
  readonly height: number;
  /** [height, width] from `offset` on. */
  readonly values: ArrayLike<number>;
  readonly offset?: number;
  /** The size of a number at which colour is strongest. */
  readonly scale: number;
  readonly palette: PaletteName;
  /** What is to be seen, for those who do not see it. */
  readonly label: string;
}

export function Plane(props: PlaneProps) {
  const { width, height, values, offset = 0, scale, palette, label } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const paint = useRef(() => {});
  const colours = useRef<Uint32Array>();
  paint.current = () => draw(canvas.current!, props, colours.current!);
  useEffect(() => {
    // The colours are the page's: they change with its theme.
    const recolour = (): void => {
      colours.current = readPalette(canvas.current!, palette);
      paint.current();
    };
    recolour();
    const observer = new MutationObserver(recolour);
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => observer.disconnect();
  }, [palette]);
  useEffect(() => paint.current(), [values, offset, scale]);
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

function draw(canvas: HTMLCanvasElement, plane: PlaneProps, colours: Uint32Array): void {
  const { width, height, values, offset = 0, scale } = plane;
  // Kept in the page's own memory: small pictures that change often are not worth a trip to the graphics card.
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  const image = context.createImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  for (let flat = 0; flat < pixels.length; flat++)
    pixels[flat] = colours[colourLevel(values[offset + flat], scale) + colourLevels];
  context.putImageData(image, 0, 0);
}
