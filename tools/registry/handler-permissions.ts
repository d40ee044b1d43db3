// What CloudFormation asks of AWS on behalf of the person who deploys, as the schemas of its registry say it for each type of resource: the
// `handlers` of https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExpectedError } from '../../cli/terminal/errors.ts';
import { projectPath } from '../../project-path.ts';
import { resourceTypes } from './resource-types.ts';

/** By what it is needed for. `list` is left out: no stack ever lists. */
export const HANDLERS = ['create', 'read', 'update', 'delete', 'tagging'] as const;

export type HandlerPermissions = Readonly<Partial<Record<(typeof HANDLERS)[number], readonly string[]>>>;

export interface RegistryPermissions {
  /** Where the schemas are from, and of when. */
  readonly source: string;
  /** Absent: types whose schema names no permissions, which CloudFormation made before it had a registry. */
  readonly types: Readonly<Record<string, HandlerPermissions>>;
}

interface Schema {
  readonly typeName?: string;
  readonly handlers?: Readonly<Record<string, { readonly permissions?: readonly string[] }>>;
  readonly tagging?: { readonly permissions?: readonly string[] };
}

/** Written by `npm run registry`. */
export const PERMISSIONS_FILE = projectPath('tools/registry/handler-permissions.json');

export function registryPermissions(): RegistryPermissions {
  return JSON.parse(readFileSync(PERMISSIONS_FILE, 'utf8')) as RegistryPermissions; // of readPermissions
}

/** Reads a folder of schemas, a JSON file a type, for the types of our template. Throws ExpectedError. */
export function readPermissions(folder: string, source: string): RegistryPermissions {
  const wanted = new Set(resourceTypes());
  const schemas = readdirSync(folder)
    .filter((name) => name.endsWith('.json') && mayHold(name, wanted))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Schema);
  const found = schemas.filter(({ typeName }) => wanted.has(typeName ?? ''));
  if (found.length === 0) throw new ExpectedError('no_schemas', `${folder} holds no schema of a type in infra/.`);
  const types = found
    .map((schema) => [String(schema.typeName), permissionsOf(schema)] as const)
    .filter(([, permissions]) => Object.keys(permissions).length > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return { source, types: Object.fromEntries(types) };
}

/** `aws-s3-bucket.json` in AWS's own archive, `AWS_S3_Bucket.json` elsewhere. */
function mayHold(name: string, wanted: ReadonlySet<string>): boolean {
  const letters = name
    .replace(/\.json$/, '')
    .replace(/[^a-z0-9]/gi, '')
    .toLowerCase();
  return [...wanted].some((type) => type.replaceAll(':', '').toLowerCase() === letters);
}

function permissionsOf({ handlers = {}, tagging }: Schema): HandlerPermissions {
  const all = HANDLERS.map((name) => {
    const permissions = name === 'tagging' ? tagging?.permissions : handlers[name]?.permissions;
    return [name, [...new Set(permissions)].sort()] as const;
  });
  return Object.fromEntries(all.filter(([, permissions]) => permissions.length > 0));
}
