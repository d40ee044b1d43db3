// @examples article quote
import type { Fault } from '../fault.ts';
import { BROWSER_FAULTS } from './browser.ts';
import { BROWSER_START_FAULTS } from './browser-start.ts';
import { CARD_SITE_FAULTS } from './card-site.ts';
import { DISK_FAULTS } from './disk.ts';
import { IMAGE_FAULTS } from './image.ts';
import { INPUT_FAULTS } from './input.ts';
import { PACK_FAULTS } from './pack.ts';
import { PHOTO_FAULTS } from './photo.ts';
import { S3_FAULTS } from './s3.ts';
import { SANDBOX_FAULTS } from './sandbox.ts';
import { TEXT_FAULTS } from './text.ts';
import { TIME_FAULTS } from './time.ts';

export const FAULTS: readonly Fault[] = [
  ...CARD_SITE_FAULTS,
  ...S3_FAULTS,
  ...BROWSER_FAULTS,
  ...BROWSER_START_FAULTS,
  ...SANDBOX_FAULTS,
  ...DISK_FAULTS,
  ...PACK_FAULTS,
  ...TIME_FAULTS,
  ...INPUT_FAULTS,
  ...TEXT_FAULTS,
  ...IMAGE_FAULTS,
  ...PHOTO_FAULTS,
];
