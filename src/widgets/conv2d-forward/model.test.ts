import { expect, test } from 'vitest';
import { kernels, pictures } from './examples.ts';
import { createConv2dForward } from './model.ts';
import { strings } from './strings.ts';

test('every picture with every kernel that fits ends in the numbers of the engine', () => {
  const model = createConv2dForward();
  for (const { id: picture } of pictures)
    for (const { id: kernel, inputs } of kernels) {
      model.choose('picture', picture);
      model.choose('kernel', kernel);
      expect(model.error.value === undefined).toBe(inputs['weight'].shape[2] <= 6);
      if (model.error.value !== undefined) continue;
      const { scene } = model;
      scene.player.dispatch({ type: 'last' });
      expect(Array.from(scene.knownOf('y').value)).toEqual(
        Array.from(scene.trace.value.valuesAt('y')!.data),
      );
    }
});

test('the first example: the kernel for vertical edges answers at the edge and nowhere else', () => {
  const { scene } = createConv2dForward();
  scene.player.dispatch({ type: 'last' });
  expect(Array.from(scene.knownOf('y').value).slice(0, 4)).toEqual([0, 3, 3, 0]);
});

test('what the engine refuses is told in its own words, and the last good run stays', () => {
  const model = createConv2dForward();
  const good = model.scene.trace.value;
  model.choose('kernel', 'large');
  expect(model.error.value).toMatchInlineSnapshot(
    `"conv2d: the kernel is larger than the padded input; x [1, 1, 6, 6], kernelSize [7, 7], padding [0, 0]"`,
  );
  expect(model.scene.trace.value).toBe(good);
  model.padding.value = 1;
  expect(model.error.value).toBeUndefined();
  expect(model.scene.trace.value.valuesAt('y')?.shape).toEqual([1, 1, 2, 2]);
  model.stride.value = 0;
  expect(model.error.value).toMatchInlineSnapshot(
    `"conv2d: stride must be two whole numbers >= 1; stride [0, 0]"`,
  );
});

test('a larger stride leaves the reader on a step that exists', () => {
  const model = createConv2dForward();
  model.scene.player.dispatch({ type: 'last' });
  model.stride.value = 3;
  expect(model.scene.step.value.id).toBe('conv2d.forward.y[0,0,1,1]');
});

test('the figure opens on the edge of its picture, with a row done', () => {
  const { scene } = createConv2dForward();
  const window = scene.windows.value.find(({ tensor }) => tensor === 'x')!;
  const ink = scene.step.value.reads
    .filter(({ ref }) => ref.tensor === 'x')
    .map(({ value }) => value);
  expect(new Set(ink)).toEqual(new Set([0, 1]));
  expect([window.from, window.to]).toEqual([
    [0, 0, 1, 1],
    [0, 0, 3, 3],
  ]);
  const known = Array.from(scene.knownOf('y').value);
  expect(known.filter((value) => value !== undefined)).toEqual([0, 3, 3, 0, 0, 3]);
});

test('an edited number changes the sum that reads it', () => {
  const model = createConv2dForward();
  model.scene.player.dispatch({ type: 'first' });
  model.edit({ tensor: 'x', index: [0, 0, 0, 2] }, 5);
  model.edit({ tensor: 'bias', index: [0] }, 0.5);
  expect(model.scene.step.value.writes[0].value).toBe(5.5);
  model.choose('picture', 'edge');
  model.choose('kernel', 'vertical');
  expect(model.scene.step.value.writes[0].value).toBe(0);
});

test('two figures on a page share nothing', () => {
  const [a, b] = [createConv2dForward(), createConv2dForward()];
  const start = b.scene.player.index.value;
  a.scene.player.dispatch({ type: 'next' });
  a.stride.value = 2;
  expect([b.scene.player.index.value, b.stride.value]).toEqual([start, 1]);
});

test('both languages have the same words', () => {
  expect(Object.keys(strings['zh-cn'])).toEqual(Object.keys(strings.en));
});
