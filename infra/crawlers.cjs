'use strict';
// Whom the firewall's rules of rate and reputation are about: everybody but the networks' crawlers, by what they call themselves
// (infra/crawlers.json, which `cards traffic` reads as well). They ask from few addresses for many cards, and some of them run on AWS,
// whose list of bad addresses may hold them; a preview that was blocked once stays away. Whoever else calls himself so gets past these
// two rules and no other, and pays for nothing but hits: the brake counts his cards too.
const crawlers = require('./crawlers.json');

/** WAF's limit: AWS WAF quotas, "characters in a regex pattern". */
const MAX_PATTERN_CHARACTERS = 512;

function patternOf(list) {
  const tokens = [...new Set(list.flatMap((crawler) => crawler.tokens))];
  // One that contains another adds nothing.
  const shortest = tokens.filter((token) => !tokens.some((other) => other !== token && token.includes(other)));
  const pattern = shortest.map((token) => token.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  if (pattern.length > MAX_PATTERN_CHARACTERS)
    throw new Error(
      `The crawlers of infra/crawlers.json make a pattern of ${pattern.length} characters; WAF takes ${MAX_PATTERN_CHARACTERS}.`,
    );
  return pattern;
}

const everybodyElse = {
  NotStatement: {
    Statement: {
      RegexMatchStatement: {
        RegexString: patternOf(crawlers),
        FieldToMatch: { SingleHeader: { Name: 'user-agent' } },
        TextTransformations: [{ Priority: 0, Type: 'LOWERCASE' }],
      },
    },
  },
};

module.exports = { patternOf, everybodyElse };
