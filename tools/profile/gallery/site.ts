// A site with the gallery's page, its fonts, and images of every kind.
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { DesignVersions } from '../../../card-schema/design-version.ts';
import { emojiFont } from '../../../card-site/fonts/emoji-font.ts';
import { MORE_FAMILIES, STACK_FAMILIES } from '../../../card-site/fonts/font-families.ts';
import { type FontChunk, type FontFile, fontChunks } from '../../../card-site/fonts/font-files.ts';
import { listen } from '../../../local/http/listen.ts';
import { projectPath } from '../../../project-path.ts';
import { galleryImages, type ImageFile } from './images.ts';
import { galleryPage } from './page.ts';

export interface GallerySite {
  readonly origin: string;
  /** Addresses of its images. */
  readonly images: readonly string[];
  /** The same images, by name. */
  readonly files: ReadonlyMap<string, ImageFile>;
  close(): Promise<void>;
}

/** A style sheet of a package, or a file that one names; and a file of the fonts by script. */
const FONT_FILE = /^\/fonts\/((?:node_modules\/@fontsource-variable|card-site\/fonts)\/[\w/-]+\.(?:css|woff2|ttf))$/;
const TYPES: Readonly<Record<string, string>> = { css: 'text/css', woff2: 'font/woff2', ttf: 'font/ttf' };
/** The style sheet of the fonts by script, made here. */
const SCRIPTS = '/scripts.css';

export async function startGallerySite(seed: string, designVersions: DesignVersions): Promise<GallerySite> {
  const files = await galleryImages(seed);
  const fixed = new Map<string, ImageFile>([
    [SCRIPTS, { type: 'text/css', bytes: Buffer.from(scriptFaces()) }],
    ['/emoji.ttf', { type: 'font/ttf', bytes: await emojiFont() }],
    [
      '/',
      { type: 'text/html; charset=utf-8', bytes: Buffer.from(galleryPage({ designVersions, stylesheets: await stylesheets() })) },
    ],
    [
      '/frame',
      {
        type: 'text/html',
        bytes: Buffer.from(
          '<!doctype html><style>p { color: teal }</style><p>frame</p><script>parent.postMessage(1, "*")</script>',
        ),
      },
    ],
    ['/data', { type: 'application/json', bytes: Buffer.from(JSON.stringify({ list: [1, 'zwei', null] })) }],
    ['/video', { type: 'video/webm', bytes: Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0x80, 0, 0, 0]) }],
    ['/audio', { type: 'audio/mpeg', bytes: Buffer.from('ID3\u0003\u0000\u0000no sound') }],
    ...[...files].map(([name, file]) => [`/images/${name}`, file] as const),
  ]);
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://gallery.test').pathname;
    send(response, path, fixed).catch(() => response.destroy());
  });
  const { origin, close } = await listen(server, 0);
  return { origin, close, files, images: [...files.keys()].map((name) => `/images/${name}`) };
}

async function send(response: ServerResponse, path: string, fixed: ReadonlyMap<string, ImageFile>): Promise<void> {
  if (path === '/slow') return; // its asker gives up
  const [, name] = FONT_FILE.exec(path) ?? [];
  const file =
    fixed.get(path) ??
    // A page of cards is at any address that has no file.
    (/^\/[a-z]+(?:\/[^.]*)?$/.test(path) && !path.startsWith('/images/') ? fixed.get('/') : undefined) ??
    (name ? { type: TYPES[name.replace(/.*\./, '')] ?? '', bytes: await readFile(projectPath(name)) } : undefined);
  if (!file) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Not here.');
    return;
  }
  response.writeHead(200, { 'content-type': file.type, 'cache-control': 'public, max-age=600' }).end(file.bytes);
}

/** Every font there is. */
async function stylesheets(): Promise<readonly string[]> {
  const names = await readdir(projectPath('node_modules/@fontsource-variable'));
  const variable = names.sort().map((name) => `/fonts/node_modules/@fontsource-variable/${name}/index.css`);
  return [...variable, SCRIPTS];
}

function scriptFaces(): string {
  return [...STACK_FAMILIES, ...MORE_FAMILIES].flatMap((family) => fontChunks(family).flatMap(facesOf(family.family))).join('\n');
}

const facesOf =
  (family: string) =>
  ({ codePoints, files: [regular, bold] }: FontChunk): readonly string[] => {
    const range = codePoints.map((codePoint) => `U+${codePoint.toString(16)}`).join();
    const face = ({ path }: FontFile, weights: string) =>
      `@font-face { font-family: '${family}'; font-weight: ${weights}; src: url(/fonts/${path}); unicode-range: ${range} }`;
    return regular === bold ? [face(regular, '1 1000')] : [face(regular, '400'), face(bold, '700')];
  };
