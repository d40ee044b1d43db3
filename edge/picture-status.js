// CloudFront Function (runtime cloudfront-js-2.0, viewer-response) behind the pictures: writes what became of the card (x-card-status)
// into the access log, whose field viewer-response-log-data holds it. It changes no answer, and a failure of it would be a failure of every
// answer, so it takes nothing for granted.
import cf from 'cloudfront';

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by this name
function handler(event) {
  const status = event.response.headers['x-card-status'];
  if (status && cf.logCustomData) cf.logCustomData(status.value);
  return event.response;
}
