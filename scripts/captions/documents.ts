/** A document for each operation: its stages in order, and of each stage one sentence of every kind. */
import { leadOf, titleOf, toTermText, toText } from '#steps/describe.ts';
import { isInsideTerm, termsOf } from '#steps/detail.ts';
import { spokenTerms } from '#steps/parts.ts';
import type { Step, Trace } from '#steps/step.ts';
import type { Language } from '#words/language.ts';
import { runs, type Told } from './runs.ts';

export interface Document {
  readonly name: string;
  readonly text: string;
}

const languages: readonly Language[] = ['en', 'zh-cn'];
/** So that a document can be read whole. */
const mostSteps = 6;

export const documents = (): Document[] =>
  Object.entries(runs).map(([name, tell]) => ({ name, text: documentOf(tell()) }));

function documentOf(told: readonly Told[]): string {
  const said = new Set<string>();
  const parts = told.map(({ setting, trace, stages = /./, isFresh = false }) => {
    if (isFresh) said.clear();
    const chosen = trace.stages.filter(({ id }) => stages.test(id));
    const texts = chosen.map(({ start, end }) => stageText(trace, start, end, said));
    return [`# ${setting}`, ...texts.filter(Boolean)];
  });
  return `${parts.flat().join('\n\n')}\n`;
}

/** Title and lead, then the steps that say something of a new kind, each in every language. */
function stageText(trace: Trace, start: number, end: number, said: Set<string>): string {
  const { rule, id } = trace.stageAt(start);
  const isKnown = said.has(rule);
  said.add(rule);
  const head = isKnown
    ? [`## ${id}`]
    : [
        `## ${id}: ${languages.map((one) => titleOf(rule, one)).join(' / ')}`,
        ...languages.map((one) => leadOf(rule, one)),
      ];
  const steps = kindsOf(trace, start, end).filter((step) => !isKnown || !said.has(kindOf(step)));
  if (isKnown && steps.length === 0) return '';
  for (const step of steps) said.add(kindOf(step));
  return [...head, ...steps.map(stepText)].join('\n');
}

/** The first step of each kind. */
function kindsOf(trace: Trace, start: number, end: number): Step[] {
  const kinds = new Map<string, Step>();
  for (let position = start; position < end; position++) {
    const step = trace.at(position);
    const kind = kindOf(step);
    if (!kinds.has(kind)) kinds.set(kind, step);
  }
  return [...kinds.values()].slice(0, mostSteps);
}

/** What decides how a step is told: its rule, how much of everything there is, and what lies outside. */
function kindOf(step: Step): string {
  const terms = termsOf(step).filter(isInsideTerm).length;
  const outside = termsOf(step).flatMap(({ factors }) => factors.map(({ virtual }) => virtual));
  return [step.rule, amount(terms), ...new Set(outside), ...ownKind(step)].join(' ');
}

function ownKind(step: Step): unknown[] {
  switch (step.kind) {
    case 'sum':
      return [toText(step, 'en').includes('…')];
    case 'select': {
      const { candidates, winner } = step;
      return [amount(candidates.filter(({ value }) => value === candidates[winner].value).length)];
    }
    case 'route':
      return [amount(step.passedBy.length)];
    case 'apply':
      return [step.writes[0].value === 0];
    case 'stamp':
      return [step.additions.some(({ before }) => before !== 0)];
    default:
      return step satisfies never;
  }
}

const amount = (count: number): string => (count < 2 ? String(count) : 'many');

function stepText(step: Step): string {
  const terms = termsToTell(step);
  return languages
    .flatMap((one) => [
      `- ${toText(step, one)}`,
      ...terms.map((term) => `  - ${toTermText(step, term, one)}`),
    ])
    .join('\n');
}

/** The first term, the first zero from outside, the last. */
function termsToTell(step: Step): number[] {
  if (step.kind === 'apply') return [];
  const terms = spokenTerms(step);
  if (terms.length < 2) return [];
  const zero = terms.findIndex((term) => !isInsideTerm(term));
  return [...new Set([0, zero, terms.length - 1])]
    .filter((term) => term >= 0)
    .sort((a, b) => a - b);
}
