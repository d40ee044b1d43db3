// Which characters a card can draw: the card page's own look-up in the tables that the build makes of the font files.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createServer } from 'vite';
import { fontCoverage } from './font-coverage.ts';

const cardSite = join(import.meta.dirname, '..');

const MAX_ATTEMPTS = 40;

/** Whether one font file has all these characters. */
export type IsDrawn = (characters: string) => boolean;

/** The modules of card-site/src, with the tables of the fonts, as the page gets them. */
interface ChooseModule {
  stackOf(fontFamily: string, ofHan: boolean): unknown;
  choose(grapheme: string, stack: unknown): { readonly table: string } | { readonly lacks: readonly string[] };
}
interface ScriptFontsModule {
  readonly MORE_FAMILIES: string;
  moreFamilies(): readonly string[];
  loadScript(family: string): Promise<void>;
}

export async function openLookUp(): Promise<IsDrawn> {
  const vite = await createServer({
    configFile: join(cardSite, 'vite.config.ts'),
    define: { __FONT_COVERAGE__: JSON.stringify(await fontCoverage()) },
    server: { middlewareMode: true, ws: false, watch: null },
    appType: 'custom',
    optimizeDeps: { noDiscovery: true },
    logLevel: 'error',
  });
  try {
    const { choose, stackOf } = (await vite.ssrLoadModule('/src/choose-font.ts')) as ChooseModule; // the page's own, as is the next
    const { MORE_FAMILIES, moreFamilies, loadScript } = (await vite.ssrLoadModule('/src/script-fonts.ts')) as ScriptFontsModule;
    const families = await familiesOfStage();
    await patiently(() => loadScript(MORE_FAMILIES));
    await Promise.all([...families, ...moreFamilies()].map((family) => patiently(() => loadScript(family))));
    const stack = stackOf(families.join(), false);
    return (characters) => {
      const choice = choose(characters, stack);
      return 'lacks' in choice && choice.lacks.length === 0;
    };
  } finally {
    await vite.close();
  }
}

/** A page waits some seconds for a table, which is not enough where the fonts have not been read before. */
async function patiently(load: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await load();
    } catch (error) {
      if (attempt === MAX_ATTEMPTS) throw error;
    }
  }
}

/** The families that stand behind every card's own, from the style sheet of the stage. */
async function familiesOfStage(): Promise<readonly string[]> {
  const css = await readFile(join(cardSite, 'src/stage.css'), 'utf8');
  const stage = /#stage\s*\{([^}]*)\}/.exec(css)?.[1] ?? '';
  const property = (name: string): string => {
    const value = new RegExp(`${name}:([^;]*);`).exec(stage)?.[1] ?? '';
    return value.replace(/var\((--[\w-]+)\)/g, (_, other: string) => property(other));
  };
  const families = [...property('--sans').matchAll(/"([^"]+)"/g)].map(([, family = '']) => family);
  if (families.length < 2) throw new Error('stage.css has no --sans with families.');
  return families;
}

/** Whether a character can be drawn as the characters that it is compatible with (NFKC): ₂ as 2. */
export function isDrawnInForm(character: string, isDrawn: (character: string) => boolean): boolean {
  const form = character.normalize('NFKC');
  return form !== character && [...form].every((part) => /\s/.test(part) || isDrawn(part));
}
