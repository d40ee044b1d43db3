// Every hostile text in every text field of every template: shown letter by letter, or refused by the schema; never run.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Card, createCard, TEMPLATE_NAMES, TEMPLATES } from '../../../card-schema/catalogue.ts';
import { CardError } from '../../../card-schema/errors.ts';
import { fieldInfo } from '../../../card-schema/fields.ts';
import type { Template } from '../../../card-schema/template.ts';
import { type Decoys, setDecoys } from '../../attacks/decoys.ts';
import { aboutExamples } from '../../support/about-examples.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';
import { openRealCardPage, type RealCardPage } from './real-card-page.ts';

const templates: readonly (readonly [string, Template])[] = TEMPLATE_NAMES.map((name) => [
  name,
  TEMPLATES[name] as unknown as Template,
]);

const isText = (kind: string) => kind === 'text' || kind === 'texts';
const withTexts = templates.filter(([, { fields }]) => Object.values(fields).some((field) => isText(fieldInfo(field).kind)));

let decoys: Decoys;
let real: RealCardPage;
/** What a template's cards are made of when nobody is hostile. */
const usual = new Map<string, ReadonlySet<string>>();
const counted = { drawn: 0, refused: 0 };

beforeAll(async () => {
  decoys = await setDecoys({ addresses: ['127.0.0.1'] });
  const [first] = withTexts[0] ?? ['default'];
  real = await openRealCardPage(exampleOf(first));
  // A setter sees the hit of a moment as well.
  await real.evaluate(
    `globalThis.__hits = 0; void Object.defineProperty(globalThis, '__hit', { set() { globalThis.__hits++; } })`,
  );
  for (const [template, { examples }] of withTexts) {
    const names = new Set<string>();
    for (const params of Object.values(examples)) {
      const { cover: _cover, avatar: _avatar, portrait: _portrait, ...rest } = params as Record<string, unknown>;
      await real.page.draw(createCard(template, rest));
      for (const name of (await stage()).elements) names.add(name);
    }
    usual.set(template, names);
  }
});
afterAll(async () => {
  await real.close();
  await decoys.close();
  process.stdout.write(
    `Hostile texts: ${HOSTILE_TEXTS.length} texts, ${counted.drawn} cards drawn, ${counted.refused} refused\n`,
  );
});

function exampleOf(template: string): Card {
  return createCard(
    template,
    Object.values((TEMPLATES as unknown as Record<string, Template>)[template]?.examples ?? {})[0] ?? {},
  );
}

async function stage(): Promise<{ text: string; elements: readonly string[] }> {
  return (await real.evaluate(
    `({ text: document.body.textContent, elements: [...document.querySelectorAll('*')].map((e) => e.localName + (e.getAttributeNames().some((n) => n.startsWith('on')) ? ' with a handler' : '')) })`,
  )) as { text: string; elements: readonly string[] };
}

/** The template's first example with this text in every field that takes it, and which fields do not. */
function cardWith(template: string, fields: Template['fields'], text: string) {
  let card = exampleOf(template);
  const taken: string[] = [];
  for (const [name, field] of Object.entries(fields)) {
    const { kind } = fieldInfo(field);
    if (!isText(kind)) continue;
    try {
      card = createCard(template, { ...card.params, [name]: kind === 'texts' ? [text] : text });
      taken.push(name);
    } catch (error) {
      if (!(error instanceof CardError && error.code === 'invalid_params')) throw error;
      counted.refused++;
    }
  }
  return { card, taken };
}

if (withTexts.length > 0)
  describe.each(withTexts)('as a text of %s,', (template, { fields }) => {
    test.each(HOSTILE_TEXTS)('%s is shown or refused', async (_, text) => {
      const { card, taken } = cardWith(template, fields, text.replaceAll('{url}', `http://127.0.0.1:${decoys.port}/`));
      if (taken.length === 0) return;
      const { missingGlyphs } = await real.page.draw(card);
      counted.drawn++;
      const { text: shown, elements } = await stage();
      for (const name of taken) {
        const value = [(card.params as Readonly<Record<string, string | readonly string[]>>)[name]].flat()[0] ?? '';
        // What no font has is left out, and reported.
        const drawable = missingGlyphs.reduce((rest, missing) => rest.replaceAll(missing, ''), value);
        expect(plain(shown)).toContain(plain(drawable));
      }
      expect(elements.filter((element) => !usual.get(template)?.has(element))).toEqual([]);
      expect(await real.evaluate('globalThis.__hits')).toBe(0);
      expect([real.incidents, real.entries, decoys.visits]).toEqual([[], [], []]);
    });
  });

/** Without what a design may change (spaces, case, marks stacked too high to read) and what nobody sees. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\s\p{M}\p{Default_Ignorable_Code_Point}]+/gu, '')
    .toLowerCase();
}

test('a text that did run would be seen', async () => {
  await real.evaluate(
    `document.body.append(document.createRange().createContextualFragment('<img src=x onerror=__hit=1><b></b>'))`,
  );
  await new Promise((resolve) => setTimeout(resolve, 300));
  // The page's policy stands in the way of the handler, and says so.
  expect(real.incidents.join()).toMatch(/Content Security Policy|violates/);
  expect((await stage()).elements).toContain('img with a handler');
  await real.evaluate('globalThis.__hit = 1');
  expect(await real.evaluate('globalThis.__hits')).toBe(1);
});

test('every template with texts was attacked with at least forty of them', () => {
  expect(HOSTILE_TEXTS.length).toBeGreaterThanOrEqual(40);
  if (withTexts.length > 0) expect(counted.drawn).toBeGreaterThan(40 * withTexts.length);
});

aboutExamples('article event quote', () => {
  test('of our examples three have texts, and some texts are none of a card', () => {
    expect(withTexts.length).toBeGreaterThanOrEqual(3);
    expect(counted.refused).toBeGreaterThan(20);
  });
});
