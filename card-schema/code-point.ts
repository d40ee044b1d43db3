/** `U+1F600`, as x-card-warning writes it. */
export function codePointOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** The characters that an x-card-warning names. */
export function charactersIn(warning: string): readonly string[] {
  return [...warning.matchAll(/U\+([0-9A-F]{4,6})/g)].map(([, hex = '']) => String.fromCodePoint(Number.parseInt(hex, 16)));
}
