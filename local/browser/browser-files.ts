// The browser as @sparticuz/chromium carries it, with the libraries and fonts it needs: nothing of the machine's own is used.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { extract } from 'tar-stream';
import { cachePath } from '../../card-site/bundle/made-path.ts';
import { emojiFile, emojiFont } from '../../card-site/fonts/emoji-font.ts';
import { type BrowserFiles, browserFilesIn, LAUNCHER, MEMORY_LIBRARY } from '../../edge/adapters/browser/browser-files.ts';
import { FONTS_CONF } from '../../edge/core/drawing-settings.ts';
import { projectPath } from '../../project-path.ts';
import { buildMemoryLibrary, memoryLibraryHash } from './memory/memory-library.ts';

const chromiumPackage = projectPath('node_modules/@sparticuz/chromium');

/** A file of the unpacked browser, by its path inside the browser's folder. */
export interface BrowserFile {
  readonly path: string;
  readonly mode: number;
  readonly bytes: Buffer;
}

export function browserVersion(): Promise<string> {
  return versionIn(chromiumPackage);
}

/**
 * Reads the whole browser into memory (about 220 MB), with the emoji that it draws as a font of its system, and our library in front
 * of its memory calls. SwiftShader stays out: the flags switch GL off.
 */
export async function readBrowserFiles(): Promise<readonly BrowserFile[]> {
  const [chromium, libraries, fonts, emoji, memory] = await Promise.all([
    inflate('chromium.br'),
    untar('al2023.tar.br'),
    untar('fonts.tar.br'),
    emojiFont(),
    buildMemoryLibrary(),
  ]);
  return [
    { path: 'chromium', mode: 0o755, bytes: chromium },
    { path: LAUNCHER.path, mode: 0o755, bytes: Buffer.from(LAUNCHER.script) },
    { path: 'fonts.conf', mode: 0o644, bytes: Buffer.from(FONTS_CONF) },
    ...libraries,
    { path: `lib/${MEMORY_LIBRARY}`, mode: 0o755, bytes: memory },
    ...fonts.filter(({ path }) => path !== 'fonts.conf'),
    { path: 'fonts/NotoColorEmoji.ttf', mode: 0o644, bytes: emoji },
  ];
}

/** Unpacks the browser once into the project's cache; several callers at once are fine. */
export async function installBrowser(): Promise<BrowserFiles> {
  const [emoji, memory] = [emojiFile().sha256, memoryLibraryHash()].map((hash) => hash.slice(0, 8));
  const folder = cachePath(`chromium-${await browserVersion()}-emoji-${emoji}-memory-${memory}`);
  if (existsSync(folder)) return browserFilesIn(folder);
  await mkdir(dirname(folder), { recursive: true });
  const partial = await mkdtemp(join(dirname(folder), 'partial-'));
  try {
    for (const { path, mode, bytes } of await readBrowserFiles()) {
      await mkdir(dirname(join(partial, path)), { recursive: true });
      await writeFile(join(partial, path), bytes, { mode });
    }
    // Another process may have been faster; its browser is as good as ours.
    await rename(partial, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return browserFilesIn(folder);
}

async function versionIn(folder: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string };
  return version;
}

async function inflate(name: string): Promise<Buffer> {
  return promisify(brotliDecompress)(await readFile(join(chromiumPackage, 'bin', name)));
}

async function untar(name: string): Promise<BrowserFile[]> {
  const archive = extract();
  archive.end(await inflate(name));
  const files: BrowserFile[] = [];
  for await (const entry of archive) {
    const { name: path, type, mode } = entry.header;
    const parts: Buffer[] = [];
    for await (const part of entry) parts.push(part as Buffer);
    if (type === 'file') files.push({ path, mode: mode ?? 0o644, bytes: Buffer.concat(parts) });
  }
  return files;
}
