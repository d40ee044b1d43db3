// Which browsers draw a live card as the edge does.
import { expect, test } from '@jest/globals';
import { drawsAsChromium } from '../../card-site/studio/own-engine.tsx';

const LINUX = 'Mozilla/5.0 (X11; Linux x86_64)';
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';

test.each([
  ['Chrome', `${LINUX} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36`, true],
  ['Edge', `${LINUX} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36 Edg/153.0.0.0`, true],
  ['headless Chromium', `${LINUX} AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/153.0.0.0 Safari/537.36`, true],
  ['Firefox', 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0', false],
  ['Safari', 'Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15', false],
  ['Chrome on an iPhone, which is WebKit', `${IPHONE} CriOS/153.0.0.0 Mobile/15E148 Safari/604.1`, false],
])('%s', (_, userAgent, isChromium) => {
  expect(drawsAsChromium(userAgent)).toBe(isChromium);
});
