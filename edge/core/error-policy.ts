// What to do about each error. A new code without a row does not compile.
import { CardError, type CardErrorCode } from '../../card-schema/errors.ts';

interface ErrorPolicy {
  /** Whether the same card may be drawn by another browser. Where it may not, the card or the deployment is the reason. */
  readonly anotherBrowser: boolean;
  /** Whether a message of the queue is worth another delivery: the card site and S3 may do better the next time. */
  readonly requeue: boolean;
}

const CARD_IS_WRONG: ErrorPolicy = { anotherBrowser: false, requeue: false };
const DEPLOYMENT_IS_WRONG: ErrorPolicy = { anotherBrowser: false, requeue: true };
const MAY_PASS: ErrorPolicy = { anotherBrowser: true, requeue: true };

const POLICIES: Readonly<Record<CardErrorCode, ErrorPolicy>> = {
  not_a_card: CARD_IS_WRONG,
  bad_list: CARD_IS_WRONG,
  unknown_template: CARD_IS_WRONG,
  invalid_params: CARD_IS_WRONG,
  too_long: CARD_IS_WRONG,
  draw_failed: CARD_IS_WRONG,
  too_large: CARD_IS_WRONG,
  incomplete: CARD_IS_WRONG, // an image that is gone does not come back within minutes, and every delivery would ask its host
  bad_signature: DEPLOYMENT_IS_WRONG, // the keys may be changed
  no_signing_key: DEPLOYMENT_IS_WRONG,
  bad_config: DEPLOYMENT_IS_WRONG,
  site_refused: DEPLOYMENT_IS_WRONG,
  version_mismatch: DEPLOYMENT_IS_WRONG,
  drawing_off: DEPLOYMENT_IS_WRONG, // the brake of a surge, which is not asked for the queue
  store_failed: DEPLOYMENT_IS_WRONG,
  queue_failed: DEPLOYMENT_IS_WRONG,
  image_refused: MAY_PASS,
  pack_failed: MAY_PASS,
  browser_failed: MAY_PASS,
  page_failed: MAY_PASS,
  bad_picture: MAY_PASS,
  out_of_time: MAY_PASS,
};

/** Anything but a CardError is a bug, or a browser that died in the middle of a command: another one may do better. */
export function policyFor(error: unknown): ErrorPolicy {
  return error instanceof CardError ? POLICIES[error.code] : MAY_PASS;
}
