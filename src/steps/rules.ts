/** All rules by name: `conv2d.forward`, `conv2d.dWeight`. */
import { avgPool2dRules } from './avg-pool2d.ts';
import { batchRules } from './batch-rules.ts';
import { conv2dRules } from './conv2d-rules.ts';
import { denseRules } from './dense.ts';
import { eluRules } from './elu.ts';
import { flattenRules } from './flatten.ts';
import { leakyReluRules } from './leaky-relu.ts';
import { maxPool2dRules } from './max-pool2d.ts';
import { meanSquaredErrorRules } from './mean-squared-error.ts';
import { optimizerRules } from './optimizer-rules.ts';
import { preluRules } from './prelu.ts';
import { reluRules } from './relu.ts';
import type { Rule, Rules } from './rule.ts';
import type { Language } from '#words/language.ts';
import { sigmoidRules } from './sigmoid.ts';
import { softmaxCrossEntropyRules } from './softmax-cross-entropy-rules.ts';
import { softmaxRules } from './softmax-rules.ts';
import { tanhRules } from './tanh.ts';

export const rules: Rules = {
  ...conv2dRules,
  ...maxPool2dRules,
  ...avgPool2dRules,
  ...reluRules,
  ...leakyReluRules,
  ...eluRules,
  ...preluRules,
  ...sigmoidRules,
  ...tanhRules,
  ...denseRules,
  ...flattenRules,
  ...softmaxRules,
  ...softmaxCrossEntropyRules,
  ...meanSquaredErrorRules,
  ...optimizerRules,
  ...batchRules,
};

/** Throws RangeError for a name that no step carries. */
export function ruleOf(name: string): Rule {
  const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
  if (rule === undefined) throw new RangeError(`rule: unknown rule ${name}`);
  return rule;
}

export const titleOf = (rule: string, language: Language): string => ruleOf(rule).title[language];
export const leadOf = (rule: string, language: Language): string => ruleOf(rule).lead[language];
