// Which files the card site is made of, and which of them each template needs.
import { freemem } from 'node:os';
import { build, type Metafile } from 'esbuild';
import { TEMPLATE_NAMES, type TemplateName } from '../../card-schema/catalogue.ts';
import { projectPath } from '../../project-path.ts';
import { BuildError } from './build-error.ts';

const project = projectPath();

/** The one file that names every component. It decides no pixel, and through it each template would depend on all. */
const ALL_COMPONENTS = 'card-site/src/cards/templates.tsx';
const MAIN = 'card-site/src/main.tsx';

/** Files by their path in the project, sorted. */
export interface CardSiteGraph {
  /** What every card is drawn with. */
  readonly shared: readonly string[];
  /** What a template's component adds; shared files may be among them. */
  readonly templates: Readonly<Record<TemplateName, readonly string[]>>;
}

export async function cardSiteGraph(): Promise<CardSiteGraph> {
  const { metafile } = await build({
    absWorkingDir: project, // paths in the graph must not depend on where the project lies
    entryPoints: [MAIN, ...TEMPLATE_NAMES.map(componentFile)],
    bundle: true,
    external: ['virtual:*'], // made by script-fonts.ts, which counts itself
    write: false,
    metafile: true,
    outdir: 'out',
    format: 'esm',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.woff2': 'file', '.svg': 'file', '.jpg': 'file' },
    logLevel: 'silent', // its errors are thrown
  }).catch(refuseEndedProcess);
  const templates = TEMPLATE_NAMES.map((name) => [name, reachable(metafile, componentFile(name))] as const);
  return {
    shared: reachable(metafile, MAIN),
    templates: Object.fromEntries(templates) as CardSiteGraph['templates'], // one entry per name
  };
}

/** esbuild computes in a process of its own. What it throws has a list of errors, unless that process has gone. */
function refuseEndedProcess(error: unknown): never {
  if (error instanceof Error && 'errors' in error) throw error;
  const free = `${Math.floor(freemem() / 1e6)} MB of memory are free now`;
  throw new BuildError(`esbuild's process has ended, as when memory runs out (${free}): end other programs, and build again.`, {
    cause: error,
  });
}

function componentFile(template: TemplateName): string {
  return `card-site/src/cards/${template}/${template.charAt(0).toUpperCase()}${template.slice(1)}.tsx`;
}

function reachable({ inputs }: Metafile, entry: string): readonly string[] {
  const found = new Set([entry]);
  for (const file of found) {
    for (const { path, external } of inputs[file]?.imports ?? []) {
      // The schema checks params; of its files only languages/, the template's own and fields.ts can change what is drawn.
      const checks = path.startsWith('card-schema/') && !path.startsWith('card-schema/languages/');
      if (!external && path !== ALL_COMPONENTS && !checks) found.add(path);
    }
  }
  return [...found].sort();
}
