/** The frames of the current step on one panel of a tensor's grid: hand it to SceneTensor as what lies over it. */
import { useComputed } from '@preact/signals';
import type { Layout } from '#views/layout.ts';
import { Window } from '#views/Window.tsx';
import type { Scene } from './scene.ts';
import { SceneTensor, type SceneTensorProps } from './SceneTensor.tsx';

/** A tensor of a scene with the windows of its steps. */
export function WindowedTensor(props: SceneTensorProps) {
  const { scene, tensor } = props;
  return (
    <SceneTensor
      {...props}
      over={(layout, panel) => <PanelWindows {...{ scene, tensor, layout, panel }} />}
    />
  );
}

interface PanelWindowsProps {
  readonly scene: Scene;
  readonly tensor: string;
  readonly layout: Layout;
  readonly panel: number;
}

function PanelWindows({ scene, tensor, layout, panel }: PanelWindowsProps) {
  const own = useComputed(() => scene.windows.value.find((one) => one.tensor === tensor));
  return own.value ? <Window {...own.value} layout={layout} panel={panel} /> : null;
}
