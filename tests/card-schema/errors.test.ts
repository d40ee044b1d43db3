import { describe, expect, test } from '@jest/globals';
import { CardError, quoted } from '../../card-schema/errors.ts';

describe('what is quoted of an input', () => {
  const circle: unknown[] = [];
  circle.push(circle);

  test.each([
    ['', '""'],
    ['a "b"\n', '"a \\"b\\"\\n"'],
    ['x'.repeat(40), `"${'x'.repeat(40)}"`],
    ['x'.repeat(41), `"${'x'.repeat(40)}…"`],
    ['👩'.repeat(40), `"${'👩'.repeat(40)}"`],
    ['👩'.repeat(41), `"${'👩'.repeat(40)}…"`],
    ['x'.repeat(1_000_000), `"${'x'.repeat(40)}…"`],
    [7, '"7"'],
    [null, '"null"'],
    [undefined, '"undefined"'],
    [Symbol('s'), '"Symbol(s)"'],
    [{ a: [1] }, '"{\\"a\\":[1]}"'],
    [1n, '"bigint"'],
    [circle, '"object"'],
  ])('%# is at most forty characters, as one JSON string', (input, expected) => {
    expect(quoted(input)).toBe(expected);
  });
});

test('an expected failure has its code, its name and its cause', () => {
  const cause = new Error('why');
  const error = new CardError('draw_failed', 'It could not be drawn.', { cause });
  expect(error).toMatchObject({ name: 'CardError', code: 'draw_failed', message: 'It could not be drawn.', cause });
});
