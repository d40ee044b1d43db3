// A page of the main site: whether its card's address is one of this deployment and of the templates of this build.
import ogs from 'open-graph-scraper';
import { type CardPath, parseCardPath } from '../../card-schema/card-path.ts';
import { CardError } from '../../card-schema/errors.ts';
import { get } from '../../local/http/get.ts';
import { type Check, type DoctorSubject, type Finding, fault, notChecked, ok } from './subject.ts';

const UPDATE_PACKAGE =
  'Run `npm run package:main-site` at the commit that is deployed, and install that package in the main site; if this checkout is older, update it.';

export const mainSite: Check = async ({ page, ...subject }) => {
  if (page === undefined) return [notChecked('name a page of the main site with --page')];
  const { status, body } = await get(page);
  if (status !== 200)
    return [fault(`${page} is answered with ${status}`, 'Give the address to which it leads, without a redirect.')];
  const picture = await pictureIn(new TextDecoder().decode(body));
  if (picture === undefined) return [fault(`${page} has no og:image`, 'Put what ogTags() gives into its head.')];
  return [judge(picture, subject)];
};

async function pictureIn(html: string): Promise<URL | undefined> {
  const { result } = await ogs({ html });
  const address = result.ogImage?.[0]?.url;
  return address !== undefined && URL.canParse(address) ? new URL(address) : undefined;
}

function judge({ origin, pathname }: URL, { pictures, build }: Pick<DoctorSubject, 'pictures' | 'build'>): Finding {
  if (origin !== pictures)
    return fault(`the page’s picture is at ${origin}`, `Set the option origin of ogTags() to ${pictures}.`);
  const path = cardPathOr(pathname);
  if (path instanceof CardError) return fault(`the page’s card does not fit this build: ${path.message}`, UPDATE_PACKAGE);
  const { card, designVersion } = path;
  const current = build[card.template];
  if (designVersion === undefined)
    return ok(`the page shows a card of ${card.template}, by an address that stays the same when its design changes`);
  if (designVersion === current) return ok(`the page names ${card.template} ${current}, as this build does`);
  return fault(`the page names ${card.template} ${designVersion}; this build has ${current}`, UPDATE_PACKAGE);
}

function cardPathOr(path: string): CardPath | CardError {
  try {
    return parseCardPath(path);
  } catch (error) {
    if (error instanceof CardError) return error;
    throw error;
  }
}
