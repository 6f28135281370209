/**
 * What must hold for every trace, as one function that any test can call. It returns complaints in words, an empty
 * list if all is well, so that a test can also show that a wrong trace or a wrong operation is found out.
 */
import { flatIndex, sizeOf, unravel } from '#engine/tensor.ts';
import { evaluate } from './evaluate.ts';
import { functions } from './rules.ts';
import { formatCell, isInside, parseId } from './ids.ts';
import type { Operand, Step, Trace } from './step.ts';
import { stepsOf } from './trace.ts';

/** At most this many complaints are listed: one mistake spoils many steps. */
const mostComplaints = 12;

/** Replays, re-reads in another order, looks every cell up again, and clones. */
export function complaintsAbout(trace: Trace): string[] {
  const complaints: string[] = [];
  const inOrder = [...stepsOf(trace)];
  checkReplay(trace, inOrder, complaints);
  checkCells(trace, complaints);
  for (const [position, step] of inOrder.entries()) {
    if (complaints.length >= mostComplaints) break;
    checkStep(trace, position, step, complaints);
  }
  return complaints;
}

/** Every written value follows from what its step read, and ends as the operation has it. */
function checkReplay(trace: Trace, steps: readonly Step[], complaints: string[]): void {
  const held = new Map<string, number>();
  for (const step of steps) {
    const values = evaluate(step, functions);
    for (const [k, { ref, value }] of step.writes.entries()) {
      if (!same(values[k], value))
        complaints.push(`${step.id} writes ${value} but its operands give ${values[k]}`);
      if (step.kind === 'stamp' && !same(held.get(formatCell(ref)) ?? 0, step.additions[k].before))
        complaints.push(`${step.id} adds to another number than ${formatCell(ref)} holds`);
      else if (step.kind !== 'stamp' && held.has(formatCell(ref)))
        complaints.push(`${step.id} writes ${formatCell(ref)} a second time`);
      held.set(formatCell(ref), value);
    }
  }
  for (const { writes } of trace.stages) {
    const { shape, data } = trace.valuesAt(writes)!;
    for (let flat = 0; flat < data.length; flat++) {
      const cell = formatCell({ tensor: writes, index: unravel(shape, flat) });
      if (!same(held.get(cell) ?? 0, data[flat]))
        complaints.push(`${cell} is ${data[flat]} but the steps end with ${held.get(cell)}`);
    }
  }
}

/** Every cell of a written tensor is completed by the step that says so, and by no other. */
function checkCells(trace: Trace, complaints: string[]): void {
  for (const { writes, start, end } of trace.stages) {
    const { shape } = trace.valuesAt(writes)!;
    for (let flat = 0; flat < sizeOf(shape); flat++) {
      const ref = { tensor: writes, index: unravel(shape, flat) };
      const position = trace.indexOf(ref);
      if (position === undefined) {
        if (trace.valuesAt(writes)!.data[flat] !== 0)
          complaints.push(`no step writes ${formatCell(ref)}`);
      } else if (position < start || position >= end || !writesCell(trace.at(position), ref))
        complaints.push(`indexOf(${formatCell(ref)}) is ${position}, which does not write it`);
    }
  }
}

function checkStep(trace: Trace, position: number, step: Step, complaints: string[]): void {
  const wrong = (what: string) => complaints.push(`${step.id} ${what}`);
  const stage = trace.stageAt(position);
  if (stage.id !== step.stage || position < stage.start || position >= stage.end)
    wrong('lies in another stage than it says');
  if (trace.positionOf(step.id) !== position) wrong('is not found again by its id');
  if (parseId(step.id)?.stage !== step.stage) wrong('has an id of another stage');
  if (step.kind !== 'stamp' && trace.indexOf(step.writes[0].ref) !== position)
    wrong('is not the step that indexOf names for its cell');
  const ahead = trace.at(trace.length - 1 - position);
  if (ahead.id === '' || written(trace.at(position)) !== written(step))
    wrong('is another when it is asked for again');
  if (written(structuredClone(step)) !== written(step))
    wrong('does not survive a structured clone');
  for (const read of step.reads) {
    const complaint = problemWith(trace, read);
    if (complaint !== undefined) wrong(complaint);
    else if (!trace.readers(read.ref).includes(position))
      wrong(`is missing among the readers of ${formatCell(read.ref)}`);
  }
}

/** What was read must be in the tensor, with the value that the tensor has. */
function problemWith(trace: Trace, read: Operand): string | undefined {
  const tensor = trace.valuesAt(read.ref.tensor);
  if (tensor === undefined) return `reads ${read.ref.tensor}, which no tensor is called`;
  if (!isInside(tensor.shape, read.ref.index)) return `reads outside: ${formatCell(read.ref)}`;
  const flat = flatIndex(tensor.shape, read.ref.index);
  return same(tensor.data[flat], read.value)
    ? undefined
    : `reads ${formatCell(read.ref)} as ${read.value} but it is ${tensor.data[flat]}`;
}

const writesCell = (step: Step, ref: Operand['ref']): boolean =>
  step.writes.some((written) => formatCell(written.ref) === formatCell(ref));

/** To the last bit; only the sign of a zero may differ, since adding a zero of the padding turns -0 into 0. */
const same = (one: number | undefined, other: number): boolean =>
  one === other || (Number.isNaN(one) && Number.isNaN(other));

/** A step as text; numbers as JSON has none for, infinities among them, are spelled out. */
const written = (step: Step): string =>
  JSON.stringify(step, (_key, value: unknown) => (typeof value === 'number' ? `${value}` : value));
