// Everything besides the card site and the browser itself that decides how a picture looks. A change of any character here
// changes every design version, and so has every card drawn again.

export { PICTURE_SIZE } from '../../card-schema/picture-size.ts';

/** JPEG qualities, tried in order until the picture is small enough. */
export const QUALITIES = [85, 75, 65, 55, 45, 35, 25] as const;

export type Quality = (typeof QUALITIES)[number];

/**
 * The least share of a picture's bytes that was seen to be left when it went from quality 85 to each other one: photographs,
 * noise and blurred noise. A quality at which even this share is too much need not be tried.
 */
export const LEAST_SHARE: Readonly<Record<Quality, number>> = {
  85: 1,
  75: 0.68,
  65: 0.53,
  55: 0.44,
  45: 0.37,
  35: 0.3,
  25: 0.23,
};

/** WhatsApp and Signal show no larger picture (300 KB). */
export const WANTED_BYTES = 300_000;

/** How the browser encodes: without the search for the smallest tables, which costs more time than it saves bytes. */
export const CAPTURE = { format: 'jpeg', optimizeForSpeed: true } as const;

/** What of its environment a page can see. */
export const BROWSER_ENVIRONMENT = { TZ: 'UTC', LANG: 'C.UTF-8' } as const;

/**
 * A web font is not seen through fontconfig, so the faces in the browser's folder only stand behind the card site's own.
 * The cache stays in that folder too (HOME), because nothing else is writable on Lambda.
 */
export const FONTS_CONF = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir>~/fontconfig</cachedir>
</fontconfig>
`;

/**
 * No thread of V8's own and no optimizing compiler: a card's scripts run for milliseconds, so both cost more than they give, and
 * what a collector or a compiler on the side does when would differ from run to run. Garbage is collected from 4 MB on, not from
 * some hundred: 25 MB less after 1,000 cards.
 */
export const V8_FLAGS = '--single-threaded --no-opt --no-maglev --initial-old-space-size=4';

/** Each flag with its reason. Never `--disable-web-security` or `--allow-running-insecure-content`, which the package's own list has. */
export const BROWSER_FLAGS: readonly string[] = [
  '--headless=shell', // the package ships chrome-headless-shell
  '--no-sandbox', // Lambda allows no user namespaces; the page draws our own site and can reach nothing else
  '--no-zygote', // no forking server, for the same reason
  '--single-process', // Lambda refuses prctl(PR_SET_NO_NEW_PRIVS) to child processes; also saves start-up time and 40 MB
  '--in-process-gpu', // no GPU process either
  '--use-gl=disabled', // software raster without GL: 3 times faster captures, and SwiftShader need not be shipped
  '--disable-gpu', // do not look for one
  '--disable-dev-shm-usage', // Lambda has no /dev/shm
  '--enable-begin-frame-control', // a frame is made when it is asked for, so a picture waits for none (a third less time)
  '--run-all-compositor-stages-before-draw', // and it is whole: everything is laid out, rastered and decoded before it is shown
  '--disable-checker-imaging', // images too: none is left out of the first frame and put in later
  '--font-render-hinting=none', // the same glyph shapes on every machine
  '--force-color-profile=srgb', // the same colours on every machine
  '--hide-scrollbars', // a card has none
  '--disk-cache-size=1', // Lambda's scratch is 512 MB; assets are fetched once per page
  '--host-resolver-rules=MAP * ~NOTFOUND', // no network at all: the function reads the card site and the images for the page
  '--no-first-run', // no profile set-up
  '--no-default-browser-check',
  '--disable-background-networking', // no calls home
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--disable-breakpad', // no crash reporter process
  '--no-pings',
  '--disable-extensions',
  '--disable-features=Translate,OptimizationHints,MediaRouter,AudioServiceOutOfProcess,IsolateOrigins,site-per-process,PaintHolding', // one renderer; never the page before for a frame of this one
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp', // no UDP around the request block
  '--disable-background-timer-throttling', // the page is never in the foreground
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  `--js-flags=${V8_FLAGS}`,
];
