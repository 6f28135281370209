import { describe, expect, it } from 'vitest';
import { dataMessages, dataNotes } from '#data/messages.ts';
import { messageInAll } from '#words/messages.ts';
import type { ClientOptions } from '#training/worker/client.ts';
import type { FromWorker, Report, ToWorker } from '#training/worker/protocol.ts';
import { createTrainingModel } from './model.ts';
import { statusLines } from './status.ts';

type Sent = Exclude<ToWorker, { kind: 'hello' }>;

/** A model whose worker is the test. */
function open(search = '') {
  const sent: Sent[] = [];
  const clients: ClientOptions[] = [];
  let time = 0;
  const model = createTrainingModel({
    base: '/book/',
    now: () => time,
    createClient: (options) => {
      clients.push(options);
      return { send: (message) => sent.push(message), dispose: () => sent.splice(0) };
    },
  });
  const close = model.open(search);
  const say = (...messages: FromWorker[]): void =>
    messages.forEach((message) => clients.at(-1)!.onMessage(message));
  return {
    ...{ model, sent, say, close, clients },
    kinds: () => sent.map(({ kind }) => kind),
    pass: (milliseconds: number) => (time += milliseconds),
    lines: () => statusLines(model, 'en').map(({ text }) => text),
    /** Answers hello and the first load. */
    begin() {
      say(hello, { kind: 'loaded', request: 1, data }, { kind: 'prepared', run: 1 });
      say(report({ state: 'ready' }));
    },
  };
}

const hello: FromWorker = {
  kind: 'hello',
  backends: [{ id: 'reference', name: 'readable engine' }],
};
const data = {
  ...{ name: 'MNIST', height: 28, width: 28, classes: 10 },
  ...{ trainCount: 60_000, testCount: 10_000 },
  wall: { count: 2, pixels: new Uint8Array(2 * 28 * 28), labels: Uint8Array.of(7, 2) },
};
const report = (changes: Partial<Report>): Report => ({
  ...{ kind: 'report', run: 1, state: 'running', tests: [], imagesPerSecond: 1000 },
  backend: 'quick',
  ...{ losses: new Float64Array(), accuracies: new Float64Array(), images: new Uint32Array() },
  position: { update: 0, updates: 2345, updatesPerEpoch: 469, images: 0, imagesInAll: 300_000 },
  ...changes,
});
const losses = (...values: number[]) => ({
  losses: Float64Array.from(values),
  accuracies: Float64Array.from(values, () => 0.5),
  images: Uint32Array.from(values, () => 128),
});

describe('createTrainingModel', () => {
  it('loads MNIST from the site and prepares the default run', () => {
    const { sent, say, model, lines } = open();
    expect(sent).toEqual([]);
    say(hello);
    expect(sent).toEqual([{ kind: 'load', request: 1, source: { kind: 'mnist', base: '/book/' } }]);
    expect(lines()).toEqual(['Getting the data set ready: MNIST.']);
    say({ kind: 'loaded', request: 1, data });
    expect(sent.at(-1)).toMatchObject({
      ...{ kind: 'prepare', run: 1 },
      settings: { seed: 1, backend: 'auto', recipe: { id: 'modern', learningRate: 0.005 } },
    });
    say({ kind: 'prepared', run: 1 }, report({ state: 'ready' }));
    expect(model.phase.value).toBe('ready');
    expect(lines()).toEqual([
      'Ready: MNIST, 60,000 images to train and 10,000 to test. Computed by: quick.',
    ]);
  });

  it('reads files anew in the turn that is chosen, and new ones as they are stored', () => {
    const { sent, say, model } = open('?turn=transpose');
    say(hello);
    const [first, second] = [[new File([], 'a')], [new File([], 'b')]];
    model.takeFiles(first);
    const source = { kind: 'files', files: first, turn: 'transpose' };
    expect(sent.at(-1)).toEqual({ kind: 'load', request: 2, source });
    say({ kind: 'loaded', request: 2, data });
    model.chooseTurn('rotate-180');
    expect(sent.at(-1)).toMatchObject({ request: 3, source: { files: first, turn: 'rotate-180' } });
    say({ kind: 'loaded', request: 3, data });
    model.takeFiles(second);
    expect(sent.at(-1)).toMatchObject({ request: 4, source: { files: second, turn: 'as-stored' } });
    expect(model.form.value.turn).toBe('as-stored');
  });

  it('gives files and their turn back where the next are of no use', () => {
    const { say, model } = open('?data=generated');
    say(hello, { kind: 'loaded', request: 1, data });
    model.takeFiles([new File([], 'a')]);
    say({ kind: 'loaded', request: 2, data });
    model.chooseTurn('transpose');
    say({ kind: 'loaded', request: 3, data });
    model.chooseData('generated');
    say({ kind: 'loaded', request: 4, data });
    model.takeFiles([new File([], 'b')]);
    const failure = { kind: 'failed', message: 'x' } as const;
    say({ kind: 'notLoaded', request: 5, failure });
    expect(model.form.value).toMatchObject({ data: 'generated', turn: 'transpose' });
    model.chooseData('files');
    expect(model.loading.value?.wish).toMatchObject({ turn: 'transpose', files: [{ name: 'a' }] });
  });

  it('tells what is to be known about files that could be read', () => {
    const { say, lines } = open();
    const notes = [messageInAll(dataNotes, 'passed-over', { files: ['train-images.gz.part'] })];
    say(hello, { kind: 'loaded', request: 1, data: { ...data, notes } });
    expect(lines()).toContain('Passed over: train-images.gz.part.');
  });

  it('draws digits where the site has no MNIST', () => {
    const { sent, say, model } = open();
    say(hello, { kind: 'notLoaded', request: 1, failure: { kind: 'absent', file: 'x' } });
    expect(model.hasMnist.value).toBe(false);
    expect(model.form.value.data).toBe('generated');
    expect(sent.at(-1)).toMatchObject({
      ...{ kind: 'load', request: 2 },
      source: { kind: 'generated', trainCount: 20_000 },
    });
  });

  it('takes settings from the address and says which it does not know', () => {
    const { model, say, sent, lines } = open(
      '?recipe=article&seed=9&data=generated&digits=500&epochs=x&backend=gpu',
    );
    expect(model.form.value).toMatchObject({ recipe: 'article', seed: '9', length: '15' });
    say(hello);
    expect(sent[0]).toMatchObject({ source: { kind: 'generated', trainCount: 500 } });
    expect(lines().slice(-2)).toEqual([
      'The address says backend=gpu, which is not known here; the default stands.',
      'The address says epochs=x; 15 is used instead. Epochs: A whole number from 1 to 100000.',
    ]);
    model.setForm({ length: '3' });
    expect(lines().join()).not.toContain('The address');
  });

  it('shows each number as it is used, and keeps what was set before the page had come alive', () => {
    const early = open();
    early.close();
    early.model.setForm({ batchSize: '1e2', seed: ' 007' });
    early.model.open('?epochs=3');
    early.begin();
    early.model.commit();
    expect(early.model.form.value).toMatchObject({ batchSize: '100', seed: '7', length: '3' });
    const settings = { seed: 7, recipe: { batchSize: 100, length: { epochs: 3 } } };
    expect(early.sent.findLast(({ kind }) => kind === 'prepare')).toMatchObject({ settings });
  });

  it('starts, pauses, resumes and makes single updates', () => {
    const { model, begin, kinds, say } = open();
    begin();
    model.start();
    say(report({ state: 'running' }));
    model.pause();
    say(report({ state: 'paused' }));
    model.step();
    model.start();
    expect(kinds()).toEqual(['load', 'prepare', 'start', 'pause', 'step', 'start']);
  });

  it('remembers a start that was pressed too early', () => {
    const { model, begin, kinds, lines } = open();
    model.start();
    expect(kinds()).toEqual([]);
    begin();
    expect(kinds()).toEqual(['load', 'prepare', 'start']);
    expect(lines()).toHaveLength(1);
  });

  it('starts once a setting is right that was wrong when the data came', () => {
    const { model, begin, kinds, say } = open();
    model.setForm({ batchSize: '0' });
    begin();
    model.start();
    expect(kinds()).toEqual(['load']);
    model.setForm({ batchSize: '32' });
    model.commit();
    model.start();
    say(report({ state: 'ready' }));
    expect(kinds()).toEqual(['load', 'prepare', 'start']);
  });

  it('prepares anew when a setting was changed, and only then', () => {
    const { model, begin, sent, kinds } = open();
    begin();
    model.commit();
    expect(kinds()).toEqual(['load', 'prepare']);
    model.setForm({ learningRate: '0.01' });
    model.commit();
    expect(sent.at(-1)).toMatchObject({
      run: 2,
      settings: { recipe: { id: 'modern', learningRate: 0.01 } },
    });
    model.chooseRecipe('sprint');
    expect(sent.at(-1)).toMatchObject({
      run: 3,
      settings: { recipe: { length: { updates: 200 } } },
    });
    expect(model.form.value.length).toBe('200');
  });

  it('does not start while a field is wrong, and says so', () => {
    const { model, begin, kinds, lines } = open();
    begin();
    for (const seed of ['', '-1', '1.5', '4294967296', 'one']) {
      model.setForm({ seed });
      expect(model.wrongFields.value).toEqual(['seed']);
    }
    model.start();
    expect(kinds()).toEqual(['load', 'prepare']);
    expect(lines().at(-1)).toBe('A setting is not right yet; see the note beside it.');
  });

  it('keeps losses, hits and tests in the order of the reports', () => {
    const { model, begin, say } = open();
    begin();
    const test = { update: 3, epoch: 1, loss: 0.5, accuracy: 0.9, oneAnswer: false };
    say(report({ ...losses(3, 2) }), report({ ...losses(1), tests: [test] }));
    expect(model.history.value.thinned(10).map(({ loss }) => loss)).toEqual([3, 2, 1]);
    expect(model.history.value.last).toMatchObject({ meanLoss: 2, meanAccuracy: 0.5 });
    expect(model.lastTest.value).toEqual(test);
  });

  it('draws one curve at a time, at most three times a second, and both when the run rests', () => {
    const { model, begin, say, pass } = open();
    begin();
    const { loss, accuracy } = model.drawings;
    const start = [loss.value, accuracy.value];
    const drawn = () => [loss.value - start[0], accuracy.value - start[1]];
    for (let k = 0; k < 10; k++) {
      pass(100);
      say(report(losses(1)));
    }
    expect(drawn()).toEqual([2, 2]);
    say(report({ state: 'paused' }));
    expect(drawn()).toEqual([3, 3]);
  });

  it('forgets the last run when a new one is prepared, and does not hear its late reports', () => {
    const { model, begin, say } = open();
    begin();
    say(report(losses(1)));
    model.reset();
    expect(model.history.value.last).toBeUndefined();
    say(report(losses(7)));
    expect(model.history.value.last).toBeUndefined();
    say(report({ ...losses(5), run: 2 }));
    expect(model.history.value.last?.loss).toBe(5);
  });

  it('keeps data, run and curves when dropped files are damaged, and names the fault', () => {
    const { model, begin, say, lines } = open();
    begin();
    say(report({ ...losses(1), state: 'paused' }));
    model.takeFiles([new File(['x'], 'train-images-idx3-ubyte')]);
    const params = { file: 'train-images-idx3-ubyte', found: 1, expected: 16 };
    const text = messageInAll(dataMessages, 'idx-header', params);
    const failure = { kind: 'damaged', code: 'idx-header', text } as const;
    say({ kind: 'notLoaded', request: 2, failure });
    expect(model.form.value.data).toBe('mnist');
    expect(model.phase.value).toBe('paused');
    expect(model.history.value.last?.loss).toBe(1);
    expect(lines().slice(-2)).toEqual([
      'The data set could not be loaded: train-images-idx3-ubyte: cut short inside its header; it has 1 bytes, expected at least 16',
      'The data set is still MNIST.',
    ]);
  });

  it('asks each run to show its first layer, and then another digit, which stays', () => {
    const { model, begin, sent } = open();
    begin();
    const tensors = ['conv1', 'conv1.weight', 'probabilities'];
    expect(sent.at(-1)).toMatchObject({ kind: 'prepare', subject: { tensors, digit: 0 } });
    model.nextDigit();
    expect(sent.at(-1)).toEqual({ kind: 'observe', subject: { tensors, digit: 1 } });
    model.reset();
    expect(sent.at(-1)).toMatchObject({ kind: 'prepare', subject: { tensors, digit: 1 } });
  });

  it('explains a run that broke', () => {
    const { model, begin, say, lines } = open('?recipe=plain');
    begin();
    const reasons = [{ code: 'suddenly' }] as const;
    const divergence = { kind: 'diverged', update: 3, loss: 'NaN', reasons } as const;
    say(report({ state: 'broken', divergence }));
    expect(model.phase.value).toBe('broken');
    expect(lines()[0]).toContain('The run broke at update 3');
  });

  it('keeps the curves when the worker dies, and begins with a new one after a reset', () => {
    const { model, begin, say, clients, kinds, lines } = open();
    begin();
    say(report(losses(4)));
    clients[0].onDeath({ code: 'workerGone' });
    expect(model.phase.value).toBe('lost');
    expect(model.history.value.last?.loss).toBe(4);
    expect(lines()[0]).toContain('The training worker is gone');
    model.reset();
    expect(clients).toHaveLength(2);
    say(hello);
    expect(kinds()).toEqual(['load', 'prepare', 'load']);
    expect(model.history.value.last?.loss).toBe(4);
    say({ kind: 'loaded', request: 2, data });
    expect(kinds().at(-1)).toBe('prepare');
    expect(lines()).toEqual([]);
  });

  it('keeps the last reading of the wall until the next run is prepared', () => {
    const { model, begin, say } = open();
    begin();
    const reading = { guesses: Uint8Array.of(7, 1), probabilities: Float32Array.of(0.9, 0.6) };
    say(report({ reading }), report(losses(2)));
    expect(model.reading.value).toEqual(reading);
    expect(model.data.value?.wall.labels).toEqual(data.wall.labels);
    model.reset();
    expect(model.reading.value).toBeUndefined();
  });

  it('asks what the run makes of the reader’s own digit, and shows its answer alone', () => {
    const { model, begin, say, sent } = open();
    begin();
    const pixels = new Uint8Array(28 * 28);
    model.read(pixels);
    expect(sent.at(-1)).toEqual({ kind: 'read', run: 1, pixels });
    const probabilities = Float32Array.of(0.25, 0.75);
    say({ kind: 'wasRead', run: 0, probabilities });
    expect(model.ownAnswer.value).toBeUndefined();
    say({ kind: 'wasRead', run: 1, probabilities });
    expect(model.ownAnswer.value).toEqual(probabilities);
    model.read(undefined);
    expect(model.ownAnswer.value).toBeUndefined();
  });

  it('says that all images get one answer', () => {
    const { begin, say, lines } = open();
    begin();
    const test = { update: 469, epoch: 1, loss: Math.log(10), accuracy: 0.098, oneAnswer: true };
    say(report({ tests: [test] }));
    expect(lines()[1]).toContain('All test images get the same answer');
    say(report({ tests: [{ ...test, oneAnswer: false }] }));
    expect(lines()).toHaveLength(1);
  });

  it('says of a test before training that it is one', () => {
    const { begin, say, lines } = open();
    begin();
    const test = { loss: 2.33, accuracy: 0.098, count: 60, oneAnswer: false };
    say({ kind: 'evaluated', run: 1, test });
    expect(lines().at(-1)).toContain('Before any training');
  });
});
