/** Recipe and numbers of the next run; fixed while a run stands. */
import type { BackendChoice } from '#training/worker/backends.ts';
import { recipeIds, type RecipeId } from '#training/run/recipes.ts';
import { useWords } from '#views/language.ts';
import { NumberField, SelectField } from './fields.tsx';
import type { TrainingModel } from './model.ts';
import { strings } from './strings.ts';
import { Variants } from './Variants.tsx';

export function SettingsPanel({ model }: { model: TrainingModel }) {
  const words = useWords(strings);
  const { form, isBusy, backends } = model;
  const { recipe, backend } = form.value;
  const choices = backends.value.map(({ id, name }) => ({ value: id, title: name }));
  return (
    <fieldset class="lbl-training-settings" disabled={isBusy.value}>
      <legend class="lbl-unseen">{words.settings}</legend>
      <SelectField
        label={words.recipe}
        value={recipe}
        options={recipeIds.map((id) => ({ value: id, title: words.recipes[id] }))}
        note={words.recipeNotes[recipe]}
        onChange={(id) => model.chooseRecipe(id as RecipeId)}
      />
      <div class="lbl-training-numbers">
        {(['learningRate', 'batchSize', 'length', 'seed'] as const).map((field) => (
          <NumberField key={field} {...{ field, model }} onCommit={model.commit} />
        ))}
      </div>
      <SelectField
        label={words.backend}
        value={backend}
        options={[{ value: 'auto', title: words.fastest }, ...choices]}
        onChange={(id) => {
          model.setForm({ backend: id as BackendChoice });
          model.commit();
        }}
      />
      <Variants
        shown={isBusy.value ? 'locked' : ''}
        all={{ locked: <p class="lbl-hint">{words.locked}</p> }}
      />
    </fieldset>
  );
}
