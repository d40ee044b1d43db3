// Jest gives every test file an esbuild of its own, whose service would live as long as Jest does, with Jest's stderr open.
import { afterAll } from '@jest/globals';
import { stop } from 'esbuild';

afterAll(stop);
