/**
 * The scoreboard: what the network answers before and after the update, and which parameters are to blame. All of it is
 * read off the tape as far as it has been played; what no step has made yet is undefined.
 */
import { computed, type ReadonlySignal } from '@preact/signals';
import { unravel } from '#engine/tensor.ts';
import type { Scene } from '#scene/scene.ts';
import type { CellRef, Trace } from '#steps/step.ts';
import { nameOf, type Known } from '#views/cell-text.ts';

export interface Outcome {
  /** One a class. */
  readonly probabilities: Known;
  /** In nats. */
  readonly loss: number | undefined;
  /** The class of the largest probability, the first of equals; undefined until all are known. */
  readonly answer: number | undefined;
  readonly isRight: boolean | undefined;
}

export interface Blamed {
  readonly parameter: CellRef;
  /** The cell of its gradient, and the name of the step that made it. */
  readonly ref: CellRef;
  readonly step: string;
  readonly value: number | undefined;
  readonly gradient: number;
  /** |gradient| as a part of the largest, 0 to 1. */
  readonly share: number;
  readonly updated: number | undefined;
}

export interface Blame {
  /** The largest first; of equals, the one that stands first on the tape. */
  readonly worst: readonly Blamed[];
  /** How many parameters there are, and of how many the gradient is known. */
  readonly all: number;
  readonly known: number;
}

/** How many of the worst are named. */
export const places = 5;

export function createScore(scene: Scene, label: ReadonlySignal<number>) {
  const outcomeOf = (pass: '' | 'again.') =>
    computed((): Outcome => {
      const probabilities = scene.knownOf(`${pass}probabilities`).value;
      const answer = largest(probabilities);
      return {
        probabilities,
        loss: scene.knownOf(`${pass}loss`).value[0],
        answer,
        isRight: answer === undefined ? undefined : answer === label.value,
      };
    });
  // At the level of terms a cell holds what its sum comes to so far, which is no gradient yet.
  const inTheMaking = computed(() => {
    const term = scene.player.term.value;
    const last = scene.player.tape.value.termsAt(scene.player.index.value) - 1;
    return term === undefined || term >= last ? '' : nameOf(scene.step.value.writes[0].ref);
  });
  return {
    before: outcomeOf(''),
    after: outcomeOf('again.'),
    blame: computed((): Blame => {
      const trace = scene.trace.value;
      const cells = parametersOf(trace).flatMap(({ parameter, gradient, shape }) => {
        const [slopes, values] = [scene.knownOf(gradient).value, scene.knownOf(parameter).value];
        const updated = scene.knownOf(`updated.${parameter}`).value;
        return Array.from(slopes, (slope, flat) => {
          const index = unravel(shape, flat);
          const ref = { tensor: gradient, index };
          const isMade = slope !== undefined && nameOf(ref) !== inTheMaking.value;
          return {
            parameter: { tensor: parameter, index },
            ref,
            gradient: isMade ? slope : undefined,
            value: values[flat],
            updated: updated[flat],
          };
        });
      });
      const known = cells.filter(hasGradient);
      const ranked = known.toSorted((a, b) => Math.abs(b.gradient) - Math.abs(a.gradient));
      const most = Math.abs(ranked[0]?.gradient ?? 0);
      const worst = ranked.slice(0, places).map((cell) => ({
        ...cell,
        step: trace.at(trace.indexOf(cell.ref)!).id,
        share: most === 0 ? 0 : Math.abs(cell.gradient) / most,
      }));
      return { worst, all: cells.length, known: known.length };
    }),
  };
}

/** The parameters of a trace, which are what its update changes. */
function parametersOf({ tensors }: Trace) {
  return tensors.flatMap(({ name, gradientOf, shape }) =>
    gradientOf !== undefined && tensors.some((one) => one.name === `updated.${gradientOf}`)
      ? [{ parameter: gradientOf, gradient: name, shape }]
      : [],
  );
}

/** A slope that is no finite number has no place among others. */
const hasGradient = <T extends { gradient: number | undefined }>(
  cell: T,
): cell is T & { gradient: number } => Number.isFinite(cell.gradient);

function largest(known: Known): number | undefined {
  const numbers = Array.from(known).filter((one) => one !== undefined);
  const at = numbers.indexOf(Math.max(...numbers));
  return numbers.length < known.length || at < 0 ? undefined : at;
}
