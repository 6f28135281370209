/**
 * A mistake that people really make, as an ordinary operation that can stand
 * in for the right one: forward is right, one gradient is wrong.
 */
import type { Operation } from '../../operation.ts';

type Words = Readonly<Record<'en' | 'zh-cn', string>>;

export interface Mistake {
  /** Short and stable, for addresses: `unrotated-kernel`. */
  readonly id: string;
  readonly title: Words;
  /** How the wrong gradient differs from the right one, and where not. */
  readonly effect: Words;
  /** The input whose gradient is wrong; all others are right to the bit. */
  readonly spoils: string;
  /** Has the name of the operation that it stands in for. */
  readonly operation: Operation<any, any, any>;
}
