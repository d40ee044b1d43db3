// The options of `npm run package`, which `npm run deploy` has too.
import type { Options, OptionValues } from '../../cli/terminal/option.ts';
import { PACK_FORMS } from '../pack/pack.ts';
import type { GivenParameter } from './parameters.ts';

/**
 * A part of bucket, stack and secret names. With 15 characters the stack's name has 24: where a bucket's name would be longer than 63, as that of
 * the bucket of zips, CloudFormation cuts both the stack's name and the resource's to 24, and the role that deploys would not know it for its own.
 */
const STAGE = /^[a-z][a-z0-9-]{0,14}$/;

const STAGE_OPTION = {
  type: 'string',
  value: 'NAME',
  description: 'which deployment, such as prod; dev if left out',
  parse: (text: string) => (STAGE.test(text) ? text : undefined),
  allowed: '1 to 15 lower-case letters, digits or hyphens, such as prod',
} as const satisfies Options[string];

export const PACKAGE_OPTIONS = {
  stage: STAGE_OPTION,
  param: {
    type: 'string',
    multiple: true,
    value: 'name=value',
    description: 'a parameter of serverless.yml; better written there under params, so that no deployment forgets it',
    parse: givenParameter,
    allowed: 'name=value, such as domain=social.app.com',
  },
  pack: {
    type: 'choice',
    values: PACK_FORMS,
    value: PACK_FORMS.join('|'),
    description: 'how the browser travels: without what drawing does not call, or complete, with a part of it in S3',
    initial: PACK_FORMS[0],
  },
  studio: { type: 'boolean', description: 'puts the static studio into the card site, for bearers of a token: cards studio' },
  verbose: { type: 'boolean', description: 'prints all that osls says' },
} as const satisfies Options;

/** A value that is empty is none to osls. */
function givenParameter(text: string): GivenParameter | undefined {
  const [, name, value] = /^([A-Za-z]\w*)=(.+)$/s.exec(text) ?? [];
  return name === undefined || value === undefined ? undefined : { name, value };
}

/** For osls, `package` and `deploy` alike. */
export function oslsArguments({
  stage,
  param,
}: Pick<OptionValues<typeof PACKAGE_OPTIONS>, 'stage' | 'param'>): readonly string[] {
  return [...(stage === undefined ? [] : ['--stage', stage]), ...param.map(({ name, value }) => `--param=${name}=${value}`)];
}
