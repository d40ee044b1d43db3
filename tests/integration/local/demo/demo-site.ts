// The demo main site on any free port, for the tests of a file.
import { afterAll, beforeAll } from '@jest/globals';
import { type MainSite, type MainSiteOptions, startMainSite } from '../../../../local/demo/server.ts';

export const KEY = 'a-signing-key-of-the-test';
export const PICTURES = 'https://social.edgecard.test';

export interface AnsweredPage {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
}

export function sharedSite(options: Partial<MainSiteOptions> = {}) {
  let site: MainSite;
  beforeAll(async () => {
    site = await startMainSite({ port: 0, pictureOrigin: PICTURES, signingKey: KEY, ...options });
  });
  afterAll(() => site.close());
  return {
    get url() {
      return site.url;
    },
    async read(path: string): Promise<AnsweredPage> {
      const response = await fetch(`${site.url}${path}`);
      return { status: response.status, headers: response.headers, html: await response.text() };
    },
  };
}

/** What a tag of the page says. */
export function tagOf(html: string, name: string): string | undefined {
  return new RegExp(`<meta (?:property|name)="${name}" content="([^"]*)">`).exec(html)?.[1];
}
