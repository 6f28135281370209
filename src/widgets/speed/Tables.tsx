/** The tables of the speed page. They write numbers that were measured and compute nothing but ratios of two of them. */
import { useWords } from '#views/language.ts';
import { fixed } from '#words/numbers.ts';
import { factor, percent } from '#words/quantities.ts';
import type { KernelReport } from '#engine/wasm/bench/kernel-times.ts';
import type { SpeedRow } from '#engine/wasm/bench/speed-run.ts';
import type { Spread } from '#engine/wasm/bench/statistics.ts';
import { strings } from './strings.ts';

export function SpeedTable({ rows }: { readonly rows: readonly SpeedRow[] }) {
  const words = useWords(strings);
  const slowest = rows[0].training.median;
  return (
    <div class="lbl-speed-scroll" role="group" tabIndex={0} aria-label={words.speed}>
      <table>
        <caption>{words.speed}</caption>
        <thead>
          <tr>
            <th scope="col">{words.backend}</th>
            <th scope="col">{words.training}</th>
            <th scope="col">{words.ratio}</th>
            <th scope="col">{words.inference}</th>
            <th scope="col">{words.firstUpdate}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, training, inference, firstUpdate }) => (
            <tr key={id}>
              <th scope="row">{words.names[id] ?? name}</th>
              <td>{words.between(training)}</td>
              <td>{factor(training.median / slowest)}</td>
              <td>{words.whole(inference.median)}</td>
              <td>{words.ms(firstUpdate)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function KernelTable({ report }: { readonly report: KernelReport }) {
  const words = useWords(strings);
  const { kernels, peakGigaflops, sumMilliseconds } = report;
  const title = words.kernels(report.times, fixed(peakGigaflops, 1));
  return (
    <div class="lbl-speed-scroll" role="group" tabIndex={0} aria-label={title}>
      <table>
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{words.kernel}</th>
            <th scope="col">{words.milliseconds}</th>
            <th scope="col">{words.gigaflops}</th>
            <th scope="col">{words.share}</th>
          </tr>
        </thead>
        <tbody>
          {kernels.map(({ name, milliseconds, gigaflops }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{fixed(milliseconds, 3)}</td>
              <td>{gigaflops && fixed(gigaflops, 1)}</td>
              <td>{gigaflops && percent(gigaflops / peakGigaflops)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{words.sum}</th>
            <td>{fixed(sumMilliseconds, 3)}</td>
            <td />
            <td />
          </tr>
        </tbody>
      </table>
    </div>
  );
}

/** The committed measurement, as JSON has it. */
interface PeerReport {
  readonly date: string;
  readonly machine: {
    readonly processor: string;
    readonly cores: number;
    readonly runtime: string;
  };
  readonly rounds: number;
  readonly rows: readonly {
    readonly id: string;
    readonly name: string;
    readonly work: string;
    readonly imagesPerSecond: Spread;
    readonly ratio: number;
  }[];
}

export function PeerTable({ report }: { readonly report: PeerReport }) {
  const words = useWords(strings);
  const { machine, date, rounds, rows } = report;
  return (
    <div class="lbl-speed-scroll" role="group" tabIndex={0} aria-label={words.peers}>
      <table>
        <caption>{words.peers}</caption>
        <thead>
          <tr>
            <th scope="col">{words.peer}</th>
            <th scope="col">{words.imagesPerSecond}</th>
            <th scope="col">{words.factor}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, work, imagesPerSecond, ratio }) => {
            const own = words.names[id] ?? name;
            return (
              <tr key={id}>
                <th scope="row">{work === 'training' ? own : words.readsOnly(own)}</th>
                <td>{words.between(imagesPerSecond)}</td>
                <td>{factor(ratio)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p>{words.peersNote(machine.processor, machine.cores, machine.runtime, date, rounds)}</p>
    </div>
  );
}
