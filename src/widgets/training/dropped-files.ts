/** The files of a drop, with those inside of folders that were dropped. */

/** The parts of a browser's `DataTransfer` that are needed here. */
export interface Dropped {
  readonly items: ArrayLike<Pick<DataTransferItem, 'kind' | 'getAsFile' | 'webkitGetAsEntry'>>;
}

/**
 * Must be called while the drop event is handled: the browser forgets the items afterwards. A folder that is empty or
 * cannot be read is given back as the file that the browser makes of it, so that whoever reads it says what is wrong.
 */
export async function droppedFiles({ items }: Dropped): Promise<File[]> {
  const dropped = Array.from(items)
    .filter(({ kind }) => kind === 'file')
    .map((item) => ({ file: item.getAsFile(), entry: item.webkitGetAsEntry() }));
  const files = dropped.map(async ({ file, entry }) => {
    if (!entry?.isDirectory) return file ? [file] : [];
    const inside: File[] = [];
    await import('./folder-files.ts')
      .then(({ collect }) => collect(entry, inside))
      .catch(() => inside.splice(0));
    return inside.length > 0 || !file ? inside : [file];
  });
  return (await Promise.all(files)).flat();
}
