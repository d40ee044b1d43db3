// The host's name and its certificate.
import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { isIP } from 'node:net';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import { reasonOf } from '../../local/http/get.ts';
import { type Check, type DoctorSubject, fault, faultsOr, notChecked, ok } from './subject.ts';
import { TLS_POLICY } from './tls-policy.ts';

/** ACM renews 60 days before the end: a certificate that has less left was not renewed. */
const MIN_DAYS_LEFT = 21;
const DAY_MS = 86_400_000;
const MAX_CONNECT_MS = 10_000;

export const dns: Check = async (subject) => {
  const { hostname } = new URL(subject.pictures);
  if (subject.isLocal || isIP(hostname) !== 0) return [notChecked('an address in numbers needs no name')];
  try {
    const addresses = await lookup(hostname, { all: true });
    const families = new Set(addresses.map(({ family }) => `IPv${family}`));
    return [ok(`${hostname} has ${addresses.length} addresses, ${[...families].sort().join(' and ')}`)];
  } catch (error) {
    const target = subject.deployment ? new URL(subject.deployment.pictures).hostname : 'the output PictureDomain of the stack';
    return [
      fault(`${hostname} has no address (${reasonOf(error)})`, `Point it to ${target}: A and AAAA as aliases, or a CNAME.`),
    ];
  }
};

export const tls: Check = async (subject) => {
  const { protocol, hostname } = new URL(subject.pictures);
  if (protocol !== 'https:') {
    if (subject.isLocal) return [notChecked('the local stack speaks plain HTTP')];
    return [fault(`${subject.pictures} is plain HTTP`, 'Give the https address, as pages do.')];
  }
  const certificate = await certificateOf(subject);
  if (typeof certificate === 'string') {
    return [
      fault(
        `no trusted connection to ${hostname}: ${certificate}`,
        'Look at the certificate in ACM (us-east-1): is it issued, for this name, and the one of the parameter certificateArn?',
      ),
    ];
  }
  const daysLeft = Math.floor((certificate.endsMs - Date.now()) / DAY_MS);
  const faults =
    daysLeft < MIN_DAYS_LEFT
      ? [fault(`the certificate ends in ${daysLeft} days`, 'ACM could not renew it: is its DNS validation record still there?')]
      : [];
  const old = await takesOldTls(subject);
  // With the default certificate CloudFront takes TLS 1.0 whatever is set (CloudFront API, ViewerCertificate).
  const ownName = !hostname.endsWith('.cloudfront.net');
  if (old && ownName)
    faults.push(fault('it takes TLS 1.1', `Set MinimumProtocolVersion to ${TLS_POLICY} in infra/pictures.yml, and deploy.`));
  return faultsOr(
    faults,
    `${certificate.protocol}, certificate for ${daysLeft} days${old ? '; CloudFront’s own name takes TLS 1.1' : ''}`,
  );
};

async function certificateOf(subject: DoctorSubject): Promise<{ endsMs: number; protocol: string } | string> {
  try {
    return await withConnection(subject, {}, (socket) => ({
      endsMs: Date.parse(socket.getPeerCertificate().valid_to),
      protocol: socket.getProtocol() ?? 'TLS',
    }));
  } catch (error) {
    return reasonOf(error);
  }
}

async function takesOldTls(subject: DoctorSubject): Promise<boolean> {
  // OpenSSL itself offers TLS 1.1 at security level 0 only.
  const old: ConnectionOptions = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' };
  return withConnection(subject, old, () => true).catch(() => false);
}

async function withConnection<T>(
  { pictures }: DoctorSubject,
  options: ConnectionOptions,
  use: (socket: TLSSocket) => T,
): Promise<T> {
  const { hostname, port } = new URL(pictures);
  const signal = AbortSignal.timeout(MAX_CONNECT_MS);
  const socket = connect({ host: hostname, servername: hostname, port: Number(port || 443), ...options });
  try {
    await once(socket, 'secureConnect', { signal });
    return use(socket);
  } finally {
    socket.destroy();
  }
}
