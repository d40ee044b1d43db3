'use strict';
// What S3 removes from the picture bucket by itself, without a request that anybody pays for. Pictures of the design versions in
// use stay: one that is gone is drawn again as soon as somebody asks.
const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const BUILT = join(__dirname, '../dist/design-versions.json');

/** S3 takes 1,000 rules (docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-configuration-examples.html); two are ours. */
const MAX_RETIRED = 998;

module.exports = async ({ resolveVariable }) => {
  const inUse = existsSync(BUILT) ? Object.values(JSON.parse(readFileSync(BUILT, 'utf8'))) : [];
  return lifecycleOf(await resolveVariable('param:retiredVersions'), inUse);
};

function lifecycleOf(retiredVersions, inUse) {
  const retired = [...new Set(retiredVersions.split(',').map((version) => version.trim()))].filter(Boolean);
  // A rule for "a" would remove packs and every picture whose version begins with an a.
  const malformed = retired.filter((version) => !/^[0-9a-f]{12}$/.test(version));
  if (malformed.length > 0)
    throw new Error(`retiredVersions: a design version has 12 hex digits; got "${malformed[0].slice(0, 40)}".`);
  const live = retired.filter((version) => inUse.includes(version));
  if (live.length > 0) throw new Error(`retiredVersions: ${live.join(', ')} is what this build draws.`);
  if (retired.length > MAX_RETIRED) throw new Error(`retiredVersions: at most ${MAX_RETIRED}; got ${retired.length}.`);
  return {
    Rules: [
      {
        Id: 'deleted',
        Status: 'Enabled',
        NoncurrentVersionExpiration: { NoncurrentDays: 30 },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      },
      // S3 refuses it together with an expiration in one rule.
      { Id: 'deletion-markers', Status: 'Enabled', ExpiredObjectDeleteMarker: true },
      ...retired.map((version) => ({ Id: `retired-${version}`, Status: 'Enabled', Prefix: `${version}/`, ExpirationInDays: 1 })),
    ],
  };
}

module.exports.lifecycleOf = lifecycleOf;
