import { expect, test } from '@jest/globals';
import { createFileTrust } from '../../../edge/core/file-trust.ts';
import type { Ending } from '../../../edge/core/retry.ts';

test.each<[string, readonly Ending[], number]>([
  ['one crash', ['crashed'], 0],
  ['two crashes in a row', ['crashed', 'crashed'], 1],
  ['three, of which the third begins another count', ['crashed', 'crashed', 'crashed'], 1],
  ['two times two', ['crashed', 'crashed', 'crashed', 'crashed'], 2],
  ['a crash on either side of a good card', ['crashed', 'alive', 'crashed'], 0],
  ['a crash on either side of one for want of time', ['crashed', 'unknown', 'crashed'], 1],
  ['a crash on either side of missing code', ['crashed', 'missing code', 'crashed'], 1],
  ['missing code, however often', ['missing code', 'missing code', 'missing code'], 0],
  ['no time to find out, however often', ['unknown', 'unknown', 'unknown'], 0],
])('files are distrusted after two crashes in a row: %s', (_, endings, times) => {
  const trust = createFileTrust();
  expect(endings.map(trust).filter((verdict) => verdict === 'distrusted')).toHaveLength(times);
});
