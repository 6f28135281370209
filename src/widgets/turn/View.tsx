/** The turn as the reader sees it: a pixel, its windows one after the other, and the grid that their weights make. */
import { useSignalEffect } from '@preact/signals';
import { useMemo, useRef, useState } from 'preact/hooks';
import { linkTo } from '#player/url.ts';
import { flatten } from '#scene/known.ts';
import { Switch } from '#views/controls.tsx';
import { Figure } from '#views/Figure.tsx';
import { Hairlines } from '#views/Hairlines.tsx';
import { speaking, useWords } from '#views/language.ts';
import { TensorGrid } from '#views/TensorGrid.tsx';
import { Transport } from '#views/Transport.tsx';
import { Window } from '#views/Window.tsx';
import { Lift } from './Lift.tsx';
import { createTurn, type Turn as Model } from './model.ts';
import { Told } from './Told.tsx';
import { strings } from './strings.ts';
import './turn.css';

export interface TurnProps {
  /** The figure's name in links, where a page has several. */
  readonly name?: string;
}

export const Turn = speaking(({ name }: TurnProps) => {
  const [model] = useState(createTurn);
  const words = useWords(strings);
  const { player, isTurned } = model;
  useRestAfterPixel(model);
  return (
    <Figure player={player} label={words.label} name={name}>
      <Grids model={model} />
      <div class="lbl-controls">
        <Switch label={words.turn} value={isTurned} />
      </div>
      <Told model={model} />
      <Transport player={player} isPlain linkToHere={() => linkTo(player, name)} />
      <p class="lbl-hint">{words.hint}</p>
    </Figure>
  );
});

function Grids({ model }: { readonly model: Model }) {
  const words = useWords(strings);
  const { grids, hovered, marks, now, outputs, window: box } = model;
  const { reading } = now.value;
  const isTurned = model.isTurned.value;
  const link = useLink(model);
  return (
    <div class="lbl-turn">
      <TensorGrid
        {...grids.x}
        title={words.x}
        hasIndices
        decimals={1}
        marks={marks.x}
        onHover={(ref) => (hovered.value = ref)}
        onSelect={({ index }) => model.choose(index)}
        over={(layout, panel) => <Window {...box.value} {...{ layout, panel }} />}
      />
      <TensorGrid
        {...grids.dy}
        title={words.dy}
        hasIndices
        isSigned
        decimals={1}
        marks={marks.dy}
        over={(layout, panel) => (
          <Window {...outputs.value} {...{ layout, panel }} pass="gradient" />
        )}
      />
      <div class="lbl-turn-weights">
        <div class="lbl-turn-kernel" data-turned={isTurned || undefined}>
          <TensorGrid
            {...grids.weight}
            title={isTurned ? words.weightTurned : words.weight}
            decimals={0}
            marks={marks.weight}
          />
        </div>
        <TensorGrid {...grids.lifted} title={words.lifted} decimals={0} marks={marks.lifted} />
      </div>
      <Hairlines link={link} />
      <Lift model={model} from={reading.weight} slot={reading.slot} />
    </div>
  );
}

/** From the window on x to its output. */
function useLink({ grids, now }: Model) {
  const flat = flatten(grids.dy.shape, now.value.reading.output.index);
  return useMemo(() => ({ window: 'x', tensor: 'dy', flat, pass: 'gradient' as const }), [flat]);
}

/** Playing rests when a pixel has all of its windows; asked to go on, it goes on with the next pixel. */
function useRestAfterPixel({ player, now }: Model): void {
  const wasPlaying = useRef(false);
  useSignalEffect(() => {
    const { playing } = player.state.value;
    if (playing && wasPlaying.current && now.value.isLast) player.dispatch({ type: 'pause' });
    wasPlaying.current = playing;
  });
}
