/** The tables of the speed page. They write numbers that were measured and compute nothing but ratios of two of them. */
import type { Language } from '#words/language.ts';
import type { KernelReport } from '#engine/wasm/bench/kernel-times.ts';
import type { SpeedRow } from '#engine/wasm/bench/speed-run.ts';
import type { Spread } from '#engine/wasm/bench/statistics.ts';
import { nameOf } from './names.ts';
import type { Strings } from './strings.ts';

export const wholeNumber = (value: number): string => Math.round(value).toLocaleString('en');

const spreadText = ({ median, low, high }: Spread, words: Strings): string =>
  words.between(wholeNumber(median), wholeNumber(low), wholeNumber(high));

const factor = (value: number): string => value.toFixed(value < 10 ? 1 : 0);

interface SpeedTableProps {
  readonly rows: readonly SpeedRow[];
  readonly words: Strings;
  readonly language: Language;
}

export function SpeedTable({ rows, words, language }: SpeedTableProps) {
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
              <th scope="row">{nameOf(id, name, language)}</th>
              <td>{spreadText(training, words)}</td>
              <td>{factor(training.median / slowest)}</td>
              <td>{wholeNumber(inference.median)}</td>
              <td>{words.ms(firstUpdate.toFixed(0))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function KernelTable({ report, words }: { report: KernelReport; words: Strings }) {
  const { kernels, peakGigaflops, sumMilliseconds } = report;
  const title = words.kernels(report.times, peakGigaflops.toFixed(1));
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
              <td>{milliseconds.toFixed(3)}</td>
              <td>{gigaflops?.toFixed(1)}</td>
              <td>{gigaflops && `${((100 * gigaflops) / peakGigaflops).toFixed(0)} %`}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{words.sum}</th>
            <td>{sumMilliseconds.toFixed(3)}</td>
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

interface PeerTableProps {
  readonly report: PeerReport;
  readonly words: Strings;
  readonly language: Language;
}

export function PeerTable({ report, words, language }: PeerTableProps) {
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
            const own = nameOf(id, name, language);
            return (
              <tr key={id}>
                <th scope="row">{work === 'training' ? own : words.readsOnly(own)}</th>
                <td>{spreadText(imagesPerSecond, words)}</td>
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
