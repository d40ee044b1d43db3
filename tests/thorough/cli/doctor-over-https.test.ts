import { readFile } from 'node:fs/promises';
import type { TlsOptions } from 'node:tls';
import { describe, expect, test } from '@jest/globals';
import { projectPath } from '../../../project-path.ts';
import { doctor, faultsIn, findings, shareHealthyStack, stack, standBefore } from '../../browser/cli/healthy-stack.ts';

shareHealthyStack();

describe('over https', () => {
  const tlsFile = (name: string) => projectPath('tests/support/tls', name);
  const trusted = (certificate: string) => ({ NODE_EXTRA_CA_CERTS: tlsFile(certificate) });
  const serverOptions = async (certificate: string): Promise<TlsOptions> => ({
    key: await readFile(tlsFile('localhost-key.pem')),
    cert: await readFile(tlsFile(certificate)),
  });

  test('name and certificate are looked at, and public development keys are a fault', async () => {
    const certificate = 'localhost-cert.pem';
    const origin = await standBefore(stack.cdn, (answered) => answered, await serverOptions(certificate));
    const diagnosis = await doctor([origin, '--card-site', stack.cardSite, '--json'], trusted(certificate));
    const found = findings(diagnosis);
    expect(found.slice(0, 3)).toMatchObject([
      { check: 'dns', state: 'ok', found: expect.stringMatching(/^localhost has \d addresses/) },
      { check: 'tls', state: 'ok', found: expect.stringMatching(/^TLSv1\.3, certificate for \d{5} days$/) },
      { check: 'card', state: 'ok' },
    ]);
    expect(faultsIn(found).map((one) => one.found)).toEqual([
      'a card signed with the public development key shows a card (x-card-status: drawn)',
      'a card page opens with a token of the public development key',
    ]);
    expect(diagnosis.code).toBe(1);
  });

  test('a certificate that has ended is reported, and no answer is trusted', async () => {
    const certificate = 'localhost-ended-cert.pem';
    const origin = await standBefore(stack.cdn, (answered) => answered, await serverOptions(certificate));
    const found = findings(await doctor([origin, '--json'], trusted(certificate)));
    expect(faultsIn(found)).toMatchObject([
      { check: 'address', found: `nothing answers at ${origin} (CERT_HAS_EXPIRED)` },
      { check: 'tls', found: 'no trusted connection to localhost: CERT_HAS_EXPIRED' },
    ]);
  });

  test('a server that takes TLS 1.1 is reported', async () => {
    const certificate = 'localhost-cert.pem';
    const old = { ...(await serverOptions(certificate)), minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    const origin = await standBefore(stack.cdn, (answered) => answered, old);
    const tls = findings(await doctor([origin, '--json'], trusted(certificate))).filter(({ check }) => check === 'tls');
    expect(tls).toMatchObject([{ state: 'fault', found: 'it takes TLS 1.1' }]);
  });

  test('a name that does not resolve is reported', async () => {
    const found = findings(await doctor(['https://cards.invalid', '--json']));
    expect(faultsIn(found)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ check: 'dns', found: expect.stringMatching(/^cards\.invalid has no address/) }),
      ]),
    );
  });
});
