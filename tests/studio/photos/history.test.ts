import { expect, test } from '@jest/globals';
import { after, type History, startedAt } from '../../../card-site/studio/photos/history.ts';

const changed = (history: History<number>, next: number, gesture?: unknown) => after(history, { kind: 'change', next, gesture });
const undone = (history: History<number>) => after(history, { kind: 'undo' });
const redone = (history: History<number>) => after(history, { kind: 'redo' });

test('each change is a step, which is taken back and made again', () => {
  const history = changed(changed(startedAt(1), 2), 3);
  expect(undone(history).now).toBe(2);
  expect(undone(undone(history)).now).toBe(1);
  expect(redone(undone(history)).now).toBe(3);
  expect(undone(startedAt(1))).toEqual(startedAt(1));
  expect(redone(startedAt(1))).toEqual(startedAt(1));
});

test('all changes of one gesture are one step', () => {
  const drag = {};
  const history = changed(changed(changed(startedAt(1), 2, drag), 3, drag), 4, {});
  expect(undone(history).now).toBe(3);
  expect(undone(undone(history)).now).toBe(1);
});

test('a gesture that ends where it began is no step', () => {
  const drag = {};
  const history = changed(changed(startedAt(1), 2, drag), 1, drag);
  expect(history).toMatchObject({ past: [], now: 1 });
});

test('a change to what is there already is no step, and another one ends what could be made again', () => {
  expect(changed(startedAt(1), 1)).toEqual(startedAt(1));
  expect(changed(undone(changed(startedAt(1), 2)), 5).future).toEqual([]);
});
