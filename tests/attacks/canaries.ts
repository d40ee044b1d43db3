// Secrets that are planted to be looked for, in every form in which they might be written.

export type Canaries = ReadonlyMap<string, string>;

/** Where something was found: the canary's name and the place. The value is never given. */
export function findCanaries(place: string, content: string | Buffer, canaries: Canaries): readonly string[] {
  const bytes = Buffer.from(content);
  return [...canaries]
    .filter(([, value]) => formsOf(value).some((form) => bytes.includes(form)))
    .map(([name]) => `${name} in ${place}`);
}

const forms = new Map<string, readonly Buffer[]>();

/** As bytes: in UTF-16 a text is not a text of the file that it stands in. */
function formsOf(value: string): readonly Buffer[] {
  const known = forms.get(value);
  if (known) return known;
  const texts = [
    value,
    encodeURIComponent(value),
    Buffer.from(value).toString('hex'),
    [...value].reverse().join(''),
    ...base64Forms(value),
  ];
  const utf16 = Buffer.from(value, 'utf16le');
  const made = [...texts.map((text) => Buffer.from(text)), utf16, Buffer.from(utf16).swap16()];
  forms.set(value, made);
  return made;
}

/** In base64 a text looks different at each of three places. The characters at both ends depend on its neighbours. */
function base64Forms(value: string): readonly string[] {
  return [0, 1, 2].flatMap((offset) => {
    const inner = Buffer.from(' '.repeat(offset) + value)
      .toString('base64')
      .replace(/=+$/, '')
      .slice(offset === 0 ? 0 : 4, -3);
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
