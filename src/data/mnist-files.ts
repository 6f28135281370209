/** MNIST's four files: their usual names, what they hold, and how to know them. */
export type IdxPart = 'train-images' | 'train-labels' | 'test-images' | 'test-labels';

export interface IdxFile {
  readonly part: IdxPart;
  /** The name under which mirrors and this site serve it. */
  readonly name: string;
  /** Size unpacked. */
  readonly bytes: number;
  /** Size as the mirrors pack it: an estimate for progress, no more. */
  readonly packedBytes: number;
  /** Hexadecimal SHA-256 of the unpacked bytes; packed, the mirrors' files differ. */
  readonly sha256: string;
}

export const idxFiles: readonly IdxFile[] = [
  {
    part: 'train-images',
    name: 'train-images-idx3-ubyte.gz',
    bytes: 47_040_016,
    packedBytes: 9_912_422,
    sha256: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
  },
  {
    part: 'train-labels',
    name: 'train-labels-idx1-ubyte.gz',
    bytes: 60_008,
    packedBytes: 28_881,
    sha256: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
  },
  {
    part: 'test-images',
    name: 't10k-images-idx3-ubyte.gz',
    bytes: 7_840_016,
    packedBytes: 1_648_877,
    sha256: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
  },
  {
    part: 'test-labels',
    name: 't10k-labels-idx1-ubyte.gz',
    bytes: 10_008,
    packedBytes: 4_542,
    sha256: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
  },
];
