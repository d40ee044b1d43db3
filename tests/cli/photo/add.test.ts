import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { sentTo } from './photo-api-double.ts';
import { DETECTIONS, ID, PHOTO, photoCommands, READY, UPLOAD, uploadAnswers } from './photo-commands.ts';

const { cards, photo, open, place, folderPath } = photoCommands();

const HEAD = [0.38, 0, 0.24, 0.45] as const;
const BLURRED = { [`GET /photos/${ID}`]: [{ json: { ...PHOTO, hidden: [HEAD, HEAD], edits: { blur: 'faces' } } }] };

const write = async (name: string, text = 'a picture') => writeFile(join(folderPath(), name), text);

test('a file becomes a photo, whose address is printed as a card takes it', async () => {
  const api = await open((origin) => uploadAnswers(origin, { status: 'waiting' }, { status: 'working' }, READY));
  await write('portrait.jpg');
  const { code, out, err } = await photo('add', 'portrait.jpg');
  expect([code, out, err]).toEqual([0, `photo:${ID}  1 face, 1 object: person\n`, '']);
  expect(sentTo(api, 'POST /uploads')).toEqual([{ name: 'portrait.jpg' }]);
  const form = api.asked.find(({ call }) => call === 'POST /inbox')?.body.toString('utf8') ?? '';
  expect(form.indexOf('name="key"')).toBeGreaterThan(0);
  expect(form.indexOf('a picture')).toBeGreaterThan(form.indexOf('name="key"'));
});

test('--blur and --focus are decided before anything is made', async () => {
  const api = await open((origin) => ({ ...uploadAnswers(origin, READY), ...BLURRED }));
  await write('portrait.jpg');
  await photo('add', 'portrait.jpg', '--blur', '--focus', '.4, 0.30');
  expect(sentTo(api, 'POST /uploads')).toEqual([{ name: 'portrait.jpg', edits: { focus: [0.4, 0.3], blur: 'faces' } }]);
});

test('--blur says how many heads are hidden, which are more than the faces that crops keep', async () => {
  await open((origin) => ({ ...uploadAnswers(origin, READY), ...BLURRED }));
  await write('team.jpg');
  const { code, out } = await photo('add', 'team.jpg', '--blur');
  const look = `Look at what is hidden before a card shows it: photo show photo:${ID} --out DIR${place()}`;
  expect([code, out]).toEqual([0, `photo:${ID}  1 face, 1 object: person; 2 heads hidden\n${look}\n`]);
  const { photos } = JSON.parse((await photo('add', 'team.jpg', '--blur', '--json')).out);
  expect(photos[0].hidden).toEqual([1, 2].map((number) => ({ number, box: HEAD, kept: false })));
});

test('where no face was found to hide, it says what to do next, and it is no failure', async () => {
  await open((origin) => uploadAnswers(origin, { status: 'review', photo: ID }));
  await write('hats.jpg');
  const { code, out, err } = await photo('add', 'hats.jpg', '--blur');
  expect([code, out]).toEqual([0, '']);
  expect(err).toContain(`photo review ${UPLOAD}${place()} --publish`);
  expect(err).not.toContain('--keep');
  expect(err).not.toContain(ID);
});

test('where only what may be a head was found, it says how many, and how one is left as it is', async () => {
  await open((origin) => uploadAnswers(origin, { status: 'review', photo: ID, hidden: [HEAD, HEAD] }));
  await write('tea.jpg');
  const { out, err } = await photo('add', 'tea.jpg', '--blur');
  expect(out).toBe('');
  expect(err).toMatch(
    /^No face was surely found, only 2 heads that may be none, so nothing is published until a person has looked:\n/,
  );
  expect(err).toContain(`photo review ${UPLOAD}${place()} --keep N`);
  const { photos } = JSON.parse((await photo('add', 'tea.jpg', '--blur', '--json')).out);
  expect(photos[0].hidden).toEqual([1, 2].map((number) => ({ number, box: HEAD, kept: false })));
});

test('what is refused does not stand where a script reads the photo', async () => {
  await open((origin) => uploadAnswers(origin, READY));
  await write('portrait.jpg');
  const { code, out, err } = await photo('add', 'portrait.jpg', 'missing.jpg');
  expect([code, out]).toEqual([1, `portrait.jpg: photo:${ID}  1 face, 1 object: person\n`]);
  expect(err).toMatch(/^missing.jpg: refused: .* it does not exist \(ENOENT\)\.\n$/);
});

test('a file that is refused is named with the sentence, the others go on, and the exit code is 1', async () => {
  await open((origin) => uploadAnswers(origin, { status: 'refused', code: 'not_an_image', message: 'It is no picture.' }));
  await write('notes.txt');
  await write('empty.jpg', '');
  await write('huge.tif');
  await truncate(join(folderPath(), 'huge.tif'), 25_000_001);
  await mkdir(join(folderPath(), 'team'));
  const files = ['notes.txt', 'missing.jpg', 'empty.jpg', 'huge.tif', 'team/'];
  const { code, out, err } = await photo('add', ...files);
  expect([code, out]).toEqual([1, '']);
  const lines = err.trim().split('\n');
  expect(lines[0]).toBe('notes.txt: refused: It is no picture.');
  expect(lines[1]).toMatch(/^missing.jpg: refused: Cannot look at .*missing.jpg: it does not exist \(ENOENT\)\.$/);
  expect(lines[2]).toBe('empty.jpg: refused: It is empty.');
  expect(lines[3]).toMatch(/^huge.tif: refused: It has 25.0 MB \(25,000,001 bytes\), and a photo may have 25 MB: save it as/);
  expect(lines[4]).toBe('team/: refused: It is a folder: name the photos in it, such as team/*.jpg.');
  const { photos } = JSON.parse((await photo('add', ...files, '--json')).out);
  expect(photos.map((one: { code: string }) => one.code)).toEqual([
    ...['not_an_image', 'ENOENT', 'bad_file', 'too_many_bytes', 'bad_file'],
  ]);
});

test('--json has one entry for each file, in their order', async () => {
  await open((origin) => uploadAnswers(origin, READY));
  await write('a.jpg');
  await write('b.jpg');
  const { out } = await photo('add', 'b.jpg', 'a.jpg', 'b.jpg', '--json');
  const ready = { status: 'ready', upload: UPLOAD, photo: ID, detections: DETECTIONS };
  expect(JSON.parse(out)).toEqual({ photos: ['b.jpg', 'a.jpg', 'b.jpg'].map((file) => ({ file, ...ready })) });
});

test('without a local stack it says so once, whatever the number of files', async () => {
  await write('a.jpg');
  await write('b.jpg');
  const { code, out, err } = await cards(['photo', 'add', 'a.jpg', 'b.jpg', '--port', '3']);
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(
    /^Nothing answers for the local stack’s photos at http:\/\/127\.0\.0\.1:8\. Start the local stack with `npm start`/,
  );
  expect(err.trim().split('\n')).toHaveLength(1);
});

test('what S3 refuses is said with its code', async () => {
  await open((origin) => ({
    ...uploadAnswers(origin, READY),
    'POST /inbox': [{ status: 400, text: '<Error><Code>EntityTooLarge</Code></Error>' }],
  }));
  await write('a.jpg');
  expect((await photo('add', 'a.jpg')).err).toBe('refused: S3 did not take it: EntityTooLarge. Try again.\n');
});

test('a busy API is asked again', async () => {
  const busy = { status: 429, headers: { 'retry-after': '0' }, text: 'slow down' };
  const api = await open((origin) => {
    const answers = uploadAnswers(origin, READY);
    return { ...answers, 'POST /uploads': [busy, busy, ...(answers['POST /uploads'] ?? [])] };
  });
  await write('a.jpg');
  expect((await photo('add', 'a.jpg')).code).toBe(0);
  expect(sentTo(api, 'POST /uploads')).toHaveLength(3);
});

test('a failure of ours is not a refusal', async () => {
  await open((origin) => uploadAnswers(origin, { status: 'failed', code: 'failed', message: 'It was tried three times.' }));
  await write('a.jpg');
  const { code, err } = await photo('add', 'a.jpg');
  expect([code, err]).toEqual([1, 'failed: It was tried three times.\n']);
});

test.each([
  ['--focus', '0.4'],
  ['--focus', '0,4,0,3'],
  ['--focus', '1.2,0.3'],
  ['--focus', '40%,30%'],
  ['--focus', '-0.1,0.3'],
  ['--focus', '0.4;0.3'],
])('%s %s is refused with what is allowed', async (option, value) => {
  const { code, err } = await cards(['photo', 'add', 'a.jpg', `${option}=${value}`]);
  expect(code).toBe(2);
  expect(err).toContain('--focus must be two numbers from 0 to 1, from the left and from the top');
});
