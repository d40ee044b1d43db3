// Addresses that nobody has signed so: they end in front of the cache.
import { signatureOf } from '../../../../card-schema/signature.ts';
import { DEVELOPMENT_KEYS } from '../../../../edge/core/config.ts';
import { pass } from '../../fault-proxy.ts';
import { ask, FILE, open, site } from '../asking-sizes.ts';
import type { PhotoBench } from '../photo-bench.ts';
import type { PhotoFault } from '../photo-fault.ts';

const { signing: signingKey } = DEVELOPMENT_KEYS;

/** Refused in front of the cache: no function is asked, and no S3. */
function refused(name: string, path: (good: URL, id: string) => Promise<string> | string, method = 'GET'): PhotoFault {
  const seen = new WeakMap<PhotoBench, readonly string[]>();
  return {
    ...site,
    name,
    async deliver(bench) {
      const { at, address, id } = await open(bench);
      let asked = 0;
      bench.s3.meddle(async (exchange) => {
        asked++;
        await pass(exchange);
      });
      const { status, cached } = await ask(`${at.url}${await path(new URL(address), id)}`, method);
      const untouched = asked === 0 && at.runs() === 0;
      const good = await ask(address);
      seen.set(bench, [
        ...(status === 403 && (cached ?? 'no-store') === 'no-store' ? [] : [`answers ${status}, ${cached}`]),
        ...(untouched ? [] : [`asks S3 ${asked} times and the function ${at.runs()} times`]),
        ...(good.status === 200 && asked > 0 && at.runs() === 1 ? [] : [`answers ${good.status} for the right address`]),
      ]);
    },
    after: (bench) => seen.get(bench) ?? ['nobody has asked'],
    checked: true,
  };
}

const signed = async (id: string, file: string, key: string = signingKey) =>
  `/${id}/${file.replace(/\.(\w+)$/, `.${await signatureOf(`photos/${id}/${file}`, key)}.$1`)}`;

export const PHOTO_ADDRESS_FAULTS: readonly PhotoFault[] = [
  refused('a signature is forged', ({ pathname }) => pathname.replace(/\.[\w-]{22}\./, `.${'A'.repeat(22)}.`)),
  refused('an address has no signature', ({ pathname }) => pathname.replace(/\.[\w-]{22}\./, '.')),
  refused('a signature is of another size', ({ pathname }) => pathname.replace('300x', '301x')),
  refused('a signature is of another fit', ({ pathname }) => pathname.replace('x200.', 'x200-inside.')),
  refused('a signature is of another type', ({ pathname }) => pathname.replace('.webp', '.avif')),
  refused('a signature is of another photo', ({ pathname }, id) => pathname.replace(id, '7h3k9m2p4q8r5t6v')),
  refused('an address is signed with the key of another team', (_, id) => signed(id, FILE, 'k'.repeat(32))),
  refused('an address of more than 2,400 pixels is signed', (_, id) => signed(id, '4000x4000.webp')),
  refused('an address of a type that there is not is signed', (_, id) => signed(id, '300x200.svg')),
  refused('a file is asked for by its key', (_, id) => `/photos/${id}/1600.jpg`),
  refused('a master is asked for by its key', (_, id) => `/masters/${id}.webp`),
  refused('a right address is posted to', ({ pathname }) => pathname, 'POST'),
];
