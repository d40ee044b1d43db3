// Switches of the proxies in front of the services of photos.
import type { Asked, Meddle } from '../../fault-proxy.ts';
import { answer, times, where } from '../../meddling.ts';
import type { PhotoFaultParts } from '../photo-fault.ts';

type Switch = Required<Pick<PhotoFaultParts, 'switchOn'>> & { readonly meddled: number };

export function onS3(applies: (asked: Asked) => boolean, meddle: Meddle): Switch {
  return { switchOn: ({ s3 }) => s3.meddle(where(applies, meddle)), meddled: 1 };
}

/** Only the first calls of those that it applies to. */
export function onS3Once(applies: (asked: Asked) => boolean, meddle: Meddle, count = 1): Switch {
  return { switchOn: ({ s3 }) => s3.meddle(where(applies, times(count, meddle))), meddled: count };
}

export function onAws(applies: (asked: Asked) => boolean, meddle: Meddle): Switch {
  return { switchOn: ({ aws }) => aws.meddle(where(applies, meddle)), meddled: 1 };
}

export function onAwsOnce(applies: (asked: Asked) => boolean, meddle: Meddle, count = 1): Switch {
  return { switchOn: ({ aws }) => aws.meddle(where(applies, times(count, meddle))), meddled: count };
}

/** A call of a service of AWS by its name, such as `UpdateItem`, and by what its input has. */
export function calls(name: string, input = /(?:)/): (asked: Asked) => boolean {
  return ({ headers, body }) => String(headers['x-amz-target']).endsWith(`.${name}`) && input.test(body.toString());
}

export const isSource = (method: string) => (asked: Asked) => asked.method === method && asked.path.startsWith('/inbox-');
export const isPhotoFile = (method: string, name: RegExp) => (asked: Asked) =>
  asked.method === method && asked.path.startsWith('/photos-') && name.test(asked.path);

/** As services that speak JSON refuse. */
export function awsRefusal(status: number, code: string): Meddle {
  return answer(status, JSON.stringify({ __type: `com.amazonaws#${code}`, message: code }), {
    'content-type': 'application/x-amz-json-1.1',
  });
}

/** Where the worker's own time ends after a second: four are kept to say how it ended. */
export const SHORT = { remainingMs: 5000 } as const;
