import { expect, test } from '@jest/globals';
import { DRAWING_STATE_KEY, formatDrawingState, parseDrawingState } from '../../../edge/core/drawing-state.ts';

test.each([
  { unsigned: 'on' } as const,
  {
    unsigned: 'off',
    since: '2026-11-30T02:00:00.000Z',
    by: 'the alarm edgecard-prod-draw-brake',
    why: 'Threshold Crossed',
  } as const,
])('what is written is what is read: %j', (state) => {
  expect(parseDrawingState(formatDrawingState(state))).toEqual(state);
});

test('of what people add only the texts of known members are read', () => {
  expect(parseDrawingState('{"unsigned": "off", "since": 5, "by": "ada", "note": "x"}')).toEqual({ unsigned: 'off', by: 'ada' });
});

test.each(['', 'off', '"off"', 'null', '[]', '{}', '{"unsigned": "no"}', '{"unsigned": false}', '{"unsigned": "off"'])(
  '%j says neither on nor off',
  (text) => {
    expect(() => parseDrawingState(text)).toThrow(
      expect.objectContaining({
        code: 'bad_config',
        message: `${DRAWING_STATE_KEY} must be an object with "unsigned": "on" or "off".`,
      }),
    );
  },
);
