import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('%s in the middle of a change comes too late to end it', (signal) => {
  const module = new URL('../../../cli/terminal/hold-signals.ts', import.meta.url).href;
  const script = `const { holdSignals } = await import('${module}');
    await holdSignals(async () => {
      process.kill(process.pid, '${signal}');
      await new Promise((resolve) => setTimeout(resolve, 50));
    });
    console.log('done', process.listenerCount('${signal}'));`;
  expect(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })).toBe('done 0\n');
});
