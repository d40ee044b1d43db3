// Forms of uploads that do not fit: whatever is wrong with one, nothing is stored.
import { expect, test } from '@jest/globals';
import { type AnswerJson, openApi } from '../../../support/photo-api.ts';
import { photoBucketsForTests } from '../../../support/photo-buckets.ts';

const buckets = photoBucketsForTests();

type Fields = readonly (readonly [name: string, value: string | Blob])[];
const FILE = ['file', new Blob(['a face'])] as const;

function post(url: string, fields: Fields): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return fetch(url, { method: 'POST', body: form });
}

type Sent = readonly [url: string, fields: Fields];
const without = (fields: Fields, name: string) => fields.filter(([each]) => each.toLowerCase() !== name);

const WRONG: Readonly<Record<string, (form: AnswerJson, other: AnswerJson) => Sent>> = {
  'the file first': ({ url, fields }) => [url, [FILE, ...Object.entries(fields)]],
  'another bucket': ({ url, fields }) => [url.replace(/\/?$/, '-of-another/'), [...Object.entries(fields), FILE]],
  'no signature': ({ url, fields }) => [url, [...without(Object.entries(fields), 'x-amz-signature'), FILE]],
  'no policy': ({ url, fields }) => [url, [...without(Object.entries(fields), 'policy'), FILE]],
  'no date': ({ url, fields }) => [url, [...without(Object.entries(fields), 'x-amz-date'), FILE]],
  'no key': ({ url, fields }) => [url, [...without(Object.entries(fields), 'key'), FILE]],
  'no file': ({ url, fields }) => [url, Object.entries(fields)],
  'the signature of another upload': ({ url, fields }, other) => [
    url,
    [...Object.entries({ ...fields, 'X-Amz-Signature': other.fields['X-Amz-Signature'] ?? '' }), FILE],
  ],
  'the policy of another upload': ({ url, fields }, other) => [
    url,
    [...Object.entries({ ...fields, Policy: other.fields['Policy'] ?? '' }), FILE],
  ],
  'a policy that is no JSON': ({ url, fields }) => [
    url,
    [...Object.entries({ ...fields, Policy: Buffer.from('all of it').toString('base64') }), FILE],
  ],
};

test('a form that does not fit is refused, and its upload still waits', async () => {
  await using api = await openApi(await buckets.open(), buckets.endpoint);
  const [form, other] = [(await api.call('POST', '/uploads')).json, (await api.call('POST', '/uploads')).json];
  for (const [name, sent] of Object.entries(WRONG)) {
    const { status } = await post(...sent(form, other));
    const isRefused = status >= 400 && status < 500;
    expect({ name, isRefused, stored: await api.stored(form.upload) }).toEqual({ name, isRefused: true, stored: false });
  }
  expect(await api.stored(other.upload)).toBe(false);
  expect((await api.call('GET', `/uploads/${form.upload}`)).json.status).toBe('waiting');
});

test('its fields may come in any order before the file', async () => {
  await using api = await openApi(await buckets.open(), buckets.endpoint);
  const { json } = await api.call('POST', '/uploads');
  expect((await post(json.url, [...Object.entries(json.fields).reverse(), FILE])).status).toBe(204);
  expect(await api.stored(json.upload)).toBe(true);
});
