/** A plane of numbers as a picture, in the colours of a scale: what a PixelMap is made of, and a thumbnail as it is. */
import { drawnLevels, pathsOf, type Plane } from './pixels.ts';
import type { Scale } from './scale.ts';
import './pixels.css';

export interface PixelsProps extends Plane {
  readonly scale: Scale;
  /** What is to be seen, for those who do not see it; without it the picture says nothing. */
  readonly label?: string | undefined;
}

export function Pixels(props: PixelsProps) {
  const { height, width, scale, label } = props;
  const paths = pathsOf(props, scale.most);
  return (
    <svg
      class="lbl-pixels"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      data-scale={scale.kind}
      {...(label === undefined ? { 'aria-hidden': 'true' } : { role: 'img', 'aria-label': label })}
    >
      {/* All levels, so that from one picture to the next only their paths change. */}
      {drawnLevels
        .filter((level) => level > 0 || scale.kind === 'diverging')
        .map((level) => (
          <path key={level} data-level={level} d={paths.get(level) ?? ''} />
        ))}
    </svg>
  );
}
