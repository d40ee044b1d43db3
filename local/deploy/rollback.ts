/** What to do when a deployment turns out to be wrong. */
export function howToRollBack(former: string | undefined, current: string, stage: string): string {
  if (former === undefined || former === current) {
    return 'To roll back: deploy the commit before this one.';
  }
  const commit = former.split(' ', 1)[0];
  return `To roll back to what was deployed before (commit ${former}):
  git switch --detach ${commit} && npm ci && npm run deploy -- --stage ${stage}
or run the workflow Deploy with that commit. Its pictures, assets and packs are still in the buckets, so no card is drawn again.`;
}
