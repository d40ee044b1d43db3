import { expect, test } from '@jest/globals';
import { refuseMachine } from '../../../local/browser/refuse-machine.ts';

test('the browser is not unpacked where it cannot run, which is said with a remedy', () => {
  for (const [platform, arch] of [
    ['darwin', 'arm64'],
    ['win32', 'x64'],
    ['linux', 'arm64'],
  ] as const)
    expect(() => refuseMachine({ platform, arch })).toThrow(
      `Cards are drawn on Linux x64 only, and this is ${platform} ${arch}: use the dev container`,
    );
  expect(() => refuseMachine({ platform: 'linux', arch: 'x64' })).not.toThrow();
});
