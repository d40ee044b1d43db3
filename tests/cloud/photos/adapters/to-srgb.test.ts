import { expect, test } from '@jest/globals';
import { codedColours, toSrgb } from '../../../../cloud/photos/adapters/to-srgb.ts';

const PQ = codedColours(9, 16);
const HLG = codedColours(9, 18);
const greysOf = (levels: readonly number[], colours = PQ) =>
  colours
    ? [...toSrgb(Uint16Array.from(levels.flatMap((level) => [level, level, level])), colours)].filter((_, at) => at % 3 === 0)
    : [];
/** Levels of PQ in 16 bits: 0, 26, 203, 500, 1,000 and 10,000 nits. */
const [BLACK, GREY, WHITE, LAMP, SUN, MOST] = [0, 24_900, 38_055, 44_340, 49_250, 65_535] as const;

test.each([
  [1, 13],
  [1, 1],
  [2, 2],
  [5, 6],
])('primaries %i with curve %i are shown as they are', (primaries, transfer) => {
  expect(codedColours(primaries, transfer)).toBeUndefined();
});

test('white paper of an HDR picture is nearly white, and what is brighter differs still', () => {
  const shown = greysOf([BLACK, GREY, WHITE, LAMP, SUN, MOST]);
  expect(shown[0]).toBe(0);
  expect(shown[1]).toBeGreaterThan(85);
  expect(shown[1]).toBeLessThan(125);
  expect(shown[2]).toBeGreaterThan(240);
  expect([...shown].sort((one, other) => one - other)).toEqual(shown);
  expect(new Set(shown).size).toBe(6);
});

test('more light is never darker, in either HDR curve', () => {
  for (const colours of [PQ, HLG]) {
    const shown = greysOf(
      Array.from({ length: 256 }, (_, step) => step * 257),
      colours,
    );
    expect(shown.every((level, step) => step === 0 || level >= (shown[step - 1] ?? 0))).toBe(true);
    expect([shown[0], shown[255]]).toEqual([0, colours === PQ ? 255 : 254]);
  }
});

test('a bright red stays red', () => {
  const colours = codedColours(1, 16);
  const [red = 0, green = 0, blue = 0] = colours ? toSrgb(Uint16Array.of(SUN, 0, 0), colours) : [];
  expect([red > 250, green, blue]).toEqual([true, 0, 0]);
});
