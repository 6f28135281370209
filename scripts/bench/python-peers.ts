/** The peers in Python: peers/serve.py, which trains a stretch whenever it is asked. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { PeerHost } from './page-peers.ts';

const script = fileURLToPath(new URL('./peers/serve.py', import.meta.url));

/** Debian's own interpreter, because that is where its packages are. */
const interpreter = process.env['PYTHON'] ?? '/usr/bin/python3';

export async function openPython(say: (line: string) => void): Promise<PeerHost | undefined> {
  const python = spawn(interpreter, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
  const gone = new Promise<undefined>((resolve) => {
    python.once('error', () => resolve(undefined));
    python.once('exit', () => resolve(undefined));
  });
  python.stdin.on('error', () => {});
  return {
    async speedOf(id) {
      python.stdin.write(`${id}\n`);
      const answer = (await Promise.race([lines.next(), gone]))?.value as string | undefined;
      const speed = Number(answer);
      if (Number.isFinite(speed)) return speed;
      say(`bench: ${id}: ${answer ?? `${interpreter} does not run`}`);
      return undefined;
    },
    close: async () => void python.kill(),
  };
}
