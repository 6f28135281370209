/**
 * The network from its kernels to its pooled maps, a column a layer, a row a channel: kernel, map and pooled map of one
 * channel stand beside each other. The gradients lie over them and are seen when somebody asks.
 */
import { useMemo } from 'preact/hooks';
import { useWords } from '#views/language.ts';
import { Pixels } from '#views/Pixels.tsx';
import type { Scale } from '#views/scale.ts';
import { thumbnailOf } from '#views/thumbnail.ts';
import { chapters } from './chapters.ts';
import type { Landing } from './model.ts';
import type { ShownName, ShownTensor } from './shown.ts';
import { strings } from './strings.ts';

interface Part {
  readonly model: Landing;
  readonly base: string;
}

/** How late the gradient comes to each block: from the loss back to the first kernels. */
export const stages = {
  ...{ dense: 0, pool2: 1, conv2: 2, 'conv2.weight': 3, pool1: 4, conv1: 5 },
  'conv1.weight': 6,
} as const;

export function Layers({ model, base }: Part) {
  return (
    <>
      <Column
        model={model}
        base={base}
        block="conv1"
        kind="conv"
        parts={['conv1.weight', 'conv1']}
      />
      <Column model={model} base={base} block="pool1" kind="pool" parts={['pool1']} />
      <Column
        model={model}
        base={base}
        block="conv2"
        kind="conv"
        parts={['conv2.weight', 'conv2']}
      />
      <Column model={model} base={base} block="pool2" kind="pool" parts={['pool2']} />
    </>
  );
}

interface ColumnProps extends Part {
  readonly block: 'conv1' | 'pool1' | 'conv2' | 'pool2';
  readonly kind: 'conv' | 'pool';
  readonly parts: readonly ShownName[];
}

function Column({ model, base, block, kind, parts }: ColumnProps) {
  const words = useWords(strings);
  const { pictures } = model.shown.value;
  const channels = pictures[block].shape[1];
  return (
    <a
      class="lbl-landing-column"
      data-block={block}
      href={base + chapters[kind]}
      aria-label={words.titles[block]}
      style={{ '--lbl-channels': channels, '--lbl-stage': stages[block] }}
    >
      <span class="lbl-landing-name">{words.blocks[kind]}</span>
      {Array.from({ length: channels }, (_, d) => (
        <span key={d} class="lbl-landing-channel">
          {parts.map((name) => (
            <Both key={name} model={model} name={name} d={d} />
          ))}
        </span>
      ))}
    </a>
  );
}

/** One channel of a tensor, and its gradient over it; nobody is to blame for a picture. */
export function Both({ model, name, d }: { model: Landing; name: ShownName; d: number }) {
  const own = model.shown.value.pictures[name];
  const gradient = model.verdict.value?.pictures[name];
  const isKernel = name.endsWith('.weight');
  return (
    <span class={isKernel ? 'lbl-landing-kernel' : 'lbl-landing-plane'}>
      <Plane of={own} d={d} isKernel={isKernel} />
      {gradient && name !== 'x' && (
        <span class="lbl-landing-gradient" style={{ '--lbl-stage': stages[name] }}>
          <Plane of={gradient} d={d} isKernel={isKernel} />
        </span>
      )}
    </span>
  );
}

function Plane({ of, d, isKernel }: { of: ShownTensor; d: number; isKernel: boolean }) {
  const { shape, data, scale } = of;
  if (isKernel) return <KernelPlane of={of} d={d} scale={scale} />;
  const [height, width] = shape.slice(-2);
  return <Pixels {...{ height, width, values: data, offset: d * height * width, scale }} />;
}

/** Kernel d, the planes of its channels in a square. It is drawn anew only where it has changed. */
function KernelPlane({ of, d, scale }: { of: ShownTensor; d: number; scale: Scale }) {
  const [, channels, height, width] = of.shape;
  const size = channels * height * width;
  return useMemo(() => {
    const data = of.data.subarray(d * size, (d + 1) * size);
    const across = Math.ceil(Math.sqrt(channels));
    const plane = thumbnailOf({ shape: [1, channels, height, width], data }, { across });
    return <Pixels {...plane} scale={scale} />;
  }, [of.data, scale.most]);
}
