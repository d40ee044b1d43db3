// The card site's guard, and the design versions that the site draws.
import { randomBytes } from 'node:crypto';
import { DEFAULT_CARD } from '../../card-schema/catalogue.ts';
import { unsignedExample } from '../../card-schema/example-card.ts';
import { formatPagePath } from '../../card-schema/page-path.ts';
import { DEVELOPMENT_KEYS } from '../../edge/core/config.ts';
import { pageToken } from '../../edge/core/page-url.ts';
import { TOKEN_LIFE_SECONDS } from '../../edge/core/time-limits.ts';
import { get } from '../../local/http/get.ts';
import { plural } from '../terminal/plural.ts';
import { type Check, type Finding, fault, faultsOr, notChecked } from './subject.ts';

const NO_SITE = 'name the card site with --card-site or --stack';
const CLOSE_IT = 'Is the guard on the behaviour of the card pages? Deploy infra/card-site.yml again.';

/** A card page without token, with an expired or a forged one: 403 each time. */
export const guard: Check = async ({ cardSite, isLocal, pageKey }) => {
  if (cardSite === undefined) return [notChecked(NO_SITE)];
  const path = formatPagePath(unsignedExample() ?? DEFAULT_CARD);
  const now = Date.now();
  const expired = now - 2 * TOKEN_LIFE_SECONDS * 1000;
  const stranger = randomBytes(32).toString('hex');
  const doors: readonly (readonly [what: string, target: string, advice?: string])[] = [
    ['without a token', path],
    // Without the page key its MAC is wrong as well; with it, the time alone is.
    ['with an expired token', `${path}?token=${pageToken(path, pageKey ?? stranger, expired)}`],
    ['with a token of another key', `${path}?token=${pageToken(path, stranger, now)}`],
    ...(isLocal
      ? []
      : [
          [
            'with a token of the public development key',
            `${path}?token=${pageToken(path, DEVELOPMENT_KEYS.page, now)}`,
            'Set keys of your own in the secret page-keys, and deploy.',
          ] as const,
        ]),
  ];
  const faults: Finding[] = [];
  for (const [what, target, advice = CLOSE_IT] of doors) {
    const { status } = await get(`${cardSite}${target}`);
    if (status === 200) faults.push(fault(`a card page opens ${what}`, advice));
    else if (status !== 403) faults.push(fault(`a card page ${what} is answered with ${status}, not 403`, CLOSE_IT));
  }
  const found = `a card page stays shut ${doors.map(([what]) => what).join(', ')}`;
  if (pageKey === undefined) return faultsOr(faults, `${found} (EDGECARD_PAGE_KEY would prove that it opens)`);
  const { status } = await get(`${cardSite}${path}?token=${pageToken(path, pageKey, now)}`);
  if (status !== 200) {
    faults.push(
      fault(
        `a card page with its token is answered with ${status}`,
        'Nothing can be drawn: guard and functions have different page keys (deploy again), or index.html is not uploaded.',
      ),
    );
  }
  return faultsOr(faults, `${found}, and opens with its own`);
};

/** The site's script holds the design versions that it draws. */
export const siteVersions: Check = async ({ cardSite, pageKey, build }) => {
  if (cardSite === undefined) return [notChecked(NO_SITE)];
  if (pageKey === undefined) return [notChecked('EDGECARD_PAGE_KEY opens the page that says so')];
  const path = formatPagePath(unsignedExample() ?? DEFAULT_CARD);
  // As the functions do: each design version has a page of its own.
  const codeOf = async (version: string) => {
    const page = await textOf(`${cardSite}${path}?token=${pageToken(path, pageKey, Date.now(), version)}`);
    const scripts = [...page.matchAll(/\ssrc="(\/assets\/[\w.-]+\.js)"/g)].map(([, source = '']) => source);
    return (await Promise.all(scripts.map((source) => textOf(`${cardSite}${source}`)))).join('\n');
  };
  const asked = await Promise.all(
    Object.entries(build).map(async ([template, version]) => [template, version, await codeOf(version)] as const),
  );
  const absent = asked.filter(([, version, code]) => !code.includes(version));
  const faults = absent.map(([template, version]) =>
    fault(
      `the card site does not draw ${template} ${version}, the design version of this build`,
      'Functions draw nothing without the page of their design: upload dist/upload/card-site, assets first.',
    ),
  );
  return faultsOr(faults, `the card site draws ${plural(Object.keys(build).length, 'design version')} of this build`);
};

async function textOf(url: string): Promise<string> {
  return new TextDecoder().decode((await get(url)).body);
}
