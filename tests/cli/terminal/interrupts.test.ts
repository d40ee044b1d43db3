import { expect, test } from '@jest/globals';
import { onInterrupt } from '../../../cli/terminal/interrupts.ts';

test('the first asks for an end, one that npm sends along counts as the same, the next ends at once', () => {
  const calls: string[] = [];
  let now = 0;
  const { stopping, release } = onInterrupt({
    onStop: () => calls.push('stop'),
    endNow: () => calls.push('end'),
    now: () => now,
  });
  try {
    expect(stopping.aborted).toBe(false);
    process.emit('SIGINT');
    process.emit('SIGINT');
    expect([stopping.aborted, ...calls]).toEqual([true, 'stop']);
    now = 600;
    process.emit('SIGTERM');
    expect(calls).toEqual(['stop', 'end']);
  } finally {
    release();
  }
  expect(process.listeners('SIGINT')).toEqual([]);
});
