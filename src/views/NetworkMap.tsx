/**
 * The network as a strip: a block for each tensor on the way from the picture to the loss, a blue line forward above
 * and an ochre one back below. Each block is a picture of its tensor and leads to its chapter; where the reader is, is
 * framed. Renders on a server as well: it needs no script.
 */
import type { Plane } from './pixels.ts';
import { Pixels } from './Pixels.tsx';
import type { Scale } from './scale.ts';
import './network-map.css';

export interface NetworkBlock {
  readonly id: string;
  /** What stands below it: `conv`, `ReLU`. */
  readonly name: string;
  /** The same for those who do not see the picture, with what the tensor is: `conv, 4 maps of 26 by 26`. */
  readonly title: string;
  /** The chapter of its layer; without one it is no link. */
  readonly href?: string | undefined;
  /** Where there is little room it is cut to a square: the first channels are seen. */
  readonly picture: Plane;
  readonly scale: Scale;
}

export interface NetworkMapProps {
  readonly label: string;
  readonly blocks: readonly NetworkBlock[];
  /** Blocks that the page is about. */
  readonly here?: readonly string[];
  /** On which way the page is there; `back` frames in the colour of gradients. Default: forward. */
  readonly way?: 'forward' | 'back';
}

export function NetworkMap({ label, blocks, here = [], way = 'forward' }: NetworkMapProps) {
  return (
    <nav class="lbl-network-map" aria-label={label} data-way={way}>
      <ol>
        {blocks.map((block) => (
          <li key={block.id}>
            <Block block={block} isHere={here.includes(block.id)} />
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Block({ block, isHere }: { readonly block: NetworkBlock; readonly isHere: boolean }) {
  const { name, title, href, picture, scale } = block;
  const content = (
    <>
      {/* A tensor of one row fills a square; channels keep their shape. */}
      <span
        class="lbl-network-thumb"
        style={{ '--lbl-ratio': picture.height === 1 ? 1 : picture.width / picture.height }}
      >
        <span>
          <Pixels {...picture} scale={scale} />
        </span>
      </span>
      <span class="lbl-network-name" aria-hidden="true">
        {name}
      </span>
      <span class="lbl-network-title">{title}</span>
    </>
  );
  const current = isHere ? ({ 'aria-current': 'location' } as const) : {};
  return href === undefined ? (
    <span class="lbl-network-block" title={title} {...current}>
      {content}
    </span>
  ) : (
    <a class="lbl-network-block" href={href} title={title} {...current}>
      {content}
    </a>
  );
}
