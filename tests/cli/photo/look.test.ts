import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { DETECTIONS, ID, NO_SUCH_PHOTO, OTHER, PHOTO, photoCommands } from './photo-commands.ts';

const { photo, open, folderPath } = photoCommands();
const LISTED = { id: ID, name: 'portrait.jpg', width: 1200, height: 800 };
const file = (name: string) => join(folderPath(), name);

describe('list', () => {
  test('turns the pages to the end', async () => {
    await open(() => ({
      'GET /photos': [{ json: { photos: [{ ...LISTED, id: OTHER, name: 'a.heic' }], next: OTHER } }],
      [`GET /photos?after=${OTHER}`]: [{ json: { photos: [LISTED] } }],
    }));
    const { code, out } = await photo('list');
    expect([code, out]).toEqual([0, `  photo:${OTHER}  1200 × 800  a.heic\n  photo:${ID}  1200 × 800  portrait.jpg\n`]);
    expect(JSON.parse((await photo('list', '--json')).out).photos).toHaveLength(2);
  });

  test('prints names that strangers gave without what a terminal obeys, each in one row', async () => {
    const name = 'a\u001b[2J\u009b31m\n  photo:0000000000000000  1 × 1  b\u202egpj.exe\u0007';
    await open(() => ({ 'GET /photos': [{ json: { photos: [{ ...LISTED, name }] } }] }));
    const { out } = await photo('list');
    expect(out.trimEnd().split('\n')).toHaveLength(1);
    expect(out.trimEnd()).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    await open(() => ({
      [`GET /photos/${ID}`]: [
        { json: { ...PHOTO, detections: { faces: [], objects: [{ ...DETECTIONS.objects[0], label: name }] } } },
      ],
    }));
    expect((await photo('show', ID)).out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
  });

  test('says how to make one where there is none', async () => {
    await open(() => ({ 'GET /photos': [{ json: { photos: [] } }] }));
    expect((await photo('list')).out).toContain('`photo add FILE` makes one.');
  });

  test('what answers and is no photo API is named', async () => {
    await open(() => ({ 'GET /photos': [{ text: '<html>hello</html>' }] }));
    const { code, err } = await photo('list');
    expect(code).toBe(1);
    expect(err).toContain('is not a photo API (status 200). Start the local stack with `npm start`');
  });

  test('refused credentials are named with the permission that they lack', async () => {
    await open(() => ({ 'GET /photos': [{ status: 403, json: { Message: 'Forbidden' } }] }));
    expect((await photo('list')).err).toContain('they need lambda:InvokeFunctionUrl');
  });
});

describe('show', () => {
  const withUrl = (origin: string) => ({
    ...PHOTO,
    from: OTHER,
    edits: { focus: [0.4, 0.3] },
    variants: PHOTO.variants.map((each) => ({ ...each, url: `${origin}/file?X-Amz-Signature=secret` })),
  });

  test('prints size, numbered faces, objects and variants, and no secret', async () => {
    await open((origin) => ({ [`GET /photos/${ID}`]: [{ json: withUrl(origin) }] }));
    const { code, out } = await photo('show', `photo:${ID.toUpperCase()}`);
    expect([code, out]).toEqual([
      0,
      `photo:${ID}  portrait.jpg
1200 × 800 pixels; 1 face, 1 object: person; focus 0.4,0.3
Edited from photo:${OTHER}
Faces:
  face  98 %  0.400,0.100,0.200,0.300
Heads, by the number that blur --keep takes:
  1  0.380,0.000,0.240,0.450
Objects:
  person  87 %  0.100,0.000,0.800,1.000
Variants:
  250  250 × 167  12,345 bytes
`,
    ]);
  });

  test('says of a blurred photo which faces are hidden, and which were kept', async () => {
    const hidden = [...PHOTO.hidden, ...PHOTO.hidden];
    await open(() => ({ [`GET /photos/${ID}`]: [{ json: { ...PHOTO, hidden, edits: { blur: 'faces', keep: [2] } } }] }));
    const { out } = await photo('show', ID);
    expect(out).toContain('; faces hidden\n');
    expect(out).toMatch(/^ {2}1 .* hidden$/m);
    expect(out).toMatch(/^ {2}2 .* kept$/m);
  });

  test('--out writes its files, whole', async () => {
    await open((origin) => ({
      [`GET /photos/${ID}`]: [{ json: withUrl(origin) }],
      'GET /file?X-Amz-Signature=secret': [{ text: 'a JPEG' }],
    }));
    const { code, out } = await photo('show', ID, '--out', 'photo/files');
    expect(code).toBe(0);
    expect(out).toContain('Written: photo/files/250.jpg');
    expect(await readdir(file('photo/files'))).toEqual(['250.jpg']);
    expect(await readFile(file('photo/files/250.jpg'), 'utf8')).toBe('a JPEG');
  });

  test('an address that has ended is said without it', async () => {
    await open((origin) => ({
      [`GET /photos/${ID}`]: [{ json: withUrl(origin) }],
      'GET /file?X-Amz-Signature=secret': [{ status: 403 }],
    }));
    const { code, err } = await photo('show', ID, '--out', 'files');
    expect([code, err]).toEqual([1, 'S3 answers 403: run it again, for its addresses end after 15 minutes.\n']);
    expect(await readdir(file('files'))).toEqual([]);
  });

  test('--out that cannot be written is found before anything is asked', async () => {
    const api = await open(() => ({}));
    await writeFile(file('taken'), '');
    const { code, err } = await photo('show', ID, '--out', 'taken');
    expect(code).toBe(1);
    expect(err).toContain('--out taken cannot be written to, because taken is a file where a folder is needed');
    expect(api.asked).toEqual([]);
  });

  test('an id with a letter wrong is answered with the one that was meant', async () => {
    const wrong = ID.replace('v', 'w');
    await open(() => ({
      [`GET /photos/${wrong}`]: [NO_SUCH_PHOTO],
      [`GET /photos/${OTHER}`]: [{ json: { ...PHOTO, id: OTHER } }],
      'GET /photos': [{ json: { photos: [{ id: OTHER }, LISTED] } }],
    }));
    const { code, err } = await photo('show', wrong);
    expect(code).toBe(1);
    expect(err).toMatch(new RegExp(`^There is no photo:${wrong} in the local stack’s photos .* Did you mean photo:${ID}\\?\n$`));
    // Letters that look like digits stand for them.
    expect((await photo('show', `${'o'.repeat(15)}L`)).out).toContain(`photo:${OTHER}  portrait.jpg`);
  });
});

describe('detect', () => {
  const FOUND = { width: 1200, height: 800, ...DETECTIONS, counts: { face: 1, person: 1 }, detector: 'embedded-1' };

  test('prints a table, and sends the picture as it is', async () => {
    const api = await open(() => ({ 'POST /detect': [{ json: FOUND }] }));
    await writeFile(file('team.jpg'), 'a picture');
    const { code, out } = await photo('detect', 'team.jpg');
    expect([code, out]).toEqual([
      0,
      `1200 × 800 pixels; 1 face, 1 object: person (embedded-1)
  what    score  left,top,width,height
  face     98 %  0.400,0.100,0.200,0.300
  person   87 %  0.100,0.000,0.800,1.000
`,
    ]);
    expect(api.asked[0]?.body.toString('utf8')).toBe('a picture');
    expect(JSON.parse((await photo('detect', 'team.jpg', '--json')).out)).toEqual(FOUND);
  });

  test('writes the annotated picture', async () => {
    const picture = Buffer.from('a JPEG with frames').toString('base64');
    await open(() => ({ 'POST /detect?picture=1': [{ json: { ...FOUND, picture } }] }));
    await writeFile(file('team.jpg'), 'a picture');
    const { code, out } = await photo('detect', 'team.jpg', '--picture', 'found.jpg', '--json');
    expect([code, JSON.parse(out)]).toEqual([0, { ...FOUND, file: 'found.jpg' }]);
    expect(await readFile(file('found.jpg'), 'utf8')).toBe('a JPEG with frames');
  });

  test('what the API refuses is said with what is allowed', async () => {
    const json = { code: 'not_an_image', message: 'This is no picture.', allowed: 'JPEG and PNG' };
    await open(() => ({ 'POST /detect': [{ status: 422, json }] }));
    await writeFile(file('notes.txt'), 'text');
    const { code, err } = await photo('detect', 'notes.txt');
    expect([code, err]).toEqual([1, 'This is no picture. Allowed: JPEG and PNG.\n']);
    expect(JSON.parse((await photo('detect', 'notes.txt', '--json')).out).error.code).toBe('not_an_image');
  });

  test('what is too large and no picture is refused here', async () => {
    const api = await open(() => ({}));
    await writeFile(file('large.raw'), Buffer.alloc(4_500_001));
    const { code, err } = await photo('detect', 'large.raw');
    expect([code, err]).toEqual([1, 'It has 4.5 MB, and cannot be made smaller here: save it as a JPEG of at most 4.5 MB.\n']);
    expect(api.asked).toEqual([]);
  });
});
