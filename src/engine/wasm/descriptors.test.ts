import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fieldsOf } from './descriptors.ts';
import type { RecordKind } from './descriptors.ts';

const source = readFileSync(new URL('../../assembly/descriptors.ts', import.meta.url), 'utf8');
const classes = [...source.matchAll(/export class (\w+) \{\n(.*?)\n\}/gs)];

test('the kernels and the memory plan know the same records', () => {
  expect(classes).toHaveLength(6);
  for (const [, name, body] of classes) {
    const fields = [...body.matchAll(/^ {2}(\w+): (\w+);$/gm)].map(([, field, type]) => ({
      name: field,
      isFloat: type === 'f32',
    }));
    expect(fields, name).toEqual(fieldsOf(name as RecordKind));
  }
});
