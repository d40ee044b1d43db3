// What a stranger makes of the form that POST /uploads gave: it stores one file at one key, and nothing else is stored by it.

/** Fields in order; the one called `file` is the file. */
export type Parts = readonly (readonly [name: string, value: string])[];

export interface Form {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface ForgedForm {
  readonly parts: Parts;
  readonly url?: string;
  readonly fileName?: string;
}

const FILE = ['file', 'GIF89a'] as const;
const partsOf = ({ fields }: Form): Parts => Object.entries(fields);
const withField = (form: Form, name: string, value: string): ForgedForm => ({
  parts: [...partsOf(form).filter(([each]) => each !== name), [name, value], FILE],
});
const without = (form: Form, name: string): ForgedForm => ({
  parts: [...partsOf(form).filter(([each]) => each !== name), FILE],
});
const withFirst = (form: Form, name: string, value: string): ForgedForm => ({ parts: [[name, value], ...partsOf(form), FILE] });

/** The policy in other words, with the signature of the first one. */
function withPolicy(form: Form, change: (policy: { expiration: string; conditions: unknown[] }) => unknown): ForgedForm {
  const fields = new Map(partsOf(form));
  const policy = JSON.parse(Buffer.from(fields.get('Policy') ?? '', 'base64').toString()) as Parameters<typeof change>[0];
  return withField(form, 'Policy', Buffer.from(JSON.stringify(change(policy) ?? policy)).toString('base64'));
}

const key = (value: string) => (form: Form) => withField(form, 'key', value);

export const FORGED_FORMS: Readonly<Record<string, (form: Form) => ForgedForm>> = {
  'the key of another upload': key('uploads/0000000000000000'),
  'a key above the folder': key('uploads/../photos/7h3k9m2p4q8r5t6v/photo.json'),
  'a key with encoded dots': key('uploads/%2e%2e/photos/x'),
  'a key with a double slash': key('uploads//7h3k9m2p4q8r5t6v'),
  'an absolute key': key('/etc/passwd'),
  'a key with a null character': key('uploads/a\0.jpg'),
  'a key with a line break': key('uploads/a\r\nx-amz-acl: public-read'),
  'a key of 2,000 characters': key(`uploads/${'a'.repeat(2000)}`),
  'a key in full-width letters': key('uploads/７ｈ３ｋ'),
  'a key that turns the text round': key('uploads/\u202egpj.exe'),
  'an empty key': key(''),
  'no key': (form) => without(form, 'key'),
  'two keys, its own first': (form) => ({ parts: [...partsOf(form), ['key', 'photos/other.jpg'], FILE] }),
  'a key in capitals in addition': (form) => ({ parts: [...partsOf(form), ['KEY', 'photos/other.jpg'], FILE] }),
  // S3 itself puts the file's name in the place of this.
  'the file’s own name as the key': (form) => ({ ...key(`uploads/$\{filename}`)(form), fileName: '../../x.jpg' }),
  'a policy that ends in 2099': (form) => withPolicy(form, (policy) => ({ ...policy, expiration: '2099-01-01T00:00:00.000Z' })),
  'a policy for any key': (form) =>
    withPolicy(form, ({ conditions, ...policy }) => ({ ...policy, conditions: [...conditions, ['starts-with', '$key', '']] })),
  'a policy for any size': (form) =>
    withPolicy(form, ({ conditions, ...policy }) => ({
      ...policy,
      conditions: [...conditions, ['content-length-range', 0, 5e12]],
    })),
  'a policy without conditions': (form) => withPolicy(form, (policy) => ({ ...policy, conditions: [] })),
  'a policy that is no JSON': (form) => withField(form, 'Policy', Buffer.from('{').toString('base64')),
  'a policy with a prototype': (form) =>
    withField(
      form,
      'Policy',
      Buffer.from('{"__proto__":{"conditions":[]},"expiration":"2099-01-01T00:00:00Z"}').toString('base64'),
    ),
  'no policy': (form) => without(form, 'Policy'),
  'no signature': (form) => without(form, 'X-Amz-Signature'),
  'an empty signature': (form) => withField(form, 'X-Amz-Signature', ''),
  'a signature of zeros': (form) => withField(form, 'X-Amz-Signature', '0'.repeat(64)),
  'a signature in capitals': (form) =>
    withField(
      form,
      'X-Amz-Signature',
      (form.fields['X-Amz-Signature'] ?? '').replace(/.$/, (last) => (last === '0' ? '1' : '0')),
    ),
  'no algorithm': (form) => withField(form, 'X-Amz-Algorithm', 'none'),
  'the credentials of another': (form) =>
    withField(form, 'X-Amz-Credential', 'AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/s3/aws4_request'),
  'credentials for another Region': (form) =>
    withField(form, 'X-Amz-Credential', (form.fields['X-Amz-Credential'] ?? '').replace('us-east-1', 'eu-west-1')),
  'the date of another day': (form) => withField(form, 'X-Amz-Date', '20200101T000000Z'),
  'public rights': (form) => withFirst(form, 'acl', 'public-read'),
  'metadata of its own': (form) => withFirst(form, 'x-amz-meta-focus', '{"size":[1,1]}'),
  'the type of a page': (form) => withFirst(form, 'Content-Type', 'text/html'),
  'an address to go on to': (form) => withFirst(form, 'success_action_redirect', 'http://127.0.0.2:{port}/'),
  'a tag': (form) => withFirst(form, 'tagging', '<Tagging><TagSet/></Tagging>'),
  'a storage class': (form) => withFirst(form, 'x-amz-storage-class', 'GLACIER'),
  'the photo bucket': (form) => ({ parts: [...partsOf(form), FILE], url: form.url.replace('inbox-', 'photos-') }),
  'no file': (form) => ({ parts: partsOf(form) }),
  'an empty file': (form) => ({ parts: [...partsOf(form), ['file', '']] }),
  'the file first': (form) => ({ parts: [FILE, ...partsOf(form)] }),
};
