/**
 * The figure of one operation: controls, timeline where there are several stages, tensors, then the current step as
 * equation and sentence, the transport bar, the lines that run and the shapes. What differs is handed in.
 */
import type { ComponentChildren } from 'preact';
import { linkTo } from '#player/url.ts';
import { Figure } from '#views/Figure.tsx';
import { useLanguage } from '#views/language.ts';
import { Options } from '#views/Options.tsx';
import type { SourceRegion } from '#views/source-tokens.ts';
import { Timeline } from '#views/Timeline.tsx';
import { Transport } from '#views/Transport.tsx';
import type { Scene } from './scene.ts';
import { SceneOptions } from './SceneOptions.tsx';
import { SceneFormula } from './SceneFormula.tsx';
import { ShapeLedger } from './ShapeLedger.tsx';
import { SourceLines } from './SourceLines.tsx';
import { StepCaption } from './StepCaption.tsx';

/** What a page says to any such figure. */
export interface OperationPageProps {
  /** The figure's name in links, where a page has several. */
  readonly name?: string;
  readonly regions: readonly SourceRegion[];
}

export interface OperationFigureProps extends OperationPageProps {
  readonly scene: Scene;
  readonly words: {
    readonly label: string;
    readonly code: string;
    readonly hint: string;
    /** Names of the stages by what they write, short enough for a timeline; default: the tensor's name. */
    readonly stages?: Readonly<Record<string, string>>;
  };
  /** Lines to reserve, as many as the steps need: of the equation, of it on a phone, and of the sentence. */
  readonly rows: {
    readonly formula: number;
    readonly narrow: number;
    readonly caption: number;
    readonly narrowCaption: number;
  };
  /** A sentence of the figure's own, put before the step's. */
  readonly before?: string | undefined;
  readonly controls: ComponentChildren;
  /** The tensors. */
  readonly children: ComponentChildren;
}

export function OperationFigure(props: OperationFigureProps) {
  const { scene, name, words, rows } = props;
  const language = useLanguage();
  const { stages } = scene.trace.value;
  const stageNamed = (id: string) => stages.find((stage) => stage.id === id)!;
  return (
    <Figure
      player={scene.player}
      label={words.label}
      onPreview={scene.preview}
      {...(name && { name })}
    >
      <Options>{props.controls}</Options>
      {stages.length > 1 && (
        <Timeline
          player={scene.player}
          titleOf={(id) => scene.describe.titleOf(stageNamed(id).rule, language)}
          labelOf={(id) => words.stages?.[stageNamed(id).writes] ?? stageNamed(id).writes}
        />
      )}
      {props.children}
      <SceneOptions scene={scene} />
      <SceneFormula scene={scene} rows={rows.formula} narrowRows={rows.narrow} />
      <StepCaption
        scene={scene}
        rows={rows.caption}
        narrowRows={rows.narrowCaption}
        before={props.before}
      />
      <Transport player={scene.player} linkToHere={() => linkTo(scene.player, name)} />
      <details class="lbl-details">
        <summary>{words.code}</summary>
        <div class="lbl-columns">
          <SourceLines scene={scene} regions={props.regions} />
          <ShapeLedger scene={scene} />
        </div>
      </details>
      <p class="lbl-hint">{words.hint}</p>
    </Figure>
  );
}
