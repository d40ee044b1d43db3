// What entry.test.ts runs: a command that does what its word says.
import { setTimeout as sleep } from 'node:timers/promises';
import { ExpectedError } from '../../../../cli/terminal/errors.ts';
import { runScript } from '../../../../cli/terminal/script.ts';

const WAYS: Readonly<Record<string, () => Promise<unknown>>> = {
  works: async () => 'worked',
  fails: async () => {
    throw new ExpectedError('no_luck', 'It did not work.');
  },
  bug: async () => (undefined as unknown as { x: string }).x.length,
  later: async () => {
    setTimeout(() => {
      throw new TypeError('too late');
    });
    await sleep(10_000);
  },
  rejects: async () => {
    void Promise.reject(new TypeError('too late'));
    await sleep(10_000);
  },
  waits: async () => {
    console.error('waiting');
    await sleep(10_000);
  },
};

await runScript({
  call: 'npm run it --',
  description: 'does what its word says',
  words: { usage: 'WAY', min: 1, max: 1, otherwise: 'Give one WAY.' },
  options: { json: { type: 'boolean', description: 'prints JSON' } },
  run: async ({ words: [way = ''], options }, print) => {
    const done = await WAYS[way]?.();
    for (let line = 0; line < 3; line++)
      if (!options.json || line === 0) print.out(options.json ? JSON.stringify({ done }) : 'done');
    await sleep(50);
    print.err('ended');
    return 0;
  },
});
