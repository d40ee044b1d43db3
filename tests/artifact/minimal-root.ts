// A root file system with Node, a shell, the C library and nothing else: no libnss3, no fonts, no package of this project.
// It stands for Lambda's image. A debootstrap root would hold more, and so prove less.
import { execFileSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { chmod, copyFile, mkdir, realpath, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';
import { temporaryFolder } from '../support/temporary-folder.ts';

export interface MinimalRoot {
  readonly folder: string;
  /** Unzips a function's zip to where Lambda puts it. */
  install(zip: string, at: string): Promise<void>;
  remove(): Promise<void>;
}

const PROGRAMS = { '/usr/bin/node': process.execPath, '/bin/sh': '/bin/sh' } as const;

export async function makeMinimalRoot(): Promise<MinimalRoot> {
  const folder = await temporaryFolder('root');
  const inRoot = (path: string) => join(folder.path, path);
  for (const path of ['/proc', '/dev', '/tmp', '/var/task', '/etc', '/usr/bin', '/bin'])
    await mkdir(inRoot(path), { recursive: true });
  await chmod(inRoot('/tmp'), 0o1777);
  for (const [at, program] of Object.entries(PROGRAMS)) {
    const real = await realpath(program);
    await copyFile(real, inRoot(at));
    for (const library of librariesOf(real).flatMap(withRestOfLibc)) await copyInto(library, inRoot(library));
  }
  // As on Lambda, the user that runs the function has an entry; HOME is not set there.
  await writeFile(inRoot('/etc/passwd'), 'sandbox:x:0:0::/home/sandbox:/sbin/nologin\n');
  return {
    folder: folder.path,
    install: (zip, at) => unzip(zip, inRoot(at)),
    // What was killed a moment ago may still be writing its last.
    remove: () => folder.remove(),
  };
}

/** The shared libraries that a program names, with the dynamic linker. */
function librariesOf(program: string): readonly string[] {
  const listing = execFileSync('ldd', [program], { encoding: 'utf8' });
  return [...listing.matchAll(/(?:=> )?(\/\S+) \(0x/g)].map(([, path = '']) => path);
}

/** A part of the C library that Node does not name, and sharp does. */
function withRestOfLibc(library: string): readonly string[] {
  return basename(library) === 'libc.so.6' ? [library, join(dirname(library), 'libresolv.so.2')] : [library];
}

async function copyInto(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(await realpath(from), to);
}

async function unzip(zip: string, to: string): Promise<void> {
  const archive = await openPromise(zip, { lazyEntries: true });
  for await (const entry of archive.eachEntry()) {
    const path = join(to, entry.fileName);
    await mkdir(dirname(path), { recursive: true });
    await pipeline(await archive.openReadStreamPromise(entry), createWriteStream(path));
  }
}
