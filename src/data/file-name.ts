/**
 * What a file is for, as far as its name says: `train-images-idx3-ubyte.gz`, `t10k-labels (1).idx1`, `x_test.npy`. Names
 * are read by whole words, so that `latest-train-images` is for training and `contest.zip` for nothing.
 */
export type SplitName = 'train' | 'test';
export type PartKind = 'images' | 'labels';

const splitWords: Readonly<Record<SplitName, RegExp>> = {
  train: /^[xy]?train(ing)?\d*(set|data|images?|labels?|[xy])?$/,
  test: /^[xy]?(t10k|test(ing)?\d*)(set|data|images?|labels?|[xy])?$/,
};
const kindWords: Readonly<Record<PartKind, RegExp>> = {
  images: /^(.*images?|idx3|x|xtrain|xtest)$/,
  labels: /^(.*labels?|idx1|y|ytrain|ytest|targets?)$/,
};

/** `some/folder/trainImages (1).idx3-ubyte` has the words train, images, 1, idx3, ubyte. */
const wordsOf = (name: string): string[] =>
  name
    .replace(/^.*\//, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);

function told<Answer extends string>(
  name: string,
  answers: Readonly<Record<Answer, RegExp>>,
): Answer | undefined {
  const words = wordsOf(name);
  const found = (Object.keys(answers) as Answer[]).filter((answer) =>
    words.some((word) => answers[answer].test(word)),
  );
  return found.length === 1 ? found[0] : undefined;
}

/** Undefined where the name has no word for either split, or for both. */
export const splitToldBy = (name: string): SplitName | undefined => told(name, splitWords);

/** Undefined where the name has no word for either kind, or for both. */
export const kindToldBy = (name: string): PartKind | undefined => told(name, kindWords);

/**
 * What systems, browsers and download tools leave beside the files that one wants: notes of macOS and Windows, downloads
 * that have not ended, copies that an editor or `npm run data` put aside.
 */
const leftover =
  /(^|\/)(\._|\.DS_Store$|__MACOSX\/|Thumbs\.db$|desktop\.ini$)|\.(part|partial|crdownload|opdownload|download|aria2|!ut|tmp|temp|bak|rejected)$|~$/i;

/** Tells whether a file of this name is none that a reader means, whatever it holds. */
export const isLeftover = (name: string): boolean => leftover.test(name);

const container = /\.(mat|npz|zip)(\.gz)?$/i;

/** Files that may hold all four parts. */
export const isContainer = (name: string): boolean => container.test(name);

/**
 * Tells whether a file among others, in a folder or an archive, is worth a look. Of leftovers those are that the reader
 * should hear of: `._train-images-idx3-ubyte`, not `.DS_Store`.
 */
export const isOfInterest = (name: string): boolean =>
  kindToldBy(name) !== undefined || /\.npy(\.gz)?$/i.test(name);
