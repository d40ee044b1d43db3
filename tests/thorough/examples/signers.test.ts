// @examples article event
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { verifyCardPath } from '../../../card-schema/card-path.ts';
import { createCard } from '../../../card-schema/catalogue.ts';
import { projectPath } from '../../../project-path.ts';
import { readVectors, type VectorFile } from '../../../tools/signature-vectors.ts';
import { KEY, PICTURES } from '../../examples/crawled.ts';
import { hostilePages } from '../../examples/hostile-pages.ts';
import { wholeSeed } from '../../support/fast-check.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';
import { randomVectors } from './random-vectors.ts';
import { GROWTHS } from './signer-growths.ts';

const signers = projectPath('examples/signers');

interface Signer {
  readonly language: string;
  readonly check: readonly [string, ...string[]];
}

/** All take the file of vectors as an argument, but for Go, whose tests take it from the environment. */
const SIGNERS: readonly Signer[] = [
  { language: 'Python', check: ['python3', 'python/check.py'] },
  { language: 'Ruby', check: ['ruby', 'ruby/check.rb'] },
  { language: 'PHP', check: ['php', '-d', 'display_errors=1', 'php/check.php'] },
  { language: 'Go', check: ['go', 'test', '-v', './go', '-args'] },
];

function run([command, ...args]: Signer['check'], file = '') {
  const ended = spawnSync(command, file === '' ? args : [...args, file], {
    cwd: signers,
    encoding: 'utf8',
    timeout: 120_000,
    maxBuffer: 32 * 1024 * 1024,
    env: {
      ...process.env,
      EDGECARD_VECTORS: file,
      PYTHONDONTWRITEBYTECODE: '1',
      // Where Debian puts golang-golang-x-text-dev; with modules off the test needs no download.
      GO111MODULE: 'off',
      GOFLAGS: '',
      GOPATH: [process.env['GOPATH'], '/usr/share/gocode'].filter(Boolean).join(':'),
    },
  });
  // A language that is not installed.
  if (ended.error) throw ended.error;
  return ended;
}

const ours = await readVectors();
const random = await randomVectors(wholeSeed(process.env.EDGECARD_SEED));

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder('signers');
});
afterAll(() => folder.remove());

describe.each(SIGNERS)('the signer in $language', ({ language, check }) => {
  async function hold(vectors: VectorFile) {
    const file = join(folder.path, `${language}.json`);
    await writeFile(file, JSON.stringify(vectors));
    const { status, stdout, stderr } = run(check, file);
    expect({
      vectors: vectors.about,
      status,
      stderr,
      wrong: stdout.split('\n').filter((line) => /WRONG|FAIL/.test(line)),
    }).toEqual({
      vectors: vectors.about,
      status: 0,
      stderr: '',
      wrong: [],
    });
    return stdout;
  }

  const counted = (stdout: string, { vectors, cleaned, refused, photos, refusedPhotos }: VectorFile) => {
    const signed = vectors.length + cleaned.length + photos.length;
    const refusals = refused.length + refusedPhotos.length;
    const passed = [...stdout.matchAll(/--- PASS: Test(?:Card|Photo)URL(?:SignsTheVectors|Refuses)\//g)].length;
    if (language === 'Go') expect(passed).toBe(signed + refusals);
    else expect(stdout).toContain(`${signed} vectors, ${refusals} refusals, 0 wrong`);
  };

  test(
    'signs every vector, cleaned if need be, and refuses what is to be refused',
    async () => counted(await hold(ours), ours),
    130_000,
  );

  test('signs random texts as card-schema does', async () => counted(await hold(random), random), 130_000);
});

describe.each(SIGNERS.filter(({ language }) => language in GROWTHS))('the time of the signer in $language', ({ language }) => {
  test('grows no faster than the blanks inside a text', () => {
    const { stdout, stderr } = run(GROWTHS[language] ?? ['false']);
    expect({ stderr, grows: Number(stdout) > 2 && Number(stdout) < 24, stdout }).toMatchObject({ stderr: '', grows: true });
  }, 130_000);
});

describe('the signer in Python', () => {
  test('has a card for whatever the data of more than 200 pages, if there are a title and an author in it', async () => {
    const pages = hostilePages(['title', 'author'], 320).flatMap(({ title, author }) => {
      try {
        return [JSON.parse(JSON.stringify([title ?? null, author ?? null]))];
      } catch {
        return []; // what JSON cannot hold
      }
    });
    expect(pages.length).toBeGreaterThan(200);
    const rest = Object.values(createCard('article', { title: 'x', author: 'y' }).params).slice(2);
    const file = join(folder.path, 'pages.json');
    await writeFile(file, JSON.stringify({ pages, rest, key: KEY, origin: PICTURES }));
    const script = `import json, sys
sys.path.insert(0, 'python')
from edgecard import card_url, clean
given = json.load(open(sys.argv[1], encoding='utf-8'))
cards = [[clean(title, 140), clean(author, 60)] for title, author in given['pages']]
print(json.dumps([[card, card_url('article', card + given['rest'], given['key'], given['origin'])] for card in cards]))`;
    const { stdout, stderr } = run(['python3', '-c', script], file);
    expect(stderr).toBe('');
    const signed = JSON.parse(stdout) as [[string, string], string][];
    expect(signed).toHaveLength(pages.length);
    for (const [[title, author], url] of signed) {
      const opened = verifyCardPath(new URL(url).pathname, [KEY]);
      if (title === '' || author === '') await expect(opened).rejects.toMatchObject({ code: 'invalid_params' });
      else expect((await opened).params).toMatchObject({ title, author });
    }
    expect(signed.filter(([[title, author]]) => title !== '' && author !== '').length).toBeGreaterThan(100);
  });
});

describe('the signer in Ruby', () => {
  test('refuses bytes that are not text as it refuses everything else', () => {
    const script = `begin
  Edgecard.card_url('article', ["Zo\xc3\xab".b], 'a key', 'https://social.app.com')
rescue ArgumentError => error
  puts error.message
end`;
    const { stdout, stderr } = run(['ruby', '-r./ruby/edgecard', '-e', script]);
    expect({ stdout, stderr }).toEqual({
      stdout: 'values[0] must be a text in a known encoding; got ASCII-8BIT\n',
      stderr: '',
    });
  });
});

test('the random texts are many, and some of them are to be cleaned', () => {
  expect(random.vectors.length).toBeGreaterThan(100);
  expect(random.cleaned.length).toBeGreaterThan(20);
});
