/** All rules by name, `conv2d.forward`, `conv2d.dWeight`, and all functions that steps apply. */
import type { Language } from '#words/language.ts';
import { batchRules } from './batch-rules.ts';
import { functions as shared, type StepFunction } from './functions.ts';
import * as operations from './operations.ts';
import { optimizerRules } from './optimizer-rules.ts';
import type { Rule, Rules } from './rule.ts';
import type { Telling } from './telling.ts';

const tellings: readonly Telling[] = Object.values(operations);

export const rules: Rules = Object.assign(
  {},
  ...tellings.map((one) => one.rules),
  optimizerRules,
  batchRules,
);

export const functions: Readonly<Record<string, StepFunction>> = Object.assign(
  {},
  shared,
  ...tellings.map((one) => one.functions),
);

/** Throws RangeError for a name that no step carries. */
export function ruleOf(name: string): Rule {
  const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
  if (rule === undefined) throw new RangeError(`rule: unknown rule ${name}`);
  return rule;
}

export const titleOf = (rule: string, language: Language): string => ruleOf(rule).title[language];
export const leadOf = (rule: string, language: Language): string => ruleOf(rule).lead[language];
