/** An operation retold: what its file in this folder exports, and all that the rest knows of it. */
import type { StepFunction } from './functions.ts';
import type { Rules } from './rule.ts';
import type { Call, StageSteps } from './stage.ts';

export type Tell = (call: Call) => StageSteps[];

export interface Telling {
  /** Stages of the result, from a call with the inputs and the output. */
  readonly forward: Tell;
  /** Stages of the gradients, from the same call with dy and the gradients. */
  readonly backward: Tell;
  /** The gradient of x once more, told from dy: each cell adds its share to the cells that it reaches. */
  readonly scatter?: Tell;
  readonly rules: Rules;
  /** Functions of this operation alone that its `apply` steps name. */
  readonly functions?: Readonly<Record<string, StepFunction>>;
}
