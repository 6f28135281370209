import { describe, expect, it } from 'vitest';
import { droppedFiles } from './dropped-files.ts';

const file = (name: string) => ({
  ...{ isFile: true, isDirectory: false, name },
  file: (found: (file: File) => void) => found(new File([], name)),
});

/** A folder as a browser reads it out: in portions, the last of which is empty. */
function folder(...portions: readonly object[][]) {
  const createReader = () => {
    const left = [...portions];
    return { readEntries: (read: (entries: object[]) => void) => read(left.shift() ?? []) };
  };
  return { isFile: false, isDirectory: true, createReader };
}

const item = (entry: object | null, name: string, kind = 'file') =>
  ({
    kind,
    getAsFile: () => new File([], name),
    webkitGetAsEntry: () => entry,
  }) as unknown as DataTransferItem;

const names = async (...items: DataTransferItem[]) =>
  (await droppedFiles({ items })).map(({ name }) => name);

describe('droppedFiles(dropped)', () => {
  it('takes files, and what is inside of folders, portion by portion', async () => {
    const inner = folder([file('c')]);
    const outer = folder([file('a'), file('b')], [inner]);
    expect(await names(item(outer, 'mnist'), item(file('d'), 'd'))).toEqual(['a', 'b', 'c', 'd']);
  });

  it('takes what the browser gives where it knows no entries', async () => {
    expect(await names(item(null, 'a'), item(null, 'text', 'string'))).toEqual(['a']);
  });

  it('gives back a folder that is empty or cannot be read, to be refused by name', async () => {
    const broken = {
      ...folder(),
      createReader: () => ({ readEntries: (_: unknown, fail: () => void) => fail() }),
    };
    expect(await names(item(folder(), 'empty'), item(broken, 'broken'))).toEqual([
      ...['empty', 'broken'],
    ]);
  });

  it('does not read out a whole disk', async () => {
    const many = Array.from({ length: 1000 }, (_, k) => file(`${k}`));
    expect((await names(item(folder(many), 'disk'))).length).toBeLessThanOrEqual(200);
  });
});
