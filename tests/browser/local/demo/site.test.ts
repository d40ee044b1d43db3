// Everyone can use the demo site: on a small screen, magnified, in the dark, by keyboard, with a screen reader, without scripts.
import { createRequire } from 'node:module';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { type Browser, launch, type Page } from 'puppeteer-core';
import { TEMPLATE_NAMES } from '../../../../card-schema/catalogue.ts';
import { EXAMPLES } from '../../../../card-schema/examples.ts';
import { NETWORKS } from '../../../../card-site/networks/networks.ts';
import { installBrowser } from '../../../../local/browser/browser-files.ts';
import { ORDINARY_FLAGS } from '../../../../local/browser/ordinary-flags.ts';
import { type MainSite, startMainSite } from '../../../../local/demo/server.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** The pages of each template, of one example of each, and the index. */
const PAGES = [
  '/',
  '/nothing-here',
  ...TEMPLATE_NAMES.map((name) => `/${name}`),
  ...TEMPLATE_NAMES.flatMap((name) => {
    const last = EXAMPLES.findLast(({ template }) => template === name);
    return last ? [`/${name}/${encodeURIComponent(last.name)}`] : [];
  }),
];

let site: MainSite;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  // No pictures come: what has to fit and to be read, does so without them.
  site = await startMainSite({
    port: 0,
    pictureOrigin: 'http://127.0.0.1:1',
    signingKey: 'a-signing-key-of-the-test',
    studio: () => 'http://127.0.0.1:2',
  });
  const { executable, env } = await installBrowser();
  browser = await launch({ executablePath: executable, env: { ...env }, args: [...ORDINARY_FLAGS], pipe: true });
});
afterEach(() => page?.close());
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

async function open(path: string, width: number, scheme = 'light'): Promise<void> {
  page = await browser.newPage();
  await page.setBypassCSP(true); // for axe, which is a script
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.goto(`${site.url}${path}`);
}

interface AxeViolation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** One page of each kind: those of other templates are built alike. */
const KINDS = ['/', '/nothing-here', `/${TEMPLATE_NAMES[0]}`, PAGES.at(-TEMPLATE_NAMES.length) ?? '/'];

test.each(KINDS.flatMap((path) => ['light', 'dark'].map((scheme) => [path, scheme] as const)))(
  'axe-core finds nothing on %s in %s colours',
  async (path, scheme) => {
    await open(path, 1280, scheme);
    await page.addScriptTag({ path: AXE });
    const { violations, passes } = await page.evaluate(() =>
      (window as unknown as { axe: { run(): Promise<{ violations: AxeViolation[]; passes: object[] }> } }).axe.run(),
    );
    expect(passes.length).toBeGreaterThan(10);
    expect(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`))).toEqual([]);
  },
);

// 640 CSS pixels are a window of 1280 at 200 %; 320 the same at 400 %, and a small telephone.
test.each(PAGES)('%s needs no scrolling sideways, on a small screen or a wide one', async (path) => {
  await open(path, 320);
  for (const width of [320, 640, 1920]) {
    await page.setViewport({ width, height: 900 });
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect([width, wider]).toEqual([width, 0]);
  }
});

test('shows each network’s drawing in the colours of the reader, or in those that are chosen by keyboard', async () => {
  await open('/default/plain', 1280, 'dark');
  const schemes = () => page.$$eval('.networks-ground', (grounds) => grounds.map((each) => getComputedStyle(each).colorScheme));
  expect(await schemes()).toEqual(NETWORKS.map(() => 'light dark'));
  await page.focus('#scheme-yours');
  await page.keyboard.press('ArrowRight');
  expect(await schemes()).toEqual(NETWORKS.map(() => 'light'));
  await page.keyboard.press('ArrowRight');
  expect(await schemes()).toEqual(NETWORKS.map(() => 'dark'));
});

test('gives every picture of a preview the shape of its network', async () => {
  await open('/default/plain', 1280);
  const shapes = await page.$$eval('.networks-picture', (pictures) =>
    pictures.map((each) => each.clientWidth / each.clientHeight),
  );
  expect(shapes).toHaveLength(NETWORKS.length);
  for (const [index, { aspect }] of NETWORKS.entries()) expect(shapes[index]).toBeCloseTo(aspect, 1);
});

test('a click takes the whole block of tags', async () => {
  await open('/default/plain', 1280);
  await page.click('.tags pre');
  const [selected, tags] = await page.evaluate(() => [
    String(getSelection()).trim(),
    document.querySelector('.tags pre')?.textContent.trim(),
  ]);
  expect(selected).toBe(tags);
});
