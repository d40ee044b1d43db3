const TEMPLATES = JSON.parse('{{templates}}');

// CloudFront Function (runtime cloudfront-js-2.0, viewer-request) in front of the pictures' cache: all addresses of one card get one
// cache key, and what cannot be a card gets that of the default card, before a Lambda function runs for it.
// - What RFC 3986 calls equivalent is made equal, as card-schema/normal-path.ts does it: escapes of unreserved characters are decoded
//   (once), dot segments removed, slashes in a row made one.
// - The design version becomes the template's current one, whatever it was and if there was none: an old address shows the card as it
//   is now, and a deploy that changes a template's pixels changes the cache keys of its cards.
// - What by its shape is not a card becomes /default.jpg. Nothing is refused here, and no key is known: whether a payload is a card and
//   its signature good is for origin-request to judge, which takes every address as well without this function.
// The templates are put in at deployment: name → [design version, addressing, whether signed, and for closed ones a list of values or
// two bounds for each field]. Plain script by the runtime's rules: no exports, at most 10,240 bytes, no URL.

const DEFAULT_PATH = '/default.jpg';
const KEPT = ['/robots.txt', '/favicon.ico', DEFAULT_PATH];
// MAX_PATH_LENGTH in card-schema/card-path.ts.
const MAX_LENGTH = 4096;
const PATH = /^\/(?:~[0-9a-f]{12}\/)?(?:([a-z][a-z0-9]{0,30})\/)?([A-Za-z0-9_-]+)(?:\.([A-Za-z0-9_-]{21}[AQgw]))?\.jpg$/;
const UNRESERVED = /[A-Za-z0-9._~-]/;

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by this name
function handler(event) {
  const request = event.request;
  request.uri = cacheKeyOf(normal(request.uri));
  request.querystring = {};
  return request;
}

function normal(path) {
  const decoded = path.replace(/%([0-9A-Fa-f]{2})/g, (escaped, hex) => {
    const character = String.fromCharCode(parseInt(hex, 16));
    return UNRESERVED.test(character) ? character : escaped;
  });
  const segments = decoded.split('/');
  const kept = [];
  for (let at = 0; at < segments.length; at++) {
    if (segments[at] === '..') kept.pop();
    else if (segments[at] !== '.' && segments[at] !== '') kept.push(segments[at]);
  }
  const last = segments[segments.length - 1];
  // A folder is not a card, and stays one.
  return ['/', kept.join('/'), last === '' || last === '.' || last === '..' ? '/' : ''].join('');
}

function cacheKeyOf(path) {
  if (KEPT.indexOf(path) !== -1) return path;
  const parts = PATH.exec(path);
  if (!parts) return DEFAULT_PATH;
  const values = parts[2];
  const name = parts[1] || templateWithoutFolder(values);
  if (!isTemplate(name)) return DEFAULT_PATH;
  const template = TEMPLATES[name];
  const addressing = template[1];
  const isOpen = addressing === 'open';
  const isSigned = template[2] === 1;
  const isInFolder = isOpen || addressing === 'closed';
  if (isInFolder !== (parts[1] !== undefined) || isSigned !== (parts[3] !== undefined)) return DEFAULT_PATH;
  if (isOpen ? !canBePayload(values) : !areValues(values, name, template)) return DEFAULT_PATH;
  const file = [
    isInFolder ? name : '',
    isInFolder ? '/' : '',
    values,
    isSigned ? '.' : '',
    isSigned ? parts[3] : '',
    '.jpg',
  ].join('');
  if (`/${file}` === DEFAULT_PATH) return DEFAULT_PATH;
  const key = ['/~', template[0], '/', file].join('');
  return key.length > MAX_LENGTH ? DEFAULT_PATH : key;
}

// The runtime has no Object.hasOwn.
function isTemplate(name) {
  return Object.keys(TEMPLATES).indexOf(name) !== -1;
}

function templateWithoutFolder(values) {
  if (isTemplate(values) && TEMPLATES[values][1] === 'fixed') return values;
  return Object.keys(TEMPLATES).filter((name) => TEMPLATES[name][1] === 'root')[0];
}

// What base64url makes of the brackets of a JSON array: how it begins, and, by the length modulo four, how it ends.
function canBePayload(text) {
  return /^W[w-z0-9_-]/.test(text) && text.charAt(text.length - 1) === ['d', '', 'Q', '0'][text.length % 4];
}

function areValues(text, name, template) {
  if (template[1] === 'fixed') return text === name;
  const values = text.split('-');
  const fields = template.slice(3);
  return values.length === fields.length && values.every((value, at) => isValue(value, fields[at]));
}

function isValue(value, field) {
  if (typeof field[0] === 'string') return field.indexOf(value) !== -1;
  return /^(?:0|[1-9][0-9]{0,14})$/.test(value) && field[0] <= Number(value) && Number(value) <= field[1];
}
