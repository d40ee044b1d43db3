const PAGE_KEYS = '{{page-keys}}'.split(',');

// CloudFront Function (runtime cloudfront-js-2.0, viewer-request): who may open a card's page, or the studio at /studio.
// The query is ?token=<expiry>.<mac>: expiry in unix seconds, mac = base64url of HMAC-SHA-256(page key, path, newline, expiry).
// Or ?token=<design version>.<expiry>.<mac>, with newline and design version at the end of what the mac is made of: it opens the
// page of that design, which stays when another is deployed.
// The keys above are put in at deployment. Plain script by the runtime's rules: no exports, at most 10,240 bytes, no
// timingSafeEqual, no URL, no timers.
// biome-ignore lint/style/useNodejsImportProtocol: the runtime is not Node and knows it by this name only
const crypto = require('crypto');

// A token lives for 60 seconds; the rest is for clocks that differ.
const MAX_AHEAD_SECONDS = 90;

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by this name
function handler(event) {
  const request = event.request;
  if (request.method !== 'GET' && request.method !== 'HEAD') return denied();
  const names = Object.keys(request.querystring);
  if (names.length !== 1 || names[0] !== 'token') return denied();
  const token = request.querystring.token;
  if (token.multiValue) return denied();
  const parts = /^(?:([0-9a-f]{12})\.)?([1-9][0-9]{9,10})\.([A-Za-z0-9_-]{43})$/.exec(token.value);
  if (!parts) return denied();
  const ahead = Number(parts[2]) - Date.now() / 1000;
  // Written so that a value that is not a number is refused as well.
  if (!(ahead > 0 && ahead <= MAX_AHEAD_SECONDS)) return denied();
  // The newline keeps the last digits of a path from being read as the first of the expiry.
  const message = parts[1] ? [request.uri, parts[2], parts[1]] : [request.uri, parts[2]];
  if (!isTokenValid(message.join('\n'), parts[3])) return denied();
  // One page draws every card; without the token it has few addresses, and nothing further down sees a secret.
  request.uri = parts[1] ? ['/pages/', parts[1], '.html'].join('') : request.uri === '/studio' ? '/studio.html' : '/index.html';
  request.querystring = {};
  return request;
}

function isTokenValid(message, mac) {
  let vouched = 0;
  for (let at = 0; at < PAGE_KEYS.length; at++) {
    const key = PAGE_KEYS[at].trim();
    // An empty key would be a key that everybody has; braces are a placeholder that nobody replaced.
    if (key === '' || key.indexOf('{{') !== -1) return false;
    // Every key is tried, so that the time does not show which one fitted.
    vouched |= equalInConstantTime(crypto.createHmac('sha256', key).update(message).digest('base64url'), mac);
  }
  return vouched === 1;
}

// Looks at every character, wherever the first difference is. 1 when equal, else 0.
function equalInConstantTime(a, b) {
  let difference = a.length ^ b.length;
  for (let at = 0; at < a.length; at++) difference |= a.charCodeAt(at) ^ b.charCodeAt(at);
  return difference === 0 ? 1 : 0;
}

// The same answer for every reason: nobody learns from it what was wrong.
function denied() {
  return {
    statusCode: 403,
    statusDescription: 'Forbidden',
    headers: {
      'cache-control': { value: 'no-store' },
      'content-type': { value: 'text/plain; charset=utf-8' },
      'x-content-type-options': { value: 'nosniff' },
    },
    body: 'This page opens with a valid token only.\n',
  };
}
