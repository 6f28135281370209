/** One batch's gradients, computed twice: whether they agree, and by how much they differ. */
import type { BackendCheck } from '#training/run/check.ts';
import { useWords } from '#views/language.ts';
import { Table } from '#views/Table.tsx';
import { sizeText } from '#words/lists.ts';
import { power, roughPower } from '#words/numbers.ts';
import { lossText } from '#words/quantities.ts';
import { strings } from './check-strings.ts';

export function CheckResult({ check }: { check: BackendCheck }) {
  const words = useWords(strings);
  return (
    <>
      <p class={check.passed ? 'lbl-training-right' : 'lbl-training-wrong'}>
        {check.backend === check.reference
          ? words.self
          : words[check.passed ? 'passed' : 'failed'](check.images, roughPower(check.tolerance))}
        {check.parameters.some(({ size }) => size < check.floor) &&
          ` ${words.floor(roughPower(check.floor))}`}
      </p>
      <Table
        caption={words.title}
        titles={[words.parameter, words.shape, words.error]}
        rows={[
          ...check.parameters.map(({ name, shape, relativeError }) => [
            name,
            sizeText(shape),
            power(relativeError),
          ]),
          [words.loss, check.backend, `${lossText(check.loss)} / ${lossText(check.referenceLoss)}`],
        ]}
      />
    </>
  );
}
