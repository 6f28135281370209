/** The flags of a command: declared once, and from that read, checked and listed for `--help`. */
import { parseArgs } from 'node:util';

/** Something that whoever typed the command can put right; said as it is. */
export class CommandError extends Error {
  override name = 'CommandError';
}

/** One flag. Without `read` it takes no value and is true or false. */
export interface Flag<Value> {
  /** What stands for the value in the list: `N`, `DIR`. */
  readonly shown: string;
  /** For the list; further lines stand below it. */
  readonly about: string;
  readonly read?: (text: string, flag: string) => Value;
}

export type Flags = Readonly<Record<string, Flag<unknown>>>;

/** What `readFlags` finds: toggles always, all else if it was given. */
export type Values<Declared extends Flags> = {
  readonly [Name in keyof Declared]: Declared[Name] extends Flag<infer Value>
    ? Value extends boolean
      ? boolean
      : Value | undefined
    : never;
};

export const toggle = (about: string): Flag<boolean> => ({ shown: '', about });

export const text = (shown: string, about: string): Flag<string> => ({
  ...{ shown, about },
  read(value, flag) {
    if (value.trim() === '') throw new CommandError(`--${flag}: expected ${shown}; got nothing`);
    return value;
  },
});

/** Beyond a million, digits are grouped by nobody who types them: `4294967295`. */
export const wholeNumber = (least: number, most: number, about: string): Flag<number> => ({
  ...{ shown: 'N', about: `${about}; ${least} to ${most}` },
  read(value, flag) {
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= least && number <= most) return number;
    throw unexpected(flag, `a whole number from ${least} to ${most}`, value);
  },
});

export const numberAbove = (least: number, most: number, about: string): Flag<number> => ({
  ...{ shown: 'R', about: `${about}; above ${least}, up to ${most}` },
  read(value, flag) {
    const number = Number(value);
    if (value.trim() !== '' && number > least && number <= most) return number;
    throw unexpected(flag, `a number above ${least} and up to ${most}`, value);
  },
});

export const oneOf = <Choice extends string>(
  choices: readonly Choice[],
  about: string,
): Flag<Choice> => ({
  ...{ shown: 'NAME', about: `${choices.join(', ')} ${about}` },
  read: (value, flag) => chosen(choices, value, flag),
});

export const someOf = <Choice extends string>(
  choices: readonly Choice[],
  about: string,
): Flag<readonly Choice[]> => ({
  ...{ shown: 'NAMES', about: `${about}: ${choices.join(',')}` },
  read: (value, flag) => value.split(',').map((one) => chosen(choices, one, flag)),
});

function chosen<Choice extends string>(
  choices: readonly Choice[],
  value: string,
  flag: string,
): Choice {
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  throw unexpected(flag, `one of ${choices.join(', ')}`, value);
}

const unexpected = (flag: string, expected: string, value: string): CommandError =>
  new CommandError(`--${flag}: expected ${expected}; got ${value === '' ? 'nothing' : value}`);

/** Reads a command line. Throws CommandError: which flag is wrong, and what was expected. */
export function readFlags<Declared extends Flags>(
  args: readonly string[],
  declared: Declared,
): Values<Declared> & { readonly help: boolean } {
  const options: Record<string, { type: 'string' | 'boolean' }> = { help: { type: 'boolean' } };
  for (const [name, { read }] of Object.entries(declared))
    options[name] = { type: read ? 'string' : 'boolean' };
  const found = parsed(args, options);
  const values = Object.entries(declared).map(([name, { read }]) => {
    const value = found[name];
    return [name, read && typeof value === 'string' ? read(value, name) : (value ?? absent(read))];
  });
  return { ...Object.fromEntries(values), help: found['help'] === true };
}

const absent = (read: unknown): false | undefined => (read ? undefined : false);

function parsed(
  args: readonly string[],
  options: Record<string, { type: 'string' | 'boolean' }>,
): Record<string, unknown> {
  try {
    return parseArgs({ args: joined(args), options, allowPositionals: false }).values;
  } catch (error) {
    // Node's message goes on about `--`, which helps nobody here.
    const [message] = (error as Error).message.split(/\.?\s*\n|\. /);
    throw new CommandError(`${message}; see --help`);
  }
}

/** `--seed -1` is a number out of range and no flag of its own: Node takes it as `--seed=-1`. */
function joined(args: readonly string[]): string[] {
  const whole: string[] = [];
  for (const arg of args) {
    const last = whole.at(-1);
    if (/^-[\d.]/.test(arg) && last && /^--[\w-]+$/.test(last)) whole.push(`${whole.pop()}=${arg}`);
    else whole.push(arg);
  }
  return whole;
}

/** The list of flags, in the order in which they are declared. */
export function listed(declared: Flags): string {
  const flags = { ...declared, help: toggle('show this') };
  const rows = Object.entries(flags).map(([name, { shown, about }]) => ({
    head: `  --${name}${shown === '' ? '' : ` ${shown}`}`,
    about: about.split('\n'),
  }));
  const width = Math.max(...rows.map(({ head }) => head.length)) + 2;
  return rows
    .flatMap(({ head, about: [first, ...more] }) => [
      head.padEnd(width) + first,
      ...more.map((line) => ' '.repeat(width) + line),
    ])
    .join('\n');
}
