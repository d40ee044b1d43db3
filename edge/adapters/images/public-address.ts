import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { CardError } from '../../../card-schema/errors.ts';

/**
 * Whether an address belongs to the public internet. Everything that ipaddr.js has another name for than unicast is refused:
 * loopback, private, link-local (with the cloud's metadata service), CGNAT, multicast, reserved, 6to4, Teredo and so on.
 * IPv4 written as IPv6 counts as the IPv4 address.
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.process(address);
  return parsed.range() === 'unicast' && (parsed instanceof ipaddr.IPv4 || isGlobal(parsed));
}

/**
 * Of IPv6, all that is routed lies in 2000::/3. ipaddr.js calls the unassigned rest unicast as well: also ::a.b.c.d, the
 * forgotten way to write an IPv4 address. An address that ends in 5efe:a.b.c.d leads to an IPv4 address too (ISATAP).
 */
function isGlobal({ parts }: ipaddr.IPv6): boolean {
  const [first = 0, , , , fifth = 0, sixth] = parts;
  const isatap = (fifth & 0xfdff) === 0 && sixth === 0x5efe;
  return first >> 13 === 1 && !isatap;
}

/** A `lookup` for node:https that refuses before a connection is opened, so that a name cannot change between check and use. */
export function guardedLookup(mayConnect: (address: string) => boolean, lookup: LookupFunction = systemLookup): LookupFunction {
  return (host, options, callback) => {
    lookup(host, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '');
      const addresses = Array.isArray(found) ? found : [{ address: found, family: 4 }];
      const refused = addresses.find(({ address }) => !mayConnect(address));
      const [first] = addresses;
      if (refused || !first) {
        return callback(
          new CardError('image_refused', `${host} is at ${refused?.address ?? 'no address'}, which is not public.`),
          '',
        );
      }
      if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}
