import { expect, test } from '@jest/globals';
import { onInterrupt } from '../../../cli/terminal/interrupts.ts';

test('the first asks for an end, one that npm sends along counts as the same, the next ends at once', () => {
  const told: string[] = [];
  let now = 0;
  const { stopping, release } = onInterrupt({
    onStop: () => told.push('stop'),
    endNow: () => told.push('end'),
    now: () => now,
  });
  try {
    expect(stopping.aborted).toBe(false);
    process.emit('SIGINT');
    process.emit('SIGINT');
    expect([stopping.aborted, ...told]).toEqual([true, 'stop']);
    now = 600;
    process.emit('SIGTERM');
    expect(told).toEqual(['stop', 'end']);
  } finally {
    release();
  }
  expect(process.listeners('SIGINT')).toEqual([]);
});
