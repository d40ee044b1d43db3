// Stops the real browser where it is entered, to look at what the dynamic linker and the entry of ours have made of its memory.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { assemble } from '../../../../local/native/assemble.ts';

/** To be written over the browser's own entry: it writes a byte to standard output, and stays. */
export const STAY = assemble(`
  mov eax, 1                ; write
  mov edi, 1
  mov rsi, rsp
  mov edx, 1
  syscall
stay:
  jmp stay`).bytes;

/** What is mapped of the browser's file. */
export interface Mapping {
  /** Addresses, as they are without that of the image. */
  readonly from: number;
  readonly to: number;
  /** Such as `r-xp`. */
  readonly access: string;
  /** In the file. */
  readonly offset: number;
}

export interface EnteredBrowser {
  readonly image: number;
  readonly mappings: readonly Mapping[];
  read(mapping: Mapping): Buffer;
}

/** Looks at a browser that has come to its own entry, which is `STAY`, and ends it. */
export async function atOwnEntry<Result>(
  path: string,
  env: Readonly<Record<string, string>>,
  look: (browser: EnteredBrowser) => Result,
): Promise<Result> {
  const browser = spawn(path, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(browser, 'exit');
  try {
    const came = await Promise.race([once(browser.stdout, 'data').then(() => true), ended]);
    if (came !== true) throw new Error(`The browser does not come to its own entry: ${came}.`);
    return look(enteredBrowser(browser.pid ?? 0, path));
  } finally {
    browser.kill('SIGKILL');
    await ended; // a file that is being run cannot be written
  }
}

function enteredBrowser(pid: number, path: string): EnteredBrowser {
  const found = readFileSync(`/proc/${pid}/maps`, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, from, to, access, offset, name] = line.match(/^(\w+)-(\w+) (\S+) (\w+) \S+ \d+ +(.*)$/) ?? [];
      if (name !== path || !from || !to || !access || !offset) return [];
      return { from: parseInt(from, 16), to: parseInt(to, 16), access, offset: parseInt(offset, 16) };
    });
  const image = found[0]?.from ?? 0;
  return {
    image,
    mappings: found.map((mapping) => ({ ...mapping, from: mapping.from - image, to: mapping.to - image })),
    read({ from, to }) {
      const bytes = Buffer.alloc(to - from);
      const memory = openSync(`/proc/${pid}/mem`, 'r');
      readSync(memory, bytes, 0, bytes.length, image + from);
      closeSync(memory);
      return bytes;
    },
  };
}
