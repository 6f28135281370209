/**
 * A hundred pictures at once, in the page's ink: those that are `wrong` are framed, with a note in their corner. Pointing
 * at a picture, a tap or the arrow keys open it: a sentence below tells of it.
 */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { moveCursor } from './layout.ts';
import './picture-wall.css';

export interface Pictures {
  readonly count: number;
  /** Of each picture; all are alike. */
  readonly height: number;
  readonly width: number;
  /** [count, height, width] bytes: 0 is the page's ground and 255 full ink. */
  readonly pixels: Uint8Array;
}

export interface PictureWallProps {
  /** Undefined until there are some; their room is there before. */
  readonly pictures: Pictures | undefined;
  /** What stands in the corner of the framed ones, and stays while their frame goes out. */
  readonly notes: ArrayLike<string>;
  isWrong(at: number): boolean;
  readonly label: string;
  /** Below the wall while no picture is open. */
  readonly hint: string;
  /** Its sentences change by themselves: they are not read out then. */
  readonly isChanging: boolean;
  /** An open picture in words. */
  tell(at: number): string;
}

/** Pictures in a row, and rows. */
const side = 10;
const places = Array.from({ length: side * side }, (_, at) => at);
const nowhere = -1;

export function PictureWall(props: PictureWallProps) {
  const { pictures, notes, isWrong, label, hint, isChanging, tell } = props;
  const wall = useRef<HTMLDivElement>(null);
  const cursor = useSignal(nowhere);
  const last = useRef(0);
  const count = pictures?.count ?? 0;
  const at = cursor.value < count ? cursor.value : nowhere;

  const open = (to: number): void => {
    if (to >= count) return;
    cursor.value = to;
    if (to !== nowhere) last.current = to;
  };
  const placeOf = (event: MouseEvent): number => {
    const box = wall.current!.getBoundingClientRect();
    const w = Math.floor(((event.clientX - box.left) / box.width) * side);
    const h = Math.floor(((event.clientY - box.top) / box.height) * side);
    return Math.min(Math.max(w, 0), side - 1) + side * Math.min(Math.max(h, 0), side - 1);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const from = Math.max(at, 0);
    const to =
      event.key === 'Escape'
        ? nowhere
        : moveCursor({ panels: { length: 1 }, height: side, width: side }, from, event.key);
    if (to === undefined) return;
    open(to);
    event.preventDefault();
  };
  const sentence = at === nowhere ? '' : tell(at);
  return (
    <div class="lbl-wall">
      <div
        ref={wall}
        class="lbl-wall-pictures"
        role="group"
        tabIndex={0}
        aria-label={label}
        data-known={pictures !== undefined}
        onPointerMove={(event) => event.pointerType !== 'touch' && open(placeOf(event))}
        onPointerLeave={(event) => event.pointerType !== 'touch' && open(nowhere)}
        onClick={(event) => open(placeOf(event))}
        onFocusIn={() => at === nowhere && open(last.current)}
        onFocusOut={() => open(nowhere)}
        onKeyDown={onKeyDown}
      >
        <Ink pictures={pictures} />
        {places.map((place) => (
          <span
            key={place}
            aria-hidden="true"
            data-wrong={place < count && isWrong(place)}
            data-open={place === at}
          >
            {notes[place]}
          </span>
        ))}
      </div>
      <p class="lbl-wall-sentence" aria-live={sentence && !isChanging ? 'polite' : 'off'}>
        {sentence || hint}
      </p>
    </div>
  );
}

/** All pictures on one canvas: a hundred of 28 x 28 pixels are too many elements for anything else. */
function Ink({ pictures }: Pick<PictureWallProps, 'pictures'>) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (!pictures) return;
    const paint = (): void => draw(canvas.current!, pictures);
    paint();
    // The ink is the page's: it changes with its theme, which the system may choose.
    const observer = new MutationObserver(paint);
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    const contrast = matchMedia('(forced-colors: active)');
    contrast.addEventListener('change', paint);
    return () => {
      observer.disconnect();
      contrast.removeEventListener('change', paint);
    };
  }, [pictures]);
  return <canvas ref={canvas} aria-hidden="true" />;
}

/** Ink of the canvas' own text colour; how dark it is, is how far it covers the ground. */
function draw(canvas: HTMLCanvasElement, { count, height, width, pixels }: Pictures): void {
  canvas.width = side * width;
  canvas.height = side * height;
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  const image = context.createImageData(canvas.width, canvas.height);
  for (let at = 0; at < count; at++) {
    const corner = Math.floor(at / side) * height * canvas.width + (at % side) * width;
    for (let h = 0; h < height; h++)
      for (let w = 0; w < width; w++)
        image.data[4 * (corner + h * canvas.width + w) + 3] = pixels[(at * height + h) * width + w];
  }
  context.putImageData(image, 0, 0);
  context.globalCompositeOperation = 'source-in';
  context.fillStyle = getComputedStyle(canvas).color;
  context.fillRect(0, 0, canvas.width, canvas.height);
}
