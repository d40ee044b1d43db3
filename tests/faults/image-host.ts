// A host of images with a certificate of its own, for functions that run from their source.
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createImageFetcher } from '../../edge/adapters/images/image-fetcher.ts';
import { isPublicAddress } from '../../edge/adapters/images/public-address.ts';
import type { FetchImage } from '../../edge/core/ports.ts';
import { projectPath } from '../../project-path.ts';

/** As its certificate has it; the other one has no address. */
export const IMAGE_HOST = 'images.example.com';
export const LOST_HOST = 'other.example.com';

export type AnswerImage = (response: ServerResponse, path: string) => void;

export interface ImageHost {
  /** Another way to answer; without one every path is a portrait. */
  answerBy(answer?: AnswerImage): void;
  readonly fetchImageFor: (hosts: readonly string[]) => FetchImage;
  close(): Promise<void>;
}

const tls = (name: string) => readFileSync(new URL(`../support/tls/${name}.pem`, import.meta.url), 'utf8');
const PORTRAIT = readFileSync(projectPath('local/demo/images/jonas.jpg'));
const answerRight: AnswerImage = (response) => response.writeHead(200, { 'content-type': 'image/jpeg' }).end(PORTRAIT);

export async function startImageHost(): Promise<ImageHost> {
  let answer = answerRight;
  const server = createServer({ key: tls('key'), cert: tls('cert') }, ({ url = '' }, response) => answer(response, url));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // of a server that listens on a port
  return {
    answerBy(other = answerRight) {
      answer = other;
      server.closeAllConnections();
    },
    fetchImageFor: (hosts) =>
      createImageFetcher({
        hosts,
        port,
        ca: tls('cert'),
        mayConnect: (address) => address === '127.0.0.1' || isPublicAddress(address),
        lookup: (host, _, callback) =>
          host === IMAGE_HOST
            ? callback(null, [{ address: '127.0.0.1', family: 4 }])
            : callback(Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' }), []),
      }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
