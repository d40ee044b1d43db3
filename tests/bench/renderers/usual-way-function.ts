// The usual way as a function of its own, bundled like ours: everything is started for each sandbox.
import { launchUsualBrowser, screenshotOf } from './usual-way.ts';

/** @param bin where the package's compressed files are */
export async function handler({ url, bin }: { readonly url: string; readonly bin: string }): Promise<{ body: string }> {
  const browser = await launchUsualBrowser(bin);
  const { jpeg } = await screenshotOf(browser, url);
  return { body: Buffer.from(jpeg).toString('base64') };
}
