import { expect, test } from '@jest/globals';
import { watchRefusal } from '../../../local/studio/watch-limit.ts';

/** A system that lets so many files be watched. */
function systemWith(max: number, code: string) {
  const open = new Set<object>();
  const start = () => {
    if (open.size === max) throw Object.assign(new Error(code), { code });
    const watch = { close: () => void open.delete(watch) };
    open.add(watch);
    return watch;
  };
  return { start, open };
}

test('watches enough are no complaint, and are given back', () => {
  const { start, open } = systemWith(1_000_000, 'ENOSPC');
  expect(watchRefusal(start)).toBeUndefined();
  expect(open.size).toBe(0);
});

test.each([
  ['ENOSPC', 50, 'no more than 50 files (ENOSPC)', 'sudo sysctl fs.inotify.max_user_watches='],
  ['EMFILE', 0, 'no more than 0 files (EMFILE)', 'sudo sysctl fs.inotify.max_user_instances='],
])('%s is said in one line with its remedy, and nothing stays open', (code, max, what, remedy) => {
  const { start, open } = systemWith(max, code);
  const sentence = watchRefusal(start);
  expect(sentence).toContain(what);
  expect(sentence).toContain(remedy);
  expect(sentence).not.toContain('\n');
  expect(open.size).toBe(0);
});

test('a file that goes while it is looked at is no limit', () => {
  expect(watchRefusal(systemWith(10, 'ENOENT').start)).toBeUndefined();
});
