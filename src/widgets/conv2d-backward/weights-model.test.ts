import { expect, test } from 'vitest';
import { createConv2dWeights } from './weights-model.ts';

test('the figure opens on the weight in the middle, whose gradient is not 0, with dy lying on x', () => {
  const { scene } = createConv2dWeights();
  expect(scene.step.value.id).toBe('conv2d.backward.dWeight[0,0,1,1]');
  expect(scene.step.value.writes[0]!.value).not.toBe(0);
  const on = scene.windows.value.find(({ ghosts }) => ghosts)!;
  expect([on.tensor, on.from, on.to]).toEqual(['x', [0, 0, 1, 1], [0, 0, 3, 3]]);
  expect([...on.ghosts!.values()]).toEqual(Array.from(scene.trace.value.valuesAt('dy')!.data));
});

test('with padding dy reaches into the frame around x; with a stride it has gaps and is no window', () => {
  const model = createConv2dWeights();
  model.choose('examples', 'padding');
  model.scene.player.dispatch({ type: 'seek', index: 1 });
  expect(model.frame.value.padding).toEqual([1, 1]);
  const on = () => model.scene.windows.value.find(({ tensor }) => tensor === 'x');
  expect(on()!.from).toEqual([0, 0, -1, -1]);
  model.choose('examples', 'stride');
  expect(on()).toBeUndefined();
});

test('its stages end in the numbers of the engine', () => {
  const { scene, trace } = createConv2dWeights();
  expect(trace.value.stages.map(({ writes }) => writes)).toEqual(['dBias', 'dWeight']);
  scene.player.dispatch({ type: 'last' });
  for (const { writes } of trace.value.stages)
    expect(Array.from(scene.knownOf(writes).value)).toEqual(
      Array.from(trace.value.valuesAt(writes)!.data),
    );
});
