// Every limit of time on the way of a drawing. docs/2-architecture.md has them as a table, tests/edge/core/time-limits.test.ts holds
// how they depend on each other.

/** From the handler's start to the answer, unless the deployment sets another budget. */
export const DEFAULT_BUDGET_MS = 8000;
/** The smallest budget that a deployment may set. */
export const MIN_BUDGET_MS = 1000;
/** The largest: below the 30 s that CloudFront gives a function on an origin event. */
export const MAX_BUDGET_MS = 25_000;

/** For reading whether drawing is switched on, once the card is drawn that it is read next to. S3 in the same Region answers in 20 to 100 ms. */
export const MAX_DRAWING_STATE_READ_MS = 500;
/** So long a sandbox trusts what it has read of that: with the alarm's minute, a surge is over within two. */
export const MAX_DRAWING_STATE_AGE_MS = 15_000;

/** For a sign of life. A living browser answers in 1 to 5 ms. */
export const MAX_PING_MS = 500;
/** The same where the browser is given up in any case, and the next attempt needs the time. */
export const MAX_SHORT_PING_MS = 50;
/** What a second attempt needs for a browser start and a page load. With less left than this the fallback picture is the better answer. */
export const MIN_RETRY_MS = 1500;
/** How much of the rest a start or a drawing may use up in the first attempt. */
export const MAX_FIRST_ATTEMPT_SHARE = 0.6;
/** A start that got less was given up for want of time and says nothing of the files. The slowest one measured took 1 s. */
export const MIN_HUNG_START_MS = 2000;
/** How long to wait until a killed browser has ended. */
export const MAX_REAP_MS = 1000;
/** For one command to the browser. Longer than any budget: the deadline of the request decides. */
export const MAX_COMMAND_MS = 30_000;

/** While the page works it gets a frame this often: decoding an image waits for one. Most cards need none. */
export const FRAME_INTERVAL_MS = 8;
/** The first frames of a page may lack a picture. If they still do after this time, the browser may be given up. */
export const MIN_BLANK_FRAMES_MS = 250;
/** Between two of these frames. */
export const BLANK_FRAME_INTERVAL_MS = 5;

/** For one image, its redirects included. */
export const MAX_IMAGE_FETCH_MS = 3000;
/** For all images of a card: a little more than the fetcher's own limit, for a fetcher that does not keep it. */
export const MAX_IMAGES_MS = 3200;
/** The images' share of the rest of the budget. What is left is for the drawing, so that an image that hangs costs the image and not the card. */
export const MAX_IMAGES_SHARE = 0.5;

/** For one range of an object in S3: at 78 MB/s eight at once take 150 ms. One that takes so much longer does better on another connection. */
export const MAX_RANGE_MS = 4000;
/** Before a range is asked for again. Doubles from attempt to attempt; each waits a random part of it, so that the ranges do not come back all at once. */
export const RANGE_RETRY_WAIT_MS = 100;

/** Kept back from the drawing: without it a slow card would never be stored, and be drawn for every viewer. */
export const STORE_RESERVE_MS = 500;
/** A store that hangs is given up in time for the answer, and with it whatever is still on its way. */
export const MAX_STORE_MS = 3000;
/** The same for the prerender queue, after the budget: no viewer waits, so a picture that took long is not lost to a slow store. */
export const MAX_QUEUE_STORE_MS = 10_000;
/** What the queue's worker keeps for storing, the table and the answer after a card that took its whole budget. */
export const AFTER_DRAWING_MS = 15_000;

/** How long a token opens a page, in seconds: the browser uses it at once. */
export const TOKEN_LIFE_SECONDS = 60;
