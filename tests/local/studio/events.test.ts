// What a studio page hears from its server.
import { createServer } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import type { DesignVersions } from '../../../card-schema/design-version.ts';
import { type Listening, listen } from '../../../local/http/listen.ts';
import { createEvents } from '../../../local/studio/events.ts';

let listening: Listening;
afterEach(() => listening.close());

const versions = (version: string) => ({ default: version }) as DesignVersions;

/** The first event of a page that connects now. */
async function firstEvent(): Promise<unknown> {
  const aborting = new AbortController();
  const response = await fetch(listening.origin, { signal: aborting.signal });
  const { value } = (await response.body?.getReader().read()) ?? {};
  aborting.abort();
  return JSON.parse(new TextDecoder().decode(value).replace(/^data: /, ''));
}

test('begins with what is so now, for pages that were away: design versions, and a failure that nobody has mended', async () => {
  let now = versions('old');
  const events = createEvents(() => now);
  listening = await listen(
    createServer((_, response) => events.subscribe(response)),
    0,
  );
  expect(await firstEvent()).toEqual({ type: 'now', designVersions: versions('old') });
  events.send({ type: 'build_failed', message: 'Unexpected token' });
  expect(await firstEvent()).toEqual({ type: 'now', designVersions: versions('old'), failure: 'Unexpected token' });
  now = versions('new');
  events.send({ type: 'rebuilt', designVersions: now, changed: ['default'] });
  expect(await firstEvent()).toEqual({ type: 'now', designVersions: versions('new') });
});
