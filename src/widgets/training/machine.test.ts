/**
 * Whatever comes while whatever else is under way: thousands of sequences, with real sessions of the worker, against
 * what a reader expects.
 */
import { describe, expect, it } from 'vitest';
import { fc } from '#tests/property.ts';
import { canMeasure } from './Controls.tsx';
import { Agenda, openLab, trainCountOf } from './lab.ts';
import { recipeFields, type Form } from './settings.ts';
import { statusLines } from './status.ts';
import { fieldsOf, isSameWish, lastResort, sourceOf, wishOf, type DataWish } from './wish.ts';

const sequences = 2000;

/** Typed without leaving the field: used when something else is the occasion, and not before. */
const typedDigits = 700;

type Lab = ReturnType<typeof openLab>;

/** What a reader, who sees only the page, believes. */
interface Belief {
  /** The data that were asked for last. */
  wish: DataWish;
  /** Start was pressed, and nothing since that ends or holds the run. */
  isGoing: boolean;
}

interface Command {
  readonly name: string;
  readonly act: (lab: Lab, belief: Belief) => void;
}

const wishNow = ({ desk: { value } }: Lab['model']): DataWish =>
  wishOf(value.form, value.files) ?? value.loaded?.wish ?? lastResort;

const files = (name: string): Command => ({
  name: `drop ${name}`,
  act({ model }, belief) {
    const given = [new File([], name)];
    // A turn is for the files that it was chosen for, or for the first.
    const { useful, form } = model.desk.value;
    belief.wish = { choice: 'files', files: given, turn: useful ? 'as-stored' : form.turn };
    model.takeFiles(given);
  },
});

const turn = (turn: Form['turn']): Command => ({
  name: `turn ${turn}`,
  act({ model }, belief) {
    // Whoever goes on knows what could not be had.
    if (model.phase.value === 'lost') belief.wish = wishNow(model);
    const { form, files } = model.desk.value;
    if (!model.isBusy.value) belief.wish = wishOf({ ...form, turn }, files) ?? belief.wish;
    model.chooseTurn(turn);
  },
});

const choose = (choice: Form['data']): Command => ({
  name: `choose ${choice}`,
  act({ model }, belief) {
    if (model.isBusy.value) return model.chooseData(choice);
    const { form, desk } = { form: model.form.value, desk: model.desk.value };
    belief.wish = wishOf({ ...form, data: choice }, desk.files) ?? belief.wish;
    model.chooseData(choice);
  },
});

/** Types, and leaves the field or not. */
const type = (changes: Partial<Form>, leaves = true): Command => ({
  name: `type ${JSON.stringify(changes)}${leaves ? ', Tab' : ''}`,
  act({ model }, belief) {
    model.setForm(changes);
    if (!leaves) return;
    // Whoever goes on knows what could not be had.
    if (model.phase.value === 'lost') belief.wish = wishNow(model);
    if (!model.isBusy.value && 'digits' in changes)
      belief.wish = wishOf(model.form.value, model.desk.value.files) ?? belief.wish;
    model.commit();
  },
});

const commands: readonly Command[] = [
  ...(['mnist', 'generated', 'mixed', 'files'] as const).map(choose),
  ...['300 good', '400 good', 'folder'].map(files),
  ...(['as-stored', 'transpose', 'rotate-90'] as const).map(turn),
  ...['100', '500', '20000', 'many'].map((digits) => type({ digits })),
  type({ digits: String(typedDigits) }, false),
  ...['1', '2'].map((seed) => type({ seed })),
  type({ seed: '3' }, false),
  type({ batchSize: '0' }),
  type({ batchSize: '1024' }),
  {
    name: 'recipe',
    act: ({ model }) => {
      model.chooseRecipe('article');
      model.setForm({ ...recipeFields('article'), batchSize: '1024', length: '2' });
      model.commit();
    },
  },
  {
    name: 'start',
    act({ model }, belief) {
      if (model.phase.value === 'off' || model.wrongFields.value.length > 0) return;
      belief.isGoing = true;
      // Whoever goes on knows what could not be had.
      if (model.phase.value === 'lost') belief.wish = wishNow(model);
      // What is shown is what is started, whether the field was left or not.
      if (!model.isBusy.value && model.desk.value.worker === 'alive')
        belief.wish = wishOf(model.form.value, model.desk.value.files) ?? belief.wish;
      model.start();
    },
  },
  { name: 'pause', act: ({ model }, belief) => void ((belief.isGoing = false), model.pause()) },
  {
    name: 'step',
    act: ({ model }, belief) => void ((belief.isGoing = false), model.pause(), model.step()),
  },
  {
    name: 'reset',
    act({ model }, belief) {
      belief.isGoing = false;
      // Whoever goes on knows what could not be had.
      if (model.missed.value || model.desk.value.lacksFiles) belief.wish = wishNow(model);
      model.reset();
    },
  },
  {
    name: 'retry',
    act({ model }, belief) {
      if (model.missed.value) belief.wish = model.missed.value.wish;
      model.retry();
    },
  },
  { name: 'test', act: ({ model }) => void (canMeasure(model.phase.value) && model.test()) },
  {
    name: 'check',
    act: ({ model }) => void (canMeasure(model.phase.value) && model.checkBackend()),
  },
  { name: 'another digit', act: ({ model }) => model.nextDigit() },
  { name: 'network', act: ({ weather }) => void (weather.isOnline = !weather.isOnline) },
  { name: 'MNIST', act: ({ weather }) => void (weather.hasMnist = !weather.hasMnist) },
  { name: 'memory', act: ({ weather }) => void (weather.hasMemory = !weather.hasMemory) },
  { name: 'break backend', act: ({ weather }) => void (weather.isBackendBroken = true) },
  { name: 'die', act: (lab, belief) => void ((belief.isGoing = false), lab.die()) },
  { name: 'hang', act: (lab, belief) => void ((belief.isGoing = false), lab.hang()) },
];

const moves = fc.array(
  fc
    // How much of what is under way gets done before the next.
    .record({ command: fc.constantFrom(...commands), pause: fc.nat({ max: 8 }) })
    .map((move) => ({
      ...move,
      [fc.toStringMethod]: () => `${move.command.name}, then ${move.pause} steps`,
    })),
  { maxLength: 14 },
);

/** Which of what is under way is done next, ever so long. */
const order = fc.infiniteStream(fc.nat({ max: 9 }));

describe('the training page', () => {
  it('shows what it uses, and uses the newest wish that can be met', async () => {
    await fc.assert(
      fc.asyncProperty(order, moves, async (order, made) => {
        const agenda = new Agenda();
        const lab = openLab(agenda);
        const { model, weather } = lab;
        const belief: Belief = { wish: { choice: 'generated', digits: 100 }, isGoing: false };
        const advance = async (steps: number): Promise<void> => {
          for (let step = 0; step < steps && !agenda.isEmpty; step++)
            await agenda.do(order.next().value);
        };
        const settle = (): Promise<void> => advance(Infinity);
        for (const { command, pause } of made) {
          // A run that is over has been what was wished for, and one that is lost is known to be.
          const isLost = model.phase.value === 'lost';
          if (isLost || model.desk.value.run?.state === 'finished') belief.isGoing = false;
          command.act(lab, belief);
          await advance(pause);
        }
        await settle();
        expectQuiet(lab, belief);
        expectNothingLeaks(lab);

        // The weather clears, what is wrong is put right, and whatever has happened, the page works.
        Object.assign(weather, { isOnline: true, hasMnist: true, hasMemory: true });
        weather.isBackendBroken = false;
        if (model.phase.value === 'lost' || model.desk.value.isSilent) {
          expect(statusLines(model, 'en').filter(({ kind }) => kind === 'trouble')).not.toEqual([]);
          model.reset();
          await settle();
        }
        model.setForm({ digits: '100', batchSize: '1024' });
        model.commit();
        await settle();
        expect(['ready', 'paused', 'finished']).toContain(model.phase.value);
        const shown = model.form.value;
        model.start();
        await settle();
        expect(model.phase.value).toBe('finished');
        expectRunOf(lab, shown);
        expectNothingLeaks(lab);
        lab.close();
      }),
      { numRuns: sequences },
    );
  }, 120_000);
});

/** Everything is done; nothing is shown as under way; a start that was pressed has been heard. */
function expectQuiet({ model, life }: Lab, belief: Belief): void {
  const phase = model.phase.value;
  if (life.isHung) return;
  expect(model.loading.value).toBeUndefined();
  expect(['loading', 'preparing', 'running']).not.toContain(phase);
  expect(model.isChecking.value).toBe(false);
  const isWrong = model.wrongFields.value.length > 0;
  if (belief.isGoing && phase !== 'lost' && !isWrong) expect(phase).toBe('finished');
  if (phase === 'lost') return;
  const { missed, loaded, lacksFiles } = model.desk.value;
  const next = wishOf(model.desk.value.form, model.desk.value.files);
  const isTyped = (wish: DataWish): boolean => 'digits' in wish && wish.digits === typedDigits;
  if (!loaded) return expect(isWrong || (next && isTyped(next))).toBe(true);
  if (!isWrong) expect(['ready', 'paused', 'finished']).toContain(phase);
  expect(loaded.data.trainCount).toBe(trainCountOf(sourceOf(loaded.wish, '/')));
  if (next && !isTyped(next)) expect(isSameWish(next, loaded.wish)).toBe(true);
  if (!isSameWish(loaded.wish, belief.wish) && !isTyped(loaded.wish)) {
    const said = statusLines(model, 'en').some(({ kind }) => kind === 'trouble');
    const isTold = said || model.hasMnist.value === false || lacksFiles;
    expect({ isTold, missed, wish: belief.wish, loaded }).toMatchObject({ isTold: true });
  }
}

/** The last run was of what the form says, all of it, and every loss was kept. */
function expectRunOf({ life, model }: Lab, form: Form): void {
  const { plan, backend } = life.opened.filter(({ backend }) => !backend.disposed).at(-1)!;
  const { wish } = model.desk.value.run!.loaded;
  expect(form).toMatchObject(fieldsOf(wish));
  expect(plan.train.count).toBe(trainCountOf(sourceOf(wish, '/')));
  expect(plan.maxBatchSize).toBe(Number(form.batchSize));
  const updates = Number(form.length) * Math.ceil(plan.train.count / plan.maxBatchSize);
  expect(backend.calls).toHaveLength(updates);
  expect(model.history.value.last?.update).toBe(updates);
  expect(model.report.value).toMatchObject({ state: 'finished', position: { update: updates } });
}

/** Every backend that was opened is disposed of, but for that of the last run, which is there if the page shows it. */
function expectNothingLeaks({ life, model }: Lab): void {
  if (life.isGone || life.isHung) return;
  const alive = life.opened.filter(({ backend }) => !backend.disposed);
  const isThere = model.desk.value.run && model.desk.value.run.state !== 'failed';
  expect(alive.length).toBeLessThanOrEqual(1);
  if (isThere) expect(alive).toHaveLength(1);
}
