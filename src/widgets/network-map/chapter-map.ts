/** The map as it stands on the page of a chapter. */
import type { NetworkMapProps } from '#views/NetworkMap.tsx';
import type { Language } from '#words/language.ts';
import { thumbnails, savedParameters, type DrawnBlock } from './network.ts';
import { chapters, places } from './plan.ts';
import { strings } from './strings.ts';

let drawn: readonly DrawnBlock[] | undefined;

/** The map of the chapter `id`; its links begin at `base`, the site's root. The pictures are drawn once a build. */
export function chapterMap(id: string, language: Language, base: string): NetworkMapProps {
  drawn ??= thumbnails(savedParameters());
  const words = strings[language];
  const root = base.endsWith('/') ? base : `${base}/`;
  const titleOf = ({ kind, shape }: DrawnBlock): string => {
    const title = words.titles[kind];
    if (shape.length < 3) return words.features(title, shape[0] ?? 1);
    return words.maps(title, shape[0], shape[1], shape[2]);
  };
  const blocks = drawn.map((block) => ({
    id: block.id,
    name: words.blocks[block.kind],
    title: titleOf(block),
    href: root + chapters[block.kind],
    picture: block.picture,
    scale: block.scale,
  }));
  return { label: words.label, blocks, ...places[id] };
}
