// Our own project as it is deployed, packaged by osls with its real template; the code of its functions and its browser are left out.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectPath } from '../../project-path.ts';
import { packageInto } from '../support/packaged-template.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import type { MotoCall, Relay } from './relay.ts';

const SCRIPT = projectPath('tests/infra/deploy/deploy-small-project.ts');
const STAGE = 'moto';

export interface RealProject extends AsyncDisposable {
  /** The hash of what draws, as the deployment reads it. */
  readonly bundle: string;
  /** Deploys until it ends, or is killed after a call. */
  deploy(moto: Relay, options?: DeployOptions): Promise<Deployed>;
  /** `npm run deploy -- --remove`, with the name typed. */
  remove(moto: Relay): Promise<Deployed>;
  close(): Promise<void>;
}

export interface DeployOptions {
  readonly killAfter?: (call: MotoCall) => boolean;
  readonly more?: readonly string[];
}

export interface Deployed {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  readonly calls: readonly string[];
}

export async function openRealProject(params: Readonly<Record<string, string>>): Promise<RealProject> {
  const folder = await temporaryFolder('real');
  const packaged = join(folder.path, 'packaged');
  await mkdir(packaged);
  const built = await packageInto(packaged, STAGE, params);
  // A thousand files of fonts would be a thousand uploads more of the same kind.
  const filter = (path: string) => !/\.(woff2|ttf)$/.test(path);
  await cp(built.site, join(packaged, 'dist/upload/card-site'), { recursive: true, filter });
  await cp(projectPath('infra/pictures'), join(packaged, 'dist/upload/pictures'), { recursive: true });
  await mkdir(join(packaged, 'dist/upload/pictures/packs'));
  await writeFile(join(packaged, 'dist/upload/pictures/packs', 'ab'.repeat(32)), 'a pack');
  const { bundle } = JSON.parse(await readFile(join(packaged, 'dist/edge-bundle.json'), 'utf8')) as { readonly bundle: string };
  const given = Object.entries(params).flatMap(([name, value]) => ['--param', `${name}=${value}`]);
  const close = () => folder.remove();
  let serial = 0;
  async function deploy(moto: Relay, args: readonly string[], killAfter?: (call: MotoCall) => boolean): Promise<Deployed> {
    const project = join(folder.path, `project-${serial++}`);
    await mkdir(project);
    // Read before anything is packaged.
    await cp(join(packaged, 'serverless.yml'), join(project, 'serverless.yml'));
    return run(packaged, moto, [SCRIPT, project, packaged, '--stage', STAGE, ...args], killAfter);
  }
  return {
    bundle,
    deploy: (moto, { killAfter, more = [] } = {}) => deploy(moto, [...given, ...more], killAfter),
    remove: (moto) => deploy(moto, ['--remove', '--confirm', `edgecard-${STAGE}`]),
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function run(
  cwd: string,
  moto: Relay,
  args: readonly string[],
  killAfter?: (call: MotoCall) => boolean,
): Promise<Deployed> {
  const from = moto.calls.length;
  const quiet = { SLS_AWS_MONITORING_FREQUENCY: '50', SLS_TELEMETRY_DISABLED: '1', SLS_NOTIFICATIONS_MODE: 'off' };
  const child = spawn(process.execPath, args, {
    cwd,
    detached: true, // a process group, so that osls dies with it
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...moto.environment, ...quiet },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (output += part));
  moto.after = (call) => {
    if (!child.pid || !killAfter?.(call)) return;
    moto.after = () => undefined;
    process.kill(-child.pid, 'SIGKILL');
  };
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]; // as Node documents it
  moto.after = () => undefined;
  return { code, signal, output, calls: moto.calls.slice(from) };
}
