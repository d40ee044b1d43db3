import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { networkOf } from '../../../cli/traffic/networks.ts';
import { accessLog } from '../../support/access-log.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';
import { AGENTS } from '../../support/user-agents.ts';
import { commandsInNewFolders } from '../run-command.ts';

const { cards } = commandsInNewFolders();
let folder: TemporaryFolder;
let file: string;
beforeAll(async () => {
  folder = await temporaryFolder('traffic-command');
  file = join(folder.path, 'log.json');
  await writeFile(file, (await accessLog(300)).lines.join('\n'));
});
afterAll(() => folder.remove());

describe('cards traffic', () => {
  test('prints tables by network, template and card, and where the money goes', async () => {
    const { code, out, err } = await cards(['traffic', file, '--top', '3']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(
      /^Requests for pictures, 2026-11-24 to 2026-11-30 \(UTC\): 300, of which \d+\.\d % from CloudFront’s caches\./,
    );
    expect(out).toMatch(/\n {2}network +requests +from cache +drawn +no card +errors +MB\n/);
    expect(out).toMatch(/\n {2}Facebook /);
    expect(out.split('\n').at(-2)).toMatch(/(Facebook|X|WhatsApp|LinkedIn|\(browsers\)) \d+/);
    expect(out).toContain('USD, by the formula of `cards cost`');
  });

  test('announces nothing that does not follow: of a day without requests', async () => {
    const empty = join(folder.path, 'empty.log');
    await writeFile(empty, '');
    const { code, out } = await cards(['traffic', empty]);
    expect([code, out]).toEqual([0, expect.stringContaining('USD, by the formula of `cards cost`.\n')]);
  });

  test('prints the same as JSON, without a signature', async () => {
    const { out } = await cards(['traffic', file, '--json']);
    const report = JSON.parse(out) as { total: { requests: number }; cards: { card: string }[] }; // TrafficReport
    expect(report.total.requests).toBe(300);
    expect(report.cards.length).toBeLessThanOrEqual(10);
    expect(report.cards.filter(({ card }) => card.includes('.'))).toEqual([]);
  });

  test.each([
    [['traffic'], 2, 'Give --stack NAME, or log files: one of them.'],
    [['traffic', 'a', '--stack', 'edgecard-prod'], 2, 'Give --stack NAME, or log files: one of them.'],
    [['traffic', 'a', '--days', '3'], 2, '--days and --region are for --stack.'],
    [['traffic', '--stack', 'edgecard-prod', '--days', '0'], 2, '--days'],
    [['traffic', '/no/such/log.gz'], 1, '/no/such/log.gz'],
  ])('%j ends with %i', async (args, code, sentence) => {
    const outcome = await cards(args);
    expect(outcome.code).toBe(code);
    expect(outcome.err).toContain(sentence);
    expect(outcome.err).not.toMatch(/at .*\.ts:/);
  });
});

describe('A network', () => {
  test.each(AGENTS)('%s is known by %j', (network, agent) => {
    expect(networkOf(agent)).toBe(network);
    expect(networkOf(encodeURIComponent(agent).replaceAll('%2F', '/').replaceAll('%2B', '+'))).toBe(network);
  });

  test('that merely mentions another is not it', () => {
    expect(networkOf('WhatsApp/2.24 i')).toBe('WhatsApp');
    expect(networkOf('WhatsApp/2')).toBe('Signal');
    expect(networkOf('TelegramBot (like TwitterBot)')).toBe('Telegram');
  });
});
