/** All rules by name: `conv2d.forward`, `conv2d.dWeight`. */
import { conv2dRules } from './conv2d-rules.ts';
import type { Language, Rule, Rules } from './rule.ts';

export const rules: Rules = {
  ...conv2dRules,
};

/** Throws RangeError for a name that no step carries. */
export function ruleOf(name: string): Rule {
  const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
  if (rule === undefined) throw new RangeError(`rule: unknown rule ${name}`);
  return rule;
}

export const titleOf = (rule: string, language: Language): string => ruleOf(rule).title[language];
export const leadOf = (rule: string, language: Language): string => ruleOf(rule).lead[language];
