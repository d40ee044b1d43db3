// Hostile inputs of any length, for the parsers of addresses and keys.

/** Whole paths: one of more than 4,096 characters would be refused for that alone. */
export const PATH_LENGTHS: readonly number[] = [128, 256, 512, 1024, 2048, 4096];

/** As long as requested, with its beginning and its end. */
const filled = (begin: string, piece: string, end: string) => (length: number) =>
  begin + piece.repeat(length).slice(0, length - begin.length - end.length) + end;

export const LONG_PATHS = {
  'one long word': filled('/', 'a', '.jpg'),
  segments: filled('/', '1-', '.jpg'),
  slashes: filled('/', '/', ''),
  versions: filled('', '/~5c05e5c05e5c', ''),
  'an almost signed payload': filled('/article/', 'W', `.${'A'.repeat(21)}!.jpg`),
  'a long text': filled('/article/', 'WyJhYWFh', `.${'A'.repeat(22)}.jpg`),
  'nested lists': filled('/article/', 'W1tb', `.${'A'.repeat(22)}.jpg`),
  endings: filled('/article/', '.jpg', ''),
};

const nested = (length: number) => Buffer.from('['.repeat(length / 2) + ']'.repeat(length / 2)).toString('base64url');

export const LONG_KEYS = {
  'one long word': (length: number) => `5c05e5c05e5c/article/${'a'.repeat(length)}.jpg`,
  segments: (length: number) => `5c05e5c05e5c/score/${'1-'.repeat(length / 2)}.jpg`,
  'nested lists': (length: number) => `5c05e5c05e5c/article/${nested((length * 3) / 4)}.jpg`,
  'a list of nested lists': (length: number) =>
    `5c05e5c05e5c/article/${Buffer.from(`[${'[['.repeat(length / 4)}${']]'.repeat(length / 4)},1,1,1,1,1,1]`).toString('base64url')}.jpg`,
  'a long text': (length: number) =>
    `5c05e5c05e5c/article/${Buffer.from(JSON.stringify(['é'.repeat(length / 3)])).toString('base64url')}.jpg`,
  endings: (length: number) => `5c05e5c05e5c/article/${'.jpg'.repeat(length / 4)}`,
};
