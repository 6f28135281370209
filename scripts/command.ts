/** How every command here begins and ends: its flags are checked, and what goes wrong is one sentence and status 1. */
import { DataError } from '#data/data-error.ts';
import { CommandError, listed, readFlags, type Flags, type Values } from './flags.ts';

export interface Command<Declared extends Flags> {
  /** As in `npm run NAME`. */
  readonly name: string;
  /** How it is called, where that is not `npm run NAME`. */
  readonly call?: string;
  readonly about: string;
  readonly flags: Declared;
  /** Stands below the list of flags. */
  readonly notes?: string;
  readonly run: (flags: Values<Declared>) => Promise<void> | void;
}

/** Runs the command that the process was started for. `DEBUG=1` shows where something unforeseen happened. */
export async function runCommand<Declared extends Flags>(
  command: Command<Declared>,
): Promise<void> {
  const fail = (error: unknown): void => {
    process.exitCode = 1;
    console.error(`${command.name}: ${sentence(error)}`);
    if (process.env['DEBUG'] && error instanceof Error) console.error(error.stack);
  };
  // What breaks outside of the awaited work: a stream that closes, a worker that dies.
  process.on('uncaughtException', (error) => {
    fail(error);
    process.exit();
  });
  try {
    const flags = readFlags(process.argv.slice(2), command.flags);
    if (flags.help) console.log(help(command));
    else await command.run(flags);
  } catch (error) {
    fail(error);
  }
}

function help({ name, call, about, flags, notes }: Omit<Command<Flags>, 'run'>): string {
  const usage = `Usage: ${call ?? `npm run ${name} --`} [options]`;
  return [usage, about, listed(flags), ...(notes === undefined ? [] : [notes])].join('\n\n');
}

function sentence(error: unknown): string {
  if (error instanceof CommandError || error instanceof DataError) return error.message;
  const [first] = String(error instanceof Error ? error.message : error).split('\n');
  return `${first || 'something unforeseen'} (DEBUG=1 shows where)`;
}
