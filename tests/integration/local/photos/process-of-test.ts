// A process of the pool whose jobs do what their name says.
import { setTimeout as sleep } from 'node:timers/promises';
import { PhotoError } from '../../../../cloud/photos/photo-error.ts';
import { serveJobs } from '../../../../local/photos/process-side.ts';

serveJobs((setup, { table, log, onStage }) => async (job) => {
  const what = job.kind === 'messages' ? job.event.Records[0]?.body : '';
  if (what === 'die') process.kill(process.pid, 'SIGSEGV');
  if (what === 'hang') await sleep(600_000);
  if (what === 'spin') for (;;);
  if (what === 'fail') throw new PhotoError('store_failed', 'no room');
  if (what === 'count') return table.startDecoding('a');
  if (what === 'refused') return table.change('a', { status: 'ready' }).catch(({ code }: { code: string }) => code);
  if (what === 'log') log('seen', { endpoint: setup.s3.endpoint });
  if (what === 'begin') onStage('detect');
  if (what === 'slowly') await sleep(300);
  if (what === 'linger') process.on('SIGTERM', () => setTimeout(() => process.exit(), 1000));
  return { pid: process.pid };
});
