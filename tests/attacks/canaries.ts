// Secrets that are planted to be looked for, in every form in which they might be written.

export type Canaries = ReadonlyMap<string, string>;

/** Where something was found: the canary's name and the place. The value is never told. */
export function findCanaries(place: string, content: string | Buffer, canaries: Canaries): readonly string[] {
  const bytes = Buffer.from(content);
  return [...canaries]
    .filter(([, value]) => formsOf(value).some((form) => bytes.includes(form)))
    .map(([name]) => `${name} in ${place}`);
}

const forms = new Map<string, readonly string[]>();

function formsOf(value: string): readonly string[] {
  const known = forms.get(value) ?? [
    value,
    encodeURIComponent(value),
    Buffer.from(value).toString('hex'),
    [...value].reverse().join(''),
    Buffer.from(value, 'utf8').toString('utf16le'),
    ...base64Forms(value),
  ];
  forms.set(value, known);
  return known;
}

/** In base64 a text looks different at each of three places. The characters at both ends depend on what stands beside it. */
function base64Forms(value: string): readonly string[] {
  return [0, 1, 2].flatMap((offset) => {
    const inner = Buffer.from(' '.repeat(offset) + value)
      .toString('base64')
      .replace(/=+$/, '')
      .slice(offset === 0 ? 0 : 4, -3);
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
