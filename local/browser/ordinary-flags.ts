import { BROWSER_FLAGS } from '../../edge/core/drawing-settings.ts';

/** What the card browser has and an ordinary one has not: frames on demand, and no network. */
const OURS_ALONE = /^--(enable-begin-frame-control|run-all-compositor|disable-checker|host-resolver-rules)/;

/** The card browser's flags for a browser that anyone could drive with puppeteer. */
export const ORDINARY_FLAGS: readonly string[] = BROWSER_FLAGS.filter((flag) => !OURS_ALONE.test(flag));
