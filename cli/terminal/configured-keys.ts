/** What holds keys, for the commands that sign or check. */
export type KeyVariable = 'EDGECARD_SIGNING_KEY' | 'EDGECARD_PAGE_KEY';

/** The keys in a variable, separated by commas as in the secret (docs/7-deploy.md): the first signs, all are accepted. */
export function configuredKeys(variable: KeyVariable): readonly string[] {
  return (process.env[variable] ?? '')
    .split(',')
    .map((key) => key.trim())
    .filter((key) => key !== '');
}
