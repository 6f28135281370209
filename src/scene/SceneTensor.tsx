/**
 * A tensor of a scene: TensorGrid fed with what is known at the current step, lit by it, and taking the reader to the
 * step that wrote the cell they click. Shape, role and colour scale come from the trace.
 */
import type { ReadonlySignal } from '@preact/signals';
import { TensorGrid, type TensorGridProps } from '#views/TensorGrid.tsx';
import type { Scene } from './scene.ts';

type Given =
  | 'name'
  | 'shape'
  | 'role'
  | 'values'
  | 'gradients'
  | 'marks'
  | 'gradientMarks'
  | 'onHover'
  | 'onSelect'
  | 'show';

export interface SceneTensorProps extends Omit<TensorGridProps, Given> {
  readonly scene: Scene;
  readonly tensor: string;
  /** The name of its gradient in the trace, for show = 'gradients' or 'both'. */
  readonly gradient?: string | undefined;
  readonly show?: ReadonlySignal<'values' | 'gradients' | 'both'> | undefined;
}

export function SceneTensor({ scene, tensor, gradient, show, ...rest }: SceneTensorProps) {
  const info = scene.trace.value.tensors.find(({ name }) => name === tensor);
  const gradientInfo = scene.trace.value.tensors.find(({ name }) => name === gradient);
  if (!info) return null;
  return (
    <TensorGrid
      {...rest}
      name={tensor}
      shape={info.shape}
      role={info.role}
      isSigned={rest.isSigned ?? info.role === 'gradient'}
      values={scene.knownOf(tensor)}
      marks={scene.marksOf(tensor)}
      scale={rest.scale ?? scene.scaleOf(tensor).value}
      gradientName={gradient}
      gradients={gradientInfo && scene.knownOf(gradientInfo.name)}
      gradientMarks={gradientInfo && scene.marksOf(gradientInfo.name)}
      gradientScale={rest.gradientScale ?? (gradientInfo && scene.scaleOf(gradientInfo.name).value)}
      show={gradientInfo ? (show?.value ?? 'both') : 'values'}
      onHover={(ref) => (scene.hovered.value = ref)}
      onSelect={(ref) => scene.goTo(ref)}
    />
  );
}
