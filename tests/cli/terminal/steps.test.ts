import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { step } from '../../../cli/terminal/steps.ts';

function stream(isTTY: boolean) {
  let written = '';
  return {
    isTTY,
    columns: 40,
    write(text: string) {
      written += text;
      return true;
    },
    text: () => written,
  };
}

test('what is quick says nothing', async () => {
  const log = stream(false);
  expect(await step('Building', async () => 7, { stream: log })).toBe(7);
  expect(log.text()).toBe('');
});

test('what takes its time says so in a log, and again while it goes on', async () => {
  const log = stream(false);
  await step('Building the card site', () => sleep(200), { stream: log, quietMs: 1, againMs: 20 });
  expect(log.text()).toMatch(/^Building the card site …\n(?:Building the card site … 0 s\n)+$/);
});

test('on a terminal it is one line, which is gone afterwards, also when the work fails', async () => {
  const terminal = stream(true);
  const work = async () => {
    await sleep(100);
    throw new Error('no');
  };
  await expect(step('Building', work, { stream: terminal, quietMs: 1 })).rejects.toThrow('no');
  expect(terminal.text()).toBe('\rBuilding …\x1b[K\r\x1b[K');
});
