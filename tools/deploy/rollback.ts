/** What to do when a deployment turns out to be wrong. */
export function howToRollBack(former: string | undefined, current: string, stage: string): string {
  if (former === undefined || former === current) {
    return 'To roll back: deploy the commit before this one.';
  }
  const [, commit, changes] = /^([0-9a-f]{40})( .*)?$/.exec(former) ?? [];
  if (commit === undefined) return `To roll back: deploy what was deployed before (${former}).`;
  if (changes !== undefined) return `To roll back: what was deployed before is not a commit (${former}); deploy one before it.`;
  return `To roll back to what was deployed before (commit ${former}):
  git switch --detach ${commit} && npm ci && npm run deploy -- --stage ${stage}
or run the workflow Deploy with that commit. Its pictures, assets and packs are still in the buckets, so no card is drawn again.`;
}
