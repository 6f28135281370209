/**
 * The records that tell a kernel its task: the same fields in the same order as src/assembly/descriptors.ts, where
 * they are explained. Each field has four bytes, little-endian.
 */
const RECORDS = {
  Gather: {
    height: 'i32',
    width: 'i32',
    channels: 'i32',
    divisor: 'f32',
    indices: 'usize',
    shifts: 'usize',
    output: 'usize',
    outputSampleStep: 'usize',
    outputRowStep: 'usize',
  },
  Convolution: {
    input: 'usize',
    inputSampleStep: 'usize',
    inputRowStep: 'usize',
    pixelStep: 'usize',
    rowStep: 'usize',
    kernelHeight: 'i32',
    kernelRowFloats: 'i32',
    outputChannels: 'i32',
    outputHeight: 'i32',
    outputWidth: 'i32',
    windowPixelStep: 'usize',
    windowRowStep: 'usize',
    windowOffsets: 'usize',
    windowGroups: 'i32',
    pooled: 'i32',
    relu: 'i32',
    single: 'i32',
    output: 'usize',
    outputSampleStep: 'usize',
    outputRowStep: 'usize',
    winners: 'usize',
    winnersSampleStep: 'usize',
    weight: 'usize',
    blocks: 'usize',
    bias: 'usize',
    tapOffsets: 'usize',
    tapMasks: 'usize',
    tapVectors: 'i32',
    nine: 'i32',
    outputGradient: 'usize',
    inputGradient: 'usize',
    apart: 'i32',
    slots: 'usize',
    slotStep: 'usize',
    gradient: 'usize',
  },
  Product: {
    a: 'usize',
    aRowStep: 'usize',
    depth: 'i32',
    panels: 'usize',
    panelCount: 'i32',
    bias: 'usize',
    c: 'usize',
    cRowStep: 'usize',
    relu: 'i32',
    mask: 'usize',
  },
  DenseGradient: {
    x: 'usize',
    xRowStep: 'usize',
    inFeatures: 'i32',
    dy: 'usize',
    dyRowStep: 'usize',
    outFeatures: 'i32',
    dyPanels: 'usize',
    dyPanelRows: 'i32',
    gradient: 'usize',
    biasGradient: 'usize',
    weight: 'usize',
    transposed: 'usize',
  },
  Loss: {
    logits: 'usize',
    logitsRowStep: 'usize',
    classes: 'i32',
    labels: 'usize',
    indices: 'usize',
    dLogits: 'usize',
    rowLoss: 'usize',
    rowCorrect: 'usize',
    targetOn: 'f32',
    targetOff: 'f32',
  },
  Optimizer: {
    kind: 'i32',
    parameters: 'usize',
    gradients: 'usize',
    first: 'usize',
    second: 'usize',
    learningRate: 'f32',
    weightDecay: 'f32',
    momentum: 'f32',
    beta1: 'f32',
    beta2: 'f32',
    epsilon: 'f32',
    stepSize: 'f32',
    secondScale: 'f32',
  },
} as const;

export type RecordKind = keyof typeof RECORDS;
export type RecordValues<Kind extends RecordKind> = Record<
  keyof (typeof RECORDS)[Kind] & string,
  number
>;

/** Names and types of a record's fields in their order. */
export const fieldsOf = (kind: RecordKind): [name: string, type: string][] =>
  Object.entries(RECORDS[kind]);

export const recordBytes = (kind: RecordKind): number => 4 * fieldsOf(kind).length;

/** Writes some or all fields of a record at byte `address`. */
export function writeRecord<Kind extends RecordKind>(
  memory: DataView,
  kind: Kind,
  address: number,
  values: Partial<RecordValues<Kind>>,
): void {
  fieldsOf(kind).forEach(([name, type], position) => {
    const value = (values as Record<string, number | undefined>)[name];
    if (value === undefined) return;
    if (type === 'f32') memory.setFloat32(address + 4 * position, value, true);
    else memory.setInt32(address + 4 * position, value, true);
  });
}
