/** The hairlines of a scene's current step, to be put into the element that holds its tensors. */
import { useMemo } from 'preact/hooks';
import { Hairlines } from '#views/Hairlines.tsx';
import { flatten } from './known.ts';
import type { Scene } from './scene.ts';

export function SceneHairlines({ scene }: { readonly scene: Scene }) {
  const late = scene.late.value;
  const link = useMemo(() => {
    const { trace } = late;
    const from = scene.windows.peek().find(({ joins }) => joins);
    const shape = from?.joins && trace.valuesAt(from.joins.tensor)?.shape;
    if (!from?.joins || !shape) return undefined;
    const { tensor, index } = from.joins;
    return { window: from.tensor, tensor, flat: flatten(shape, index), pass: from.pass };
  }, [late]);
  return <Hairlines link={link} />;
}
