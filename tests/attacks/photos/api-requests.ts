// What a caller may send to the HTTP API of photos in place of an id and of a body. `{port}` is the port of the decoys.

const ID = '7h3k9m2p4q8r5t6v';

/** As they stand in a path. */
export const FORGED_IDS: readonly string[] = [
  '..',
  '%2e%2e',
  '..%2f..%2fmasters',
  `..%2f..%2fmasters%2f${ID}.webp`,
  `${ID}%2fphoto.json`,
  `${ID}%2f..%2f..%2fmasters`,
  `${ID}/../../masters`,
  `%2f${ID}`,
  `${ID}%00`,
  `${ID}%0d%0aset-cookie:%20a=b`,
  `${ID}?versionId=null`,
  `${ID}%3fversionId=null`,
  `${ID}%23`,
  ID.toUpperCase(),
  ID.slice(1),
  `${ID}0`,
  `removed%2f${ID}`,
  `claim:${ID}`,
  `review:${ID}`,
  '%',
  '%zz',
  '%c0%ae%c0%ae',
  '%ed%a0%80',
  '%E2%80%AE%F0%9F%92%A3',
  '%EF%BC%97%EF%BD%88',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  '0',
  '-1',
  'null',
  '*',
  '{{7*7}}',
  '%24%7Bjndi:ldap:%2f%2f127.0.0.2:{port}%2fa%7D',
  'http:%2f%2f127.0.0.2:{port}%2fa.jpg',
  '%3Cscript%3Ealert(1)%3C%2fscript%3E',
  "'%20OR%201=1--",
  'x'.repeat(10_000),
  '%2e%2e%2f'.repeat(1000),
];

/** Calls that name a photo or an upload. */
export const ROUTES = [
  ['GET', '/photos/{id}'],
  ['DELETE', '/photos/{id}'],
  ['POST', '/photos/{id}/edits'],
  ['GET', '/uploads/{id}'],
  ['POST', '/uploads/{id}/review'],
  ['GET', '/photos?after={id}'],
] as const;

const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="900" height="900"><image xlink:href="http://127.0.0.2:{port}/a.png"/></svg>';
const LAUGHS = `<!DOCTYPE x [<!ENTITY a "ha">${Array.from({ length: 20 }, (_, n) => `<!ENTITY a${n} "${`&a${n || ''};`.repeat(10)}">`).join('')}]>`;
const ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.2:{port}/x">]>';

export interface ForgedBody {
  readonly path: string;
  readonly body: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const upload = (body: string, type = 'application/json'): ForgedBody => ({ path: '/uploads', body, type });
const looked = (body: string, type = 'image/jpeg'): ForgedBody => ({ path: '/detect', body, type });

export const FORGED_BODIES: Readonly<Record<string, ForgedBody>> = {
  'JSON 10,000 deep': upload(`{"edits":${deep(10_000)}}`),
  'JSON 30,000 deep': upload(deep(30_000)),
  'JSON of 1 MB': upload(`{"name":"${'x'.repeat(1_000_000)}"}`),
  'JSON with a prototype': upload('{"__proto__":{"name":"polluted"}}'),
  'JSON with a constructor': upload('{"constructor":{"prototype":{"name":"polluted"}}}'),
  'edits with a prototype': upload('{"edits":{"__proto__":{"blur":"faces"},"constructor":1}}'),
  'JSON that is cut off': upload('{"name":'),
  'JSON with a byte order mark': upload('\ufeff[]'),
  'JSON as a form': upload('{"name":"a"}', 'application/x-www-form-urlencoded'),
  'JSON as plain text, as any page may send it': upload('{"name":"a"}', 'text/plain'),
  'JSON as a multipart form': upload('{"name":"a"}', 'multipart/form-data; boundary=x'),
  'a name that is a list': upload('{"name":["a"]}'),
  'a name that is an object with toString': upload('{"name":{"toString":"x"}}'),
  'a name of 10,000 characters': upload(JSON.stringify({ name: 'x'.repeat(10_000) })),
  'a name with an escape sequence': upload(JSON.stringify({ name: '\u001b[2Ja.jpg' })),
  'a name with a line break': upload(JSON.stringify({ name: 'a\r\nset-cookie: b' })),
  'a name with a null character': upload(JSON.stringify({ name: 'a\0.jpg' })),
  'a name with half a character': upload('{"name":"\\ud800.jpg"}'),
  'edits beyond all numbers': upload('{"edits":{"focus":[1e999,-1e999]}}'),
  'edits with 10,000 boxes': upload(`{"edits":{"add":[${Array.from({ length: 10_000 }, () => '[0,0,1,1]').join()}]}}`),
  'edits with a face that nobody can have': upload('{"edits":{"blur":"faces","keep":[9007199254740993]}}'),
  'edits with a script': upload('{"edits":{"blur":"<script>alert(1)</script>"}}'),
  'edits that are a text': upload('{"edits":"faces"}'),
  'an upload by an address': looked('{"upload":"http://127.0.0.2:{port}/a.jpg"}', 'application/json'),
  'an upload above the inbox': looked('{"upload":"photos/../../photos-bucket/masters/x"}', 'application/json'),
  'an upload with a null character': looked('{"upload":"photos/\\u0000"}', 'application/json'),
  'an upload that is a claim': looked(`{"upload":"claim:${ID}"}`, 'application/json'),
  'an upload that is an object': looked('{"upload":{"S":"x"}}', 'application/json'),
  'an SVG that names an address, as a JPEG': looked(SVG),
  'an SVG, as what it is': looked(SVG, 'image/svg+xml'),
  'XML that laughs a billion times': looked(LAUGHS, 'image/svg+xml'),
  'XML with an entity elsewhere': looked(ENTITY, 'application/xml'),
  'a page, as a JPEG': looked('<!doctype html><script>fetch("http://127.0.0.2:{port}/")</script>'),
  'a script that begins as a GIF': looked('GIF89a=1;fetch("http://127.0.0.2:{port}/")', 'image/gif'),
  'a list of films with an address': looked('#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.2:{port}/a.ts', 'image/jpeg'),
  'PostScript that reads a file': looked('%!PS\n(/etc/passwd) (r) file', 'image/jpeg'),
  'MVG that names an address': looked(
    "push graphic-context\nimage over 0,0 0,0 'http://127.0.0.2:{port}/a'\npop graphic-context",
  ),
  'a name of a file': looked('/etc/passwd'),
  'an address': looked('http://127.0.0.2:{port}/a.jpg'),
  'a picture as a form': looked('--x\r\n\r\nGIF89a\r\n--x--', 'multipart/form-data; boundary=x'),
  'JSON that says it is a picture': looked('{"upload":"x"}', 'image/png'),
  'a picture that says it is JSON': looked('GIF89a', 'application/json'),
  'a body that says it is compressed': { ...looked('\x1f\x8b\b', 'image/jpeg'), headers: { 'content-encoding': 'gzip' } },
  'another method in a header': { ...upload('[]'), headers: { 'x-http-method-override': 'DELETE' } },
};

/** A page of another site, or a name that resolves to this machine: only Host and what browsers add about where they come from. */
export const STRANGERS: readonly Readonly<Record<string, string>>[] = [
  { host: 'evil.example' },
  { host: 'evil.example:8085' },
  { host: 'localhost.evil.example' },
  { host: '127.0.0.1.evil.example' },
  { host: '127.0.0.1.nip.io' },
  { host: 'xn--lcalhost-hjb' },
  { host: '0.0.0.0' },
  { host: '[::]' },
  { host: '[::ffff:127.0.0.1]' },
  { host: '10.0.0.1' },
  { host: 'a b' },
  { host: '127.0.0.1', origin: 'http://evil.example' },
  { host: '127.0.0.1', origin: 'https://127.0.0.1' },
  { host: '127.0.0.1', origin: 'http://127.0.0.1:1' },
  { host: '127.0.0.1', origin: 'http://localhost' },
  { host: '127.0.0.1', origin: 'null' },
  { host: '127.0.0.1', origin: '' },
  { host: '127.0.0.1', origin: 'file://' },
  { host: '127.0.0.1', origin: 'chrome-extension://abc' },
  { host: '127.0.0.1', 'sec-fetch-site': 'cross-site' },
  { host: '127.0.0.1', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
  { host: '127.0.0.1', 'sec-fetch-site': 'same-site' },
  { host: 'localhost', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
];
