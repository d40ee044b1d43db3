// A build of Next.js on a busy machine of two cores; an install without npm's cache.
import { jest } from '@jest/globals';

jest.setTimeout(300_000);
