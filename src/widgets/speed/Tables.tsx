/** The tables of the speed page. They write numbers that were measured and compute nothing but ratios of two of them. */
import type { ComponentChildren } from 'preact';
import peers from '#content/measurements/speed.json';
import { useWords } from '#views/language.ts';
import { Table } from '#views/Table.tsx';
import { fixed } from '#words/numbers.ts';
import { factor, percent } from '#words/quantities.ts';
import type { KernelReport } from '#engine/wasm/bench/kernel-times.ts';
import type { SpeedRow } from '#engine/wasm/bench/speed-run.ts';
import { strings } from './strings.ts';

export function SpeedTable({ rows }: { readonly rows: readonly SpeedRow[] }) {
  const words = useWords(strings);
  const slowest = rows[0].training.median;
  return (
    <Scrolling label={words.speed}>
      <Table
        caption={words.speed}
        titles={[words.backend, words.training, words.ratio, words.inference, words.firstUpdate]}
        rows={rows.map(({ id, name, training, inference, firstUpdate }) => [
          words.names[id] ?? name,
          words.between(training),
          factor(training.median / slowest),
          words.whole(inference.median),
          words.ms(firstUpdate),
        ])}
      />
    </Scrolling>
  );
}

export function KernelTable({ report }: { readonly report: KernelReport }) {
  const words = useWords(strings);
  const { kernels, peakGigaflops, sumMilliseconds } = report;
  const title = words.kernels(report.times, fixed(peakGigaflops, 1));
  const rows = kernels.map(({ name, milliseconds, gigaflops }) => [
    name,
    fixed(milliseconds, 3),
    gigaflops && fixed(gigaflops, 1),
    gigaflops && percent(gigaflops / peakGigaflops),
  ]);
  return (
    <Scrolling label={title}>
      <Table
        caption={title}
        titles={[words.kernel, words.milliseconds, words.gigaflops, words.share]}
        rows={[...rows, [words.sum, fixed(sumMilliseconds, 3), '', '']]}
      />
    </Scrolling>
  );
}

export function PeerTable() {
  const words = useWords(strings);
  const { machine, date, rounds } = peers;
  return (
    <Scrolling label={words.peers}>
      <Table
        caption={words.peers}
        titles={[words.peer, words.imagesPerSecond, words.factor]}
        rows={peers.rows.map(({ id, name, work, imagesPerSecond, ratio }) => {
          const own = words.names[id] ?? name;
          const title = work === 'training' ? own : words.readsOnly(own);
          return [title, words.between(imagesPerSecond), factor(ratio)];
        })}
      />
      <p>{words.peersNote(machine.processor, machine.cores, machine.runtime, date, rounds)}</p>
    </Scrolling>
  );
}

function Scrolling(props: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    <div class="lbl-speed-scroll" role="group" tabIndex={0} aria-label={props.label}>
      {props.children}
    </div>
  );
}
