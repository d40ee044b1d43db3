// Runs until its parent is gone, and says its pid. With the argument `orderly` it takes a moment to end.
import { setTimeout as sleep } from 'node:timers/promises';
import { endWithParent } from '../../../../cli/terminal/end-with-parent.ts';

endWithParent();
setInterval(() => {}, 1000);
if (process.argv[2] === 'orderly') {
  process.once('SIGTERM', async () => {
    await sleep(100);
    console.log('ended in order');
    process.exit(0);
  });
}
console.log(`pid ${process.pid}`);
