'use strict';
// infra/card-site-headers.json, in CloudFront's form. Six headers have fields of their own: as a custom header CloudFront
// refuses them ("… is a security header and cannot be set as custom header").
const headers = require('./card-site-headers.json');

const SECURITY_HEADERS = {
  'content-security-policy': (value) => ({ ContentSecurityPolicy: { ContentSecurityPolicy: value, Override: true } }),
  'referrer-policy': (value) => ({ ReferrerPolicy: { ReferrerPolicy: value, Override: true } }),
  'strict-transport-security': (value) => ({ StrictTransportSecurity: { ...transportSecurity(value), Override: true } }),
  'x-content-type-options': (value) => ({ ContentTypeOptions: only('nosniff', value, { Override: true }) }),
  'x-frame-options': (value) => ({ FrameOptions: { FrameOption: value.toUpperCase(), Override: true } }),
  'x-xss-protection': (value) => ({ XSSProtection: only('0', value, { Protection: false, Override: true }) }),
};

function policyOf(group) {
  const all = Object.entries(group);
  const security = all.filter(([name]) => Object.hasOwn(SECURITY_HEADERS, name.toLowerCase()));
  const custom = all.filter(([name]) => !Object.hasOwn(SECURITY_HEADERS, name.toLowerCase()));
  return {
    security: Object.assign({}, ...security.map(([name, value]) => SECURITY_HEADERS[name.toLowerCase()](value))),
    custom: { Items: custom.map(([Header, Value]) => ({ Header, Value, Override: true })) },
  };
}

function transportSecurity(value) {
  const [, seconds, rest] = /^max-age=(\d+)(.*)$/i.exec(value) ?? [];
  if (seconds === undefined) throw new Error(`strict-transport-security must begin with max-age=<seconds>; got "${value}".`);
  return {
    AccessControlMaxAgeSec: Number(seconds),
    IncludeSubdomains: /;\s*includeSubDomains\b/i.test(rest),
    Preload: /;\s*preload\b/i.test(rest),
  };
}

function only(allowed, value, field) {
  if (value !== allowed) throw new Error(`CloudFront can send this header only as "${allowed}"; got "${value}".`);
  return field;
}

module.exports = { policyOf, page: policyOf(headers.page), assets: policyOf(headers.assets) };
