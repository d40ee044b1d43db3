// @examples article score
import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { keyWithPayload } from '../../../edge/core/card-key.ts';
import { readDesignVersions } from '../../../local/stack/sandbox.ts';
import { projectPath } from '../../../project-path.ts';
import { runCards } from '../../cli/run-cards.ts';
import { longCard } from '../../support/long-card.ts';
import { decode } from '../../support/pictures.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await temporaryFolder('cards');
});
afterEach(() => folder.remove());

const cards = (args: readonly string[], env?: Readonly<Record<string, string>>) => runCards(folder.path, args, env);

const ARTICLE = ['article', '--title', 'Small teams, large ships', '--author', 'Ada Okafor'];

describe('cards draw and put', () => {
  test('put stores a card under the key that the edge reads, also where that holds a hash', async () => {
    await cards(['draw', '/12-34-10.jpg', '--out', 'own.jpg']);
    const { title, author, section } = longCard().params;
    const fields = [
      'article',
      '--title',
      title,
      '--author',
      author,
      '--section',
      section,
      '--minutes',
      '240',
      '--theme',
      'forest',
    ];
    const images = ['--cover', longCard().params.cover, '--avatar', longCard().params.avatar];
    const { out } = await cards(['put', ...fields, ...images, '--data', 'store', '--file', 'own.jpg']);
    const { key } = keyWithPayload(longCard(), await readDesignVersions());
    expect(out).toMatch(/^[0-9a-f]{12}\/article\/h-[0-9a-f]{64}\.jpg: stored, \d+ bytes\n$/);
    expect(out.startsWith(key)).toBe(true);
    expect((await cards(['versions', '--data', 'store'])).out).toMatch(/article +[0-9a-f]{12} +1 /);
    expect((await cards(['purge', ...fields, ...images, '--data', 'store', '--yes'])).out).toContain('1 of 1 picture.');
  });

  test('draw shows images of your own hosts, and of no others', async () => {
    const cover = ['--cover', 'https://images.localhost/a.jpg'];
    const refused = await cards(['draw', ...ARTICLE, ...cover, '--out', 'a.jpg']);
    expect(refused.out + refused.err).toContain('images.localhost is not an allowed host');
    const allowed = await cards(['draw', ...ARTICLE, ...cover, '--image-hosts', 'images.localhost', '--out', 'b.jpg']);
    expect(allowed.out + allowed.err).not.toContain('is not an allowed host');
  });

  test('draw writes a picture without any server, and leaves nothing else', async () => {
    const { code, out } = await cards(['draw', ...ARTICLE, '--out', 'a.jpg']);
    expect([code, out]).toEqual([0, expect.stringMatching(/^a\.jpg: \d+ bytes, quality 85, drawn in \d+ ms\n$/)]);
    expect(await decode(await readFile(join(folder.path, 'a.jpg')))).toMatchObject({ width: 1200, height: 630 });
    expect(await readdir(folder.path)).toEqual(['a.jpg']);
  });

  test('draw writes the picture alone to standard output, and what it says to standard error', async () => {
    const script = projectPath('cli/cards.ts');
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [script, 'draw', '/1-2-3.jpg', '--out', '-'], {
      cwd: folder.path,
      encoding: 'buffer',
    });
    expect(await decode(stdout)).toMatchObject({ width: 1200, height: 630 });
    expect(stderr.toString()).toMatch(/^standard output: \d+ bytes, quality \d+, drawn in \d+ ms\n$/);
    expect(await readdir(folder.path)).toEqual([]);
  });

  test('draw takes a path as well, and refuses a forged one', async () => {
    expect((await cards(['draw', '/12-34-10.jpg'])).code).toBe(0);
    expect(await readdir(folder.path)).toEqual(['card.jpg']);
    const forged = await cards([
      'draw',
      '/article/WyJUIiwiQSIsIiIsMCwibGlnaHQiLCIiLCIiLCIiLCIiXQ.AAAAAAAAAAAAAAAAAAAAAA.jpg',
      '--out',
      'b.jpg',
    ]);
    expect([forged.code, await readdir(folder.path)]).toEqual([1, ['card.jpg']]);
  });

  test('draw warns of what the card lacks, and fails with --strict; put never stores it', async () => {
    const lacking = ['article', '--title', 'Tangut \u{17000}', '--author', 'Bo', '--avatar', 'https://img.app.test/a.jpg'];
    const drawn = await cards(['draw', ...lacking, '--json']);
    expect([drawn.code, await readdir(folder.path)]).toEqual([0, ['card.jpg']]);
    expect(drawn.err).toMatch(/^Warning: No font has U\+17000 .*\nWarning: The card is drawn without its image "avatar", .*\n$/);
    expect(JSON.parse(drawn.out)).toMatchObject({
      missingGlyphs: ['\u{17000}'],
      missingImages: [{ url: 'https://img.app.test/a.jpg', reason: expect.stringContaining('is not an allowed host') }],
      warnings: [{ code: 'missing_glyph' }, { code: 'missing_image', field: 'avatar' }],
    });
    const strict = await cards(['draw', ...lacking, '--strict', '--out', 'strict.jpg']);
    expect([strict.code, await readdir(folder.path)]).toEqual([1, ['card.jpg']]);
    expect(strict.err).toMatch(/^The card is not written: no font has U\+17000; no image: img\.app\.test is not an allowed host/);
    const put = await cards(['put', ...lacking, '--data', 'store']);
    expect([put.code, put.out, await readdir(folder.path)]).toEqual([1, '', ['card.jpg']]);
    expect(put.err).toMatch(/^The card is not stored: no font has U\+17000/);
  });

  test('put stores a picture once; your own picture counts as one, if it is one', async () => {
    const score = ['score', '--home', '1', '--away', '2', '--round', '3'];
    await cards(['draw', ...score, '--out', 'own.jpg']);
    expect((await cards(['put', ...score, '--data', 'store', '--file', 'own.jpg'])).out).toMatch(
      /^[0-9a-f]{12}\/score\/1-2-3\.jpg: stored, \d+ bytes\n$/,
    );
    expect((await cards(['put', ...score, '--data', 'store'])).out).toContain('was there already, and stays as it is');
    await writeFile(join(folder.path, 'text.jpg'), 'hello');
    const refused = await cards(['put', ...score, '--data', 'store', '--file', 'text.jpg']);
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('text.jpg must be a JPEG of 1200 × 630')]);
  });
});

describe('cards url', () => {
  test('warns of the characters that no font has, and of no others', async () => {
    const drawn = 'సముద్రం 東京 CO₂ 𝗵𝗶 👩‍👩‍👧‍👦 🇩🇪 5️⃣ مرحبا\u200f';
    const title = `${drawn} \u{17000} \ue000 \u0378`;
    const { code, err } = await cards(['url', 'article', '--title', title, '--author', 'Bo']);
    expect(code).toBe(0);
    expect(err.match(/U\+[0-9A-F]+/g)).toEqual(['U+17000', 'U+E000', 'U+0378']);
  });
});

describe('--json', () => {
  test('reports a picture that was drawn, stored, and there already', async () => {
    const drawn = JSON.parse((await cards(['draw', '/1-2-3.jpg', '--out', 'own.jpg', '--json'])).out);
    expect(drawn).toMatchObject({ file: 'own.jpg', quality: 85, missingGlyphs: [] });
    const put = ['put', '/1-2-3.jpg', '--data', 'store', '--file', 'own.jpg', '--json'];
    expect(JSON.parse((await cards(put)).out)).toMatchObject({ stored: true, bytes: drawn.bytes });
    expect(JSON.parse((await cards(put)).out)).toMatchObject({ stored: false });
  });
});

describe('a mistake', () => {
  test.each([
    [['draw', ...ARTICLE, '--out', 'nowhere/card.jpg'], 1, 'because there is no folder '],
    [['url', 'article', '--titel', 'T'], 2, "Unknown option '--titel'. Did you mean --title? Options for article: "],
  ])('%p ends the process with its exit code and a sentence, without a stack', async (args, code, message) => {
    const outcome = await cards(args);
    expect([outcome.code, outcome.out]).toEqual([code, '']);
    expect(outcome.err).toContain(message);
    expect(outcome.err).not.toMatch(/\n\s+at /);
  });
});
