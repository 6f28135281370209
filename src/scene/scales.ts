/** How a figure colours its numbers, read from its trace: everything that the tape will ever show has one scale. */
import type { Role, TensorInfo, Trace } from '#steps/step.ts';
import type { Scale } from '#views/scale.ts';

/** The scale of one tensor for itself. */
export const scaleOfTensor = (trace: Trace, tensor: string): Scale =>
  scaleOf(
    trace,
    trace.tensors.filter(({ name }) => name === tensor),
  );

/** The scale that all tensors of a role share. Computed once for a trace. */
export function scaleOfRole(trace: Trace, role: Role): Scale {
  let scales = scalesOfRoles.get(trace);
  if (!scales) scalesOfRoles.set(trace, (scales = new Map()));
  let scale = scales.get(role);
  if (!scale) {
    const members = trace.tensors.filter((one) => one.role === role);
    scales.set(role, (scale = scaleOf(trace, members)));
  }
  return scale;
}

/** The roles of a trace that are more than a single number, in the order in which they appear. */
export const rolesOf = (trace: Trace): Role[] => [
  ...new Set(trace.tensors.filter(({ shape }) => shape.length > 0).map(({ role }) => role)),
];

const scalesOfRoles = new WeakMap<Trace, Map<Role, Scale>>();

/** Pictures are ink on paper unless a reader has put a negative number into one; they reach full ink at 1. */
function scaleOf(trace: Trace, tensors: readonly TensorInfo[]): Scale {
  let most = 0;
  let hasNegative = false;
  for (const { name } of tensors)
    for (const value of trace.valuesAt(name)?.data ?? []) {
      if (Number.isFinite(value)) most = Math.max(most, Math.abs(value));
      hasNegative ||= value < 0;
    }
  const isPicture = !hasNegative && tensors.some(({ role }) => role === 'input');
  return isPicture ? { kind: 'ink', most: Math.max(most, 1) } : { kind: 'diverging', most };
}
