import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { sentTo } from './photo-api-double.ts';
import { ID, NO_SUCH_PHOTO, OTHER, PHOTO, photoCommands, READY, UPLOAD } from './photo-commands.ts';

const { photo, open, folderPath, place } = photoCommands();

const changed = (...statuses: readonly object[]) => ({
  [`POST /photos/${ID}/edits`]: [{ status: 202, json: { upload: UPLOAD } }],
  [`GET /uploads/${UPLOAD}`]: statuses.map((each) => ({ json: { upload: UPLOAD, ...each } })),
  [`GET /photos/${OTHER}`]: [{ json: { ...PHOTO, id: OTHER, hidden: [HEAD, HEAD], edits: { blur: 'faces', keep: [2] } } }],
});
const HEAD = PHOTO.hidden[0] ?? [0, 0, 1, 1];
const NEW = { ...READY, photo: OTHER };

describe('focus', () => {
  test('gives another photo, and says that the first one stays', async () => {
    const api = await open(() => changed(NEW));
    const { code, out } = await photo('focus', ID, '--focus', '0.4,0.3');
    expect([code, out]).toEqual([0, `photo:${OTHER}  1 face, 1 object: person\nphoto:${ID} stays as it was.\n`]);
    expect(sentTo(api, `POST /photos/${ID}/edits`)).toEqual([{ edits: { focus: [0.4, 0.3] } }]);
  });

  test('says so where nothing was to change', async () => {
    await open(() => changed(READY));
    expect((await photo('focus', ID, '--focus', '0.4,0.3')).out).toContain('It is the same photo: nothing was to change.');
  });

  test('is taken away by --none', async () => {
    const api = await open(() => changed(NEW));
    expect((await photo('focus', ID, '--none')).code).toBe(0);
    expect(sentTo(api, `POST /photos/${ID}/edits`)).toEqual([{ edits: { focus: null } }]);
  });

  test.each(['focus', 'blur'])('says so where somebody has removed the first photo meanwhile (%s)', async (name) => {
    await open(() => ({ ...changed(NEW), [`GET /photos/${ID}`]: [NO_SUCH_PHOTO] }));
    const words = name === 'focus' ? ['--focus', '0.4,0.3'] : [];
    const { out } = await photo(name, ID, ...words);
    expect(out.split('\n')[1]).toBe(`photo:${ID} was removed meanwhile: cards that name it lack their photo.`);
    expect(out).not.toContain('To leave one as it is');
    expect(JSON.parse((await photo(name, ID, ...words, '--json')).out)).toMatchObject({ photo: OTHER, removed: true });
  });

  test('a photo that is not there is named', async () => {
    await open(() => ({ [`POST /photos/${ID}/edits`]: [NO_SUCH_PHOTO], 'GET /photos': [{ json: { photos: [] } }] }));
    const { code, err } = await photo('focus', ID, '--focus', '0.4,0.3');
    expect(code).toBe(1);
    expect(err).toContain(`There is no photo:${ID} in `);
    expect(err).toContain('`photo list` names those that are there.');
  });
});

describe('blur', () => {
  test('sends which faces stay and which heads were missed, and says what became of the first photo', async () => {
    const api = await open(() => changed({ status: 'working' }, NEW));
    const words = ['--keep', '3', '--keep', '1,3', '--add', '0.62,0.1,0.08,0.15', '--add', '0,0,1,1', '--retire'];
    const { code, out } = await photo('blur', `photo:${ID}`, ...words);
    expect([code, out.split('\n')[1]]).toEqual([0, `photo:${ID} is removed: cards that name it lack their photo.`]);
    expect(sentTo(api, `POST /photos/${ID}/edits`)).toEqual([
      {
        edits: {
          blur: 'faces',
          keep: [1, 3],
          add: [
            [0.62, 0.1, 0.08, 0.15],
            [0, 0, 1, 1],
          ],
        },
        retire: true,
      },
    ]);
    expect(out).toMatch(/\n {2}1 {2}0.380,0.000,0.240,0.450 {2}hidden\n {2}2 {2}0.380,0.000,0.240,0.450 {2}kept\n$/);
    expect((await photo('blur', ID)).out).toContain(`To leave one as it is: photo blur photo:${ID} --keep N${place()}\n`);
    expect(JSON.parse((await photo('blur', ID, '--json')).out)).toEqual({
      hidden: [
        { number: 1, box: HEAD, kept: false },
        { number: 2, box: HEAD, kept: true },
      ],
      status: 'ready',
      photo: OTHER,
      from: ID,
      retired: false,
    });
  });

  test('an edit that does not fit the photo is refused with its sentence', async () => {
    await open(() => changed({ status: 'refused', code: 'bad_edits', message: 'The photo has 1 face; `keep` names face 3.' }));
    const { code, err } = await photo('blur', ID, '--keep', '3');
    expect([code, err]).toEqual([1, 'The photo has 1 face; `keep` names face 3.\n']);
  });

  test('where no face was found, a person has to look', async () => {
    await open(() => changed({ status: 'review', photo: OTHER }));
    const { code, out, err } = await photo('blur', ID, '--retire');
    expect([code, out]).toEqual([0, '']);
    expect(err).toContain(`photo review ${UPLOAD}${place()} --publish`);
  });
});

describe('review', () => {
  const WAITS = { upload: UPLOAD, photo: OTHER, name: 'hats.jpg' };
  const answers = (origin: string) => ({
    'GET /reviews': [{ json: { reviews: [{ ...WAITS, preview: `${origin}/preview` }] } }],
    'GET /preview': [{ text: 'a JPEG' }],
    [`POST /uploads/${UPLOAD}/review`]: [{ status: 202, json: { upload: UPLOAD } }],
    [`GET /uploads/${UPLOAD}`]: [{ json: { upload: UPLOAD, ...NEW } }],
  });

  test('lists what waits, with what can be done', async () => {
    await open(answers);
    const { code, out } = await photo('review');
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^ {2}${UPLOAD} {2}photo:${OTHER} {2}hats.jpg$`, 'm'));
    expect(out).toContain('Give --out to look at it');
  });

  test('says so where none waits', async () => {
    await open(() => ({ 'GET /reviews': [{ json: { reviews: [] } }] }));
    expect((await photo('review')).out).toBe('No photo waits for a person.\n');
    expect((await photo('review', UPLOAD, '--publish')).err).toBe(`No photo waits under ${UPLOAD}. None waits.\n`);
  });

  test('--out numbers what is hidden in it, though it may be no head', async () => {
    const head = [0.38, 0, 0.24, 0.45];
    await open((origin) => ({
      ...answers(origin),
      'GET /reviews': [{ json: { reviews: [{ ...WAITS, hidden: [head], preview: `${origin}/preview` }] } }],
    }));
    expect((await photo('review')).out).toContain('hats.jpg  1 head that may be none\n');
    expect((await photo('review', UPLOAD, '--out', 'look.jpg')).out).toMatch(
      /Hidden in it, by the number that --keep takes:\n +1 +0.38/,
    );
  });

  test('--out writes what it looks like', async () => {
    await open(answers);
    expect((await photo('review', UPLOAD, '--out', 'look.jpg')).code).toBe(0);
    expect(await readFile(join(folderPath(), 'look.jpg'), 'utf8')).toBe('a JPEG');
  });

  test.each([
    [['--publish'], { seen: true }],
    [['--add', '0.4,0.1,0.2,0.3'], { add: [[0.4, 0.1, 0.2, 0.3]] }],
    [['--keep', '2,1'], { seen: true, keep: [1, 2] }],
    [['--keep', '2', '--add', '0.4,0.1,0.2,0.3'], { keep: [2], add: [[0.4, 0.1, 0.2, 0.3]] }],
  ])('%j makes the photo', async (words, edits) => {
    const api = await open(answers);
    const { code, out } = await photo('review', UPLOAD, ...words);
    expect([code, out]).toEqual([0, `photo:${OTHER}  1 face, 1 object: person\n`]);
    expect(sentTo(api, `POST /uploads/${UPLOAD}/review`)).toEqual([{ edits }]);
  });

  test('an upload with a letter wrong is answered with the one that was meant', async () => {
    await open(answers);
    const { code, err } = await photo('review', UPLOAD.replace('z', 'y'), '--publish');
    expect(code).toBe(1);
    expect(err).toContain(`Did you mean ${UPLOAD}?`);
  });
});
