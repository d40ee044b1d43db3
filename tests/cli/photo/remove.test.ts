import { describe, expect, test } from '@jest/globals';
import { ID, NO_SUCH_PHOTO, OTHER, PHOTO, photoCommands, UPLOAD } from './photo-commands.ts';

const { photo, open } = photoCommands();

describe('remove', () => {
  const REMOVED = { photo: ID, objects: 9, removal: UPLOAD };
  const STATE = { removal: UPLOAD, photos: [ID], objects: 0, cards: 2, looked: 1234, uploads: 1 };
  const again = { ...STATE, status: 'again', again: '2026-11-30T12:00:00.000Z' };
  const REMOVALS = {
    [`GET /removals/${UPLOAD}`]: [
      { json: { ...STATE, status: 'working' } },
      { json: again },
      { json: { ...STATE, status: 'done' } },
    ],
  };
  const answers = { [`GET /photos/${ID}`]: [{ json: PHOTO }], [`DELETE /photos/${ID}`]: [{ json: REMOVED }], ...REMOVALS };

  test('without --yes says what would go, and touches nothing', async () => {
    const api = await open(() => answers);
    const { code, out } = await photo('remove', ID, `photo:${ID}`);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^Would go from .*, which has not been touched:\n {2}photo:\w+ {2}1 variant {2}portrait.jpg\nRun it again/,
    );
    expect(api.asked.map(({ call }) => call)).toEqual([`GET /photos/${ID}`]);
  });

  test('with --yes says how many objects and cards went, and what cannot be reached', async () => {
    await open(() => answers);
    const { out } = await photo('remove', ID, '--yes');
    expect(out).toContain(`photo:${ID} is removed: 9 objects.\n2 stored cards that showed it are gone, of 1,234; the caches of `);
    expect(out).toContain('follows at 2026-11-30T12:00:00.000Z');
    expect(out).toContain('Out of reach: what networks and people have copied');
  });

  test('with --wait waits for the second look', async () => {
    await open(() => answers);
    expect((await photo('remove', ID, '--yes', '--wait')).out).toContain('The second look has ended.');
  });

  test('with --all-versions names the other photos of the same file, and removes them with one call', async () => {
    const listed = [
      { id: ID, name: '', source: PHOTO.source },
      { id: OTHER, name: 'portrait.jpg', source: PHOTO.source },
    ];
    const all = { [`DELETE /photos/${ID}?versions=all`]: [{ json: REMOVED }] };
    const api = await open(() => ({ ...answers, ...all, 'GET /photos': [{ json: { photos: listed } }] }));
    expect((await photo('remove', ID, '--all-versions')).out).toContain(`photo:${OTHER}  of the same file  portrait.jpg`);
    const { photos } = JSON.parse((await photo('remove', ID, '--all-versions', '--yes', '--json')).out);
    expect(photos).toEqual([ID, OTHER]);
    expect(api.asked.map(({ call }) => call).filter((call) => call.startsWith('DELETE'))).toEqual(Object.keys(all));
  });

  test('with --all-versions, two photos of the same file are one call: the second would find no record any more', async () => {
    const all = { [`DELETE /photos/${ID}?versions=all`]: [{ json: REMOVED }] };
    const other = { [`GET /photos/${OTHER}`]: [{ json: { ...PHOTO, id: OTHER } }] };
    const api = await open(() => ({ ...answers, ...all, ...other, 'GET /photos': [{ json: { photos: [] } }] }));
    expect((await photo('remove', ID, OTHER, '--all-versions', '--yes')).code).toBe(0);
    expect(api.asked.map(({ call }) => call).filter((call) => call.startsWith('DELETE'))).toEqual(Object.keys(all));
  });

  test('a removal that failed is an exit code of 1, and says what to do', async () => {
    const failed = { json: { ...STATE, status: 'failed', message: 'Remove it again.' } };
    await open(() => ({ ...answers, [`GET /removals/${UPLOAD}`]: [failed] }));
    const { code, out } = await photo('remove', ID, '--yes');
    expect([code, out.includes('Remove it again.')]).toEqual([1, true]);
  });

  test('one that is not there keeps the others', async () => {
    const api = await open(() => ({
      ...answers,
      'GET /photos': [{ json: { photos: [] } }],
      [`GET /photos/${OTHER}`]: [NO_SUCH_PHOTO],
    }));
    expect((await photo('remove', ID, OTHER, '--yes')).code).toBe(1);
    expect(api.asked.map(({ call }) => call)).not.toContain(`DELETE /photos/${ID}`);
  });
});
