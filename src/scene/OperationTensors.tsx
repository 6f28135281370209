/**
 * The tensors of one operation by their role, side by side: the weights, what they are laid on, what is made. Where the engine
 * refuses a combination, its message stands above the last one that it took.
 */
import type { CellRef } from '#steps/step.ts';
import type { Frame } from '#views/layout.ts';
import { SceneHairlines } from './SceneHairlines.tsx';
import type { SceneTensorProps } from './SceneTensor.tsx';
import { WindowedTensor } from './SceneWindow.tsx';
import { SumTile } from './SumTile.tsx';
import type { Scene } from './scene.ts';
import './operation-tensors.css';

export interface OperationTensorsProps {
  readonly scene: Scene;
  /** Titles of tensors by name, and what to say where the engine refuses. */
  readonly words: Readonly<Record<string, string>> & {
    readonly refused: string;
    readonly kept: string;
  };
  /** The engine's message where it refuses the present combination. */
  readonly error: string | undefined;
  readonly onEdit: (ref: CellRef, value: number) => void;
}

export function OperationTensors({ scene, words, error, onEdit }: OperationTensorsProps) {
  const { stages, tensors } = scene.trace.value;
  const isMade = (name: string): boolean => stages.some(({ writes }) => writes === name);
  const given = tensors.filter(({ name }) => !isMade(name));
  const weights = given.filter(({ role }) => role === 'weight');
  const { pH = 0, pW = 0 } = stages[0].attrs;
  const frameOf = (name: string): Frame => ({
    padding: name === stages[0].tensors['x'] ? [pH, pW] : [0, 0],
  });
  const draw = (name: string, how: Partial<SceneTensorProps>) => (
    <WindowedTensor key={name} scene={scene} tensor={name} title={words[name]} {...how} />
  );
  return (
    <>
      <div role="status">
        {error !== undefined && (
          <p class="lbl-error">
            {words.refused} <code>{error}</code> {words.kept}
          </p>
        )}
      </div>
      <div class="lbl-operation" data-stale={error !== undefined || undefined}>
        {weights.length > 0 && (
          <div class="lbl-operation-weights">
            {weights.map(({ name }) => draw(name, { onEdit }))}
          </div>
        )}
        {given
          .filter((one) => !weights.includes(one))
          .map(({ name }) => draw(name, { onEdit, hasIndices: true, frame: frameOf(name) }))}
        {stages.map(({ writes }) => draw(writes, { hasIndices: true }))}
        <SceneHairlines scene={scene} />
      </div>
      <SumTile scene={scene} />
    </>
  );
}
