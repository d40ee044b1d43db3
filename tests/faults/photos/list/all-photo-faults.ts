import type { PhotoFault } from '../photo-fault.ts';
import { API_FAULTS } from './api.ts';
import { DETECTOR_FAULTS } from './detector.ts';
import { EVENT_FAULTS } from './events.ts';
import { HEIC_FAULTS } from './heic-decoder.ts';
import { INBOX_FAULTS } from './inbox.ts';
import { PHOTO_BUCKET_FAULTS } from './photo-bucket.ts';
import { PHOTO_SITE_FAULTS } from './photo-site.ts';
import { QUEUE_FAULTS } from './queue.ts';
import { REMOVAL_FAULTS } from './removal.ts';
import { TABLE_FAULTS } from './table.ts';
import { WORKER_FAULTS } from './worker.ts';

export const PHOTO_FAULTS: readonly PhotoFault[] = [
  ...INBOX_FAULTS,
  ...EVENT_FAULTS,
  ...QUEUE_FAULTS,
  ...TABLE_FAULTS,
  ...PHOTO_BUCKET_FAULTS,
  ...DETECTOR_FAULTS,
  ...WORKER_FAULTS,
  ...HEIC_FAULTS,
  ...API_FAULTS,
  ...PHOTO_SITE_FAULTS,
  ...REMOVAL_FAULTS,
];
