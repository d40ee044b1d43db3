import { describe, expect, test } from '@jest/globals';
import { cutText } from '../../card-site/networks/cut-text.ts';
import { attribution } from '../../card-site/networks/network.ts';
import { NETWORKS } from '../../card-site/networks/networks.ts';
import { BYTE_LIMITS, byteWarnings } from '../../card-site/studio/networks/warnings.ts';
import { WANTED_BYTES } from '../../edge/core/drawing-settings.ts';

describe('what is known of the networks', () => {
  test('all that the studio promises are there, in one form or two', () => {
    const names = new Set(NETWORKS.map(({ name }) => name.replace(/,.*/, '')));
    const promised = 'Facebook X LinkedIn WhatsApp iMessage Slack Discord Telegram Mastodon Bluesky';
    expect([...names]).toEqual(promised.split(' '));
    expect(new Set(NETWORKS.map(({ id }) => id)).size).toBe(NETWORKS.length);
  });

  test.each(NETWORKS.map((network) => [network.name, network] as const))('%s: who says so, and what is ours', (_, { facts }) => {
    expect(facts.filter(({ source }) => source.kind === 'ours')).toHaveLength(1);
    for (const { source } of facts) if (source.kind === 'report') expect(source.url).toMatch(/^https:\/\//);
    expect(new Set(facts.map(({ says }) => says)).size).toBe(facts.length);
  });

  test.each(NETWORKS.filter(({ max }) => max !== undefined).map((network) => [network.name, network] as const))(
    '%s: its limit of bytes is among its facts, with a source',
    (_, { facts, max }) => {
      const maxBytes = max?.bytes ?? 0;
      const figure = maxBytes % 1_000_000 === 0 ? `${maxBytes / 1_000_000} MB` : String(maxBytes / 1000);
      const fact = facts.find(
        ({ says }) => new RegExp(`\\b${figure}\\b(?! px)`).test(says) || says.includes(maxBytes.toLocaleString('en')),
      );
      expect(fact?.source.kind).toMatch(/^(network|report)$/);
      expect(max?.source).toEqual(fact?.source);
    },
  );

  test('a report is never called the network’s own word', () => {
    expect(attribution({ kind: 'report', name: 'someone' })).toBe('Reported by someone, not by the network.');
    expect(attribution({ kind: 'network', name: 'its page' })).toBe('Source: its page.');
    expect(attribution({ kind: 'ours', name: '' })).toMatch(/^Our drawing/);
  });
});

describe('limits of bytes', () => {
  test('a picture that the edge is content with passes none', () => {
    expect(byteWarnings(WANTED_BYTES)).toEqual([]);
  });

  test('names each limit that a picture passes, the lowest first', () => {
    const networks = byteWarnings(1_500_000).map(({ network }) => network);
    expect(networks).toEqual(['WhatsApp', 'Bluesky', 'Signal']);
    expect(byteWarnings(1_500_000)[0]?.says).toBe('takes at most 300 KB; the picture has 1.50 MB');
    expect(byteWarnings(1_500_000).at(-1)?.source).toMatchObject({
      kind: 'network',
      name: expect.stringContaining('Signal’s code'),
    });
    expect(BYTE_LIMITS.map(({ maxBytes }) => maxBytes)).toEqual(
      [...BYTE_LIMITS.map(({ maxBytes }) => maxBytes)].sort((a, b) => a - b),
    );
  });
});

describe('a text cut by bytes', () => {
  test.each([
    ['leaves what has just as many', 'a'.repeat(67), 'a'.repeat(67)],
    ['cuts what has one more, and puts dots', 'a'.repeat(68), `${'a'.repeat(67)}...`],
    ['counts bytes, not characters', 'é'.repeat(34), `${'é'.repeat(33)}...`],
    ['never cuts within a character', `${'a'.repeat(65)}👍b`, `${'a'.repeat(65)}...`],
  ])('%s', (_, text, shown) => {
    expect(cutText(text, { bytes: 67 })).toBe(shown);
  });

  test('lines are left to the style sheet', () => {
    expect(cutText('a'.repeat(500), { lines: 2 })).toHaveLength(500);
  });
});
