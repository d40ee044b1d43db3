// A stack that is well, and proxies that plant a fault before it.
import { join } from 'node:path';
import type { TlsOptions } from 'node:tls';
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import type { Diagnosis } from '../../../cli/doctor/diagnose.ts';
import type { DoctorSubject } from '../../../cli/doctor/subject.ts';
import { DEVELOPMENT_KEYS } from '../../../edge/core/config.ts';
import { LOCAL_BUCKET } from '../../../local/stack/config.ts';
import { readDesignVersions } from '../../../local/stack/sandbox.ts';
import { type Stack, startStack } from '../../../local/stack/stack.ts';
import { localClient } from '../../../local/stack/store.ts';
import { type Outcome, runCards } from '../../cli/run-cards.ts';
import { recordingLog } from '../../support/log.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';
import { type FaultyProxy, type Plant, startFaultyProxy } from './faulty-proxy.ts';

let data: TemporaryFolder;
export let stack: Stack;
export let healthy: DoctorSubject;

const proxies: FaultyProxy[] = [];
export async function standBefore(target: string, plant: Plant, tls?: TlsOptions): Promise<string> {
  const proxy = await startFaultyProxy(target, plant, tls);
  proxies.push(proxy);
  return proxy.origin;
}

export const findings = ({ out }: Outcome) => (JSON.parse(out) as { findings: readonly Diagnosis[] }).findings;
export const faultsIn = (found: readonly Diagnosis[]) => found.filter(({ state }) => state === 'fault');
export const isNoCard = (path: string) => path.includes('no-such-card');

export const doctor = (args: readonly string[], env?: Readonly<Record<string, string>>) =>
  runCards(data.path, ['doctor', ...args], env);

/** Opens what the tests of a file share, and closes it. */
export function shareHealthyStack(): void {
  beforeAll(async () => {
    data = await temporaryFolder('doctor');
    stack = await startStack({ port: 0, data: data.path, log: recordingLog().log });
    healthy = {
      pictures: stack.cdn,
      cardSite: stack.cardSite,
      isLocal: true,
      bucketAddresses: [`${stack.s3}/${LOCAL_BUCKET}`],
      bucket: { client: localClient(stack.s3), name: LOCAL_BUCKET },
      signingKey: DEVELOPMENT_KEYS.signing,
      pageKey: DEVELOPMENT_KEYS.page,
      build: await readDesignVersions(),
      packaged: join(data.path, 'nothing-packaged'),
      maxSecretAgeDays: 365,
    };
  });
  afterAll(async () => {
    healthy.bucket?.client.destroy();
    await stack.close();
    await data.remove();
  });
  afterEach(async () => {
    for (const proxy of proxies.splice(0)) await proxy.close();
  });
}
