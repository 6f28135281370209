/**
 * The records that tell a kernel its task: the same fields in the same order as src/assembly/descriptors.ts, where
 * they are explained. A line holds the names of fields that belong together; each field has four bytes, little-endian.
 */
const RECORDS = {
  Gather: ['height width channels divisor', 'indices shifts output outputSampleStep outputRowStep'],
  Convolution: [
    'input inputSampleStep inputRowStep pixelStep rowStep kernelHeight kernelRowFloats',
    'outputChannels outputHeight outputWidth',
    'windowPixelStep windowRowStep windowOffsets windowGroups pooled relu single',
    'output outputSampleStep outputRowStep winners winnersSampleStep',
    'weight blocks bias tapOffsets tapMasks tapVectors nine',
    'outputGradient inputGradient apart slots slotStep gradient',
  ],
  Product: ['a aRowStep depth panels panelCount bias', 'c cRowStep relu mask'],
  DenseGradient: [
    'x xRowStep inFeatures dy dyRowStep outFeatures dyPanels dyPanelRows',
    'gradient biasGradient weight transposed',
  ],
  Loss: [
    'logits logitsRowStep classes labels indices dLogits rowLoss rowCorrect',
    'targetOn targetOff',
  ],
  Optimizer: [
    'kind parameters gradients first second',
    'learningRate weightDecay momentum beta1 beta2 epsilon stepSize secondScale',
  ],
} as const;

const wordsOf = (lines: readonly string[]): string[] => lines.flatMap((line) => line.split(' '));

/** The fields that are float32; all others are addresses and whole numbers of 32 bits. */
const FLOATS = wordsOf([
  'divisor targetOn targetOff',
  'learningRate weightDecay momentum beta1 beta2 epsilon stepSize secondScale',
]);

type Words<Line extends string> = Line extends `${infer Word} ${infer Rest}`
  ? Word | Words<Rest>
  : Line;

export type RecordKind = keyof typeof RECORDS;
export type RecordValues<Kind extends RecordKind> = Record<
  Words<(typeof RECORDS)[Kind][number]>,
  number
>;

/** Names of a record's fields in their order, and whether they are float32. */
export const fieldsOf = (kind: RecordKind): { name: string; isFloat: boolean }[] =>
  wordsOf(RECORDS[kind]).map((name) => ({ name, isFloat: FLOATS.includes(name) }));

export const recordBytes = (kind: RecordKind): number => 4 * fieldsOf(kind).length;

/** Writes some or all fields of a record at byte `address`. */
export function writeRecord<Kind extends RecordKind>(
  memory: DataView,
  kind: Kind,
  address: number,
  values: Partial<RecordValues<Kind>>,
): void {
  fieldsOf(kind).forEach(({ name, isFloat }, position) => {
    const value = (values as Record<string, number | undefined>)[name];
    if (value === undefined) return;
    if (isFloat) memory.setFloat32(address + 4 * position, value, true);
    else memory.setInt32(address + 4 * position, value, true);
  });
}
