// Many jobs for a few workers, each of which holds something that is dear to open, such as a browser.
import { mapLimit } from './map-limit.ts';

export interface Worker<Job, Result> {
  work(job: Job): Promise<Result>;
  /** Ends the work that is going on, if any, and resolves when nothing of it is left. */
  close(): Promise<void>;
}

/** One for each job, in the order in which they end, with the number of workers that were open then. A failed job ends no other. */
export type JobOutcome<Job, Result> = { readonly job: Job; readonly workers: number } & (
  | { readonly result: Result }
  | { readonly error: unknown }
);

export interface PoolOptions<Job, Result> {
  /** Opens a worker, when a job finds none free. */
  readonly open: () => Worker<Job, Result>;
  readonly maxWorkers: number;
}

/** Takes a job only when there is a worker for it. Throws what the list of jobs throws, after the jobs that have begun have ended. */
export async function* runPool<Job, Result>(
  jobs: Iterable<Job> | AsyncIterable<Job>,
  { open, maxWorkers }: PoolOptions<Job, Result>,
): AsyncGenerator<JobOutcome<Job, Result>> {
  const workers: Worker<Job, Result>[] = [];
  const free: Worker<Job, Result>[] = [];

  function openWorker(): Worker<Job, Result> {
    const worker = open();
    workers.push(worker);
    return worker;
  }

  async function work(job: Job): Promise<JobOutcome<Job, Result>> {
    const worker = free.pop() ?? openWorker();
    try {
      return { job, result: await worker.work(job), workers: workers.length };
    } catch (error) {
      return { job, error, workers: workers.length };
    } finally {
      free.push(worker);
    }
  }

  try {
    yield* mapLimit(jobs, { max: maxWorkers }, work);
  } finally {
    await Promise.allSettled(workers.map((worker) => worker.close()));
  }
}
