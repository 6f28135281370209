import { expect, test } from 'vitest';
import { relu } from '#engine/index.ts';
import { wiggle } from '#engine/wiggle.ts';
import { runPass } from '#engine/pass.ts';
import { settingOf, withCell, type Experiment } from '#experiments/experiment.ts';
import { network } from './network.ts';
import { nameOfPicture, pictureNames, pictures } from './pictures.ts';
import { startExperiment } from './start.ts';
import { classes, drawStroke } from './strokes.ts';

const start = startExperiment('slanting');
const passOf = (experiment: Experiment) => runPass(settingOf(network, experiment));

test('every stroke of the list is worth stepping through: gates open and closed, four kinds of winners, no tie', () => {
  for (const name of classes) {
    const { activations } = passOf(startExperiment(name));
    const open = relu.forward({ x: activations['conv1'] }).data;
    for (const channel of [open.slice(0, 16), open.slice(16)]) {
      const count = channel.filter((value) => value > 0).length;
      expect(count).toBeGreaterThan(4);
      expect(count).toBeLessThan(14);
    }
  }
});

test('the first picture gives every kernel entry a gradient that shows in two decimals', () => {
  const { parameterGradients } = passOf(start);
  for (const g of parameterGradients['conv1.weight'].data)
    expect(Math.abs(g)).toBeGreaterThan(0.005);
});

test('what stands in a cell is the whole number: pixels and parameters are hundredths', () => {
  const numbers = [start.picture, ...Object.values(start.parameters)].flatMap(({ data }) => [
    ...data,
  ]);
  for (const value of numbers) expect(value).toBe(Math.round(value * 100) / 100);
});

test('withCell(experiment, cell, value) changes that number and leaves the experiment before as it was', () => {
  const changed = withCell(start, { tensor: 'conv1.weight', index: [1, 0, 2, 0] }, 0.5);
  expect(changed.parameters['conv1.weight'].data[15]).toBe(0.5);
  expect(start.parameters['conv1.weight'].data[15]).not.toBe(0.5);
  expect(changed.parameters['dense.weight']).toBe(start.parameters['dense.weight']);
  const drawn = withCell(start, { tensor: 'x', index: [0, 0, 2, 3] }, 1);
  expect(drawn.picture.data[15]).toBe(1);
  expect(nameOfPicture(start.picture)).toBe('slanting');
  expect(nameOfPicture(drawn.picture)).toBeUndefined();
});

test('withCell(experiment, cell, value) refuses a computed number and what is no number', () => {
  expect(withCell(start, { tensor: 'conv1', index: [0, 0, 0, 0] }, 1)).toBe(start);
  expect(withCell(start, { tensor: 'conv1.bias', index: [0] }, NaN)).toBe(start);
});

test('the edge is a picture of ties: a pixel in it decides which of two equal numbers wins', () => {
  const edge = startExperiment('edge');
  const pass = passOf(edge);
  const asked = [...pass.activations['relu1'].data.keys()].map((flat) => {
    const index = [0, flat >> 4, (flat >> 2) & 3, flat & 3];
    return wiggle(settingOf(network, edge), { tensor: 'relu1', index }, 0, 1e-5).kinks;
  });
  expect(asked.some((kinks) => kinks.includes('pool1'))).toBe(true);
});

test('every picture fits the network', () => {
  for (const name of pictureNames) {
    const { picture, label } = pictures[name];
    expect(picture.shape).toEqual(network.spec.inputShape);
    expect(label).toBeLessThan(network.classes);
  }
});

test('drawStroke(label, seed) is the same picture every time, with ink from 0 to 1', () => {
  expect(drawStroke(1, 5)).toEqual(drawStroke(1, 5));
  expect(drawStroke(1, 5)).not.toEqual(drawStroke(1, 6));
  for (const ink of drawStroke(2, 9).picture.data) expect(ink >= 0 && ink <= 1).toBe(true);
});
