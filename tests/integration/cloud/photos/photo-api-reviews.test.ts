// Photos that wait for a person, over the HTTP API.
import { describe, expect, test } from '@jest/globals';
import { openApi, outcomeOf, sendUpload } from '../../../support/photo-api.ts';
import { photoBucketsForTests } from '../../../support/photo-buckets.ts';

const buckets = photoBucketsForTests();
const open = async () => openApi(await buckets.open(), buckets.endpoint);

describe('A photo in which no face was found to hide', () => {
  test('waits for a person with a preview, and is published when one says so', async () => {
    await using api = await open();
    const upload = await sendUpload(api, 'a landscape', { name: 'sea.jpg', edits: { blur: 'faces' } });
    const standing = (await api.call('GET', `/uploads/${upload}`)).json;
    expect(standing).toMatchObject({ status: 'review', name: 'sea.jpg' });
    expect(await (await fetch(standing.preview)).text()).toBe('a landscape');
    const { reviews } = (await api.call('GET', '/reviews')).json;
    expect(reviews).toMatchObject([{ upload, name: 'sea.jpg', photo: standing.photo, hidden: [] }]);
    expect(await (await fetch(reviews[0]?.preview ?? '')).text()).toBe('a landscape');
    expect(outcomeOf(await api.call('POST', `/uploads/${upload}/review`, { json: { edits: {} } }))).toBe('400 no_decision');
    const unfit = { edits: { add: [[0.1, 0.1, 0.2, 0.2]], keep: [1] } };
    expect(outcomeOf(await api.call('POST', `/uploads/${upload}/review`, { json: unfit }))).toBe('422 bad_edits');
    expect((await api.call('GET', '/reviews')).json).toMatchObject({ reviews: [{ upload }] });
    const answer = await api.call('POST', `/uploads/${upload}/review`, { json: { edits: { seen: true } } });
    expect([answer.status, answer.json]).toEqual([202, { upload }]);
    await api.workOnEdits();
    expect((await api.call('GET', `/uploads/${upload}`)).json).toMatchObject({ status: 'ready' });
    expect((await api.call('GET', '/reviews')).json).toEqual({ reviews: [] });
    const again = await api.call('POST', `/uploads/${upload}/review`, { json: { edits: { seen: true } } });
    expect(outcomeOf(again)).toBe('409 not_in_review');
  });

  test('that was sent twice is not listed any more once it is answered', async () => {
    await using api = await open();
    const send = () => sendUpload(api, 'a landscape', { edits: { blur: 'faces' } });
    const uploads = [await send(), await send()];
    expect((await api.call('GET', '/reviews')).json.reviews).toHaveLength(2);
    await api.call('POST', `/uploads/${uploads[0]}/review`, { json: { edits: { seen: true } } });
    await api.workOnEdits();
    expect((await api.call('GET', '/reviews')).json).toEqual({ reviews: [] });
    expect((await api.call('GET', `/uploads/${uploads[1]}`)).json).toMatchObject({ status: 'refused', code: 'removed' });
    const late = await api.call('POST', `/uploads/${uploads[1]}/review`, { json: { edits: { seen: true } } });
    expect(outcomeOf(late)).toBe('409 not_in_review');
  });

  test('with what may be heads says which, and takes the word of a person for each', async () => {
    await using api = await open();
    const upload = await sendUpload(api, 'a spoon', { edits: { blur: 'faces' } });
    const { hidden, preview } = (await api.call('GET', `/uploads/${upload}`)).json;
    expect([hidden, await (await fetch(preview)).text()]).toEqual([[[0.1, 0.1, 0.2, 0.2]], 'a blur']);
    const answer = (edits: object) => api.call('POST', `/uploads/${upload}/review`, { json: { edits } });
    expect(outcomeOf(await answer({ keep: [1] }))).toBe('400 no_decision');
    expect(outcomeOf(await answer({ seen: true, keep: [2] }))).toBe('422 bad_edits');
    expect((await answer({ seen: true, keep: [1] })).status).toBe(202);
    await api.workOnEdits();
    const { photo } = (await api.call('GET', `/uploads/${upload}`)).json;
    const edits = { blur: 'faces', keep: [1], seen: true };
    expect((await api.call('GET', `/photos/${photo}`)).json).toMatchObject({ edits, hidden: [[0.1, 0.1, 0.2, 0.2]] });
  });
});
