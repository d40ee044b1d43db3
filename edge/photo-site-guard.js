const SIGNING_KEYS = '{{signing-keys}}'.split(',');

// CloudFront Function (runtime cloudfront-js-2.0, viewer-request) in front of the photo site's cache: which sizes of photos may be had.
// /<id>/<width>x<height>.<signature>.<type> and /<id>/<width>x<height>-inside.<signature>.<type>; the signature is that of cards, over
// photos/<id>/<width>x<height>.<type>, as card-schema/photo-url.ts writes it. A good one becomes the file's key in the photo bucket, and
// so the cache's key: two signatures, while keys are rotated, are one file. All else ends here, before a function runs for it.
// The keys above are put in at deployment. Plain script by the runtime's rules: no exports, at most 10,240 bytes, no
// timingSafeEqual, no URL, no timers.
// biome-ignore lint/style/useNodejsImportProtocol: the runtime is not Node and knows it by this name only
const crypto = require('crypto');

// Of card-schema/photo-size.ts.
const MAX_SIDE = 2400;
const PATH =
  /^\/([0-9a-hjkmnp-tv-z]{16})\/([1-9][0-9]{0,3})x([1-9][0-9]{0,3})(-inside)?\.([A-Za-z0-9_-]{21}[AQgw])\.(jpg|webp|avif)$/;
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by this name
function handler(event) {
  const request = event.request;
  if (request.method !== 'GET' && request.method !== 'HEAD') return denied();
  const parts = PATH.exec(request.uri);
  if (!parts || Number(parts[2]) > MAX_SIDE || Number(parts[3]) > MAX_SIDE) return denied();
  const key = ['photos/', parts[1], '/', parts[2], 'x', parts[3], parts[4] || '', '.', parts[6]].join('');
  if (!isSignatureValid(key, parts[5])) return denied();
  request.uri = ['/', key].join('');
  request.querystring = {};
  return request;
}

function isSignatureValid(message, signature) {
  let vouched = 0;
  for (let at = 0; at < SIGNING_KEYS.length; at++) {
    const key = SIGNING_KEYS[at].trim();
    // An empty key would be a key that everybody has; braces are a placeholder that nobody replaced.
    if (key === '' || key.indexOf('{{') !== -1) return false;
    // Every key is tried, so that the time does not show which one fitted.
    vouched |= equalInConstantTime(signatureOf(message, key), signature);
  }
  return vouched === 1;
}

// The first 16 bytes of the mac: 21 characters, and one of which only two bits count.
function signatureOf(message, key) {
  const mac = crypto.createHmac('sha256', key).update(message).digest('base64url');
  return [mac.slice(0, 21), 'AQgw'.charAt(BASE64URL.indexOf(mac.charAt(21)) >> 4)].join('');
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
    body: 'No photo is at this address: it has to be signed.\n',
  };
}
