/** Reads out a folder; fetched with the first that is dropped. */

/** More files of one folder are not looked at: it is not a folder of a data set. */
const mostFiles = 200;

/** Adds the files of `entry`, and of the folders in it, to `found`. Rejects where one cannot be read. */
export async function collect(entry: FileSystemEntry, found: File[]): Promise<void> {
  if (found.length >= mostFiles) return;
  if (isFile(entry)) {
    found.push(await new Promise<File>((resolve, reject) => entry.file(resolve, reject)));
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // A hundred at a time, and none at the end.
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (entries.length === 0 || found.length >= mostFiles) return;
    for (const one of entries) await collect(one, found);
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
