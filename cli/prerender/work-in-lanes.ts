// Works through many jobs in several lanes at once, each with a browser of its own, and finds out how many lanes are best.

export interface Lane<Job, Result> {
  work(job: Job): Promise<Result>;
  /** Ends the work that is going on, in whatever way, and resolves when nothing of it is left. */
  close(): Promise<void>;
}

/** One for each job, in the order in which they end. A job that fails ends no other. */
export type Outcome<Job, Result> = { readonly job: Job; readonly lanes: number } & (
  | { readonly result: Result }
  | { readonly error: unknown }
);

export interface LaneOptions<Job, Result> {
  readonly open: () => Lane<Job, Result>;
  /** As many as memory and cores allow. */
  readonly most: number;
  /** Jobs after which the rates with and without one more lane are compared. */
  readonly sample?: number;
  /** Milliseconds. */
  readonly now?: () => number;
}

/** One more lane must be worth its memory. */
const WORTH = 1.05;
const SAMPLE = 24;

interface Ended<Job, Result> {
  readonly lane: Lane<Job, Result>;
  /** Absent when there was no job left. */
  readonly outcome?: { readonly job: Job } & ({ readonly result: Result } | { readonly error: unknown });
}

/**
 * Takes a job only when a lane is free for it, and lets no more outcomes wait for the caller than there are lanes. Begins with
 * one lane and adds another as long as that makes the whole faster.
 */
export async function* workInLanes<Job, Result>(
  jobs: Iterable<Job> | AsyncIterable<Job>,
  { open, most, sample = SAMPLE, now = () => performance.now() }: LaneOptions<Job, Result>,
): AsyncGenerator<Outcome<Job, Result>> {
  const queue: AsyncIterator<Job> | Iterator<Job> =
    Symbol.asyncIterator in jobs ? jobs[Symbol.asyncIterator]() : jobs[Symbol.iterator]();
  const lanes = new Set<Lane<Job, Result>>();
  const working = new Map<Lane<Job, Result>, Promise<Ended<Job, Result>>>();
  const tuning = tuneLanes(sample, most, now);
  /** Of the list of jobs itself. What has been begun is ended first. */
  let failure: { readonly error: unknown } | undefined;
  let left = false;

  /** Waiting for a job is part of a lane's work: other lanes end theirs meanwhile. */
  async function takeAndWork(lane: Lane<Job, Result>): Promise<Ended<Job, Result>> {
    const { done, value: job } = await nextJob();
    if (done || left) return { lane };
    try {
      return { lane, outcome: { job, result: await lane.work(job) } };
    } catch (error) {
      return { lane, outcome: { job, error } };
    }
  }

  async function nextJob(): Promise<IteratorResult<Job>> {
    if (failure) return { done: true, value: undefined };
    try {
      return await queue.next();
    } catch (error) {
      failure = { error };
      return { done: true, value: undefined };
    }
  }

  function addLane(): void {
    const lane = open();
    lanes.add(lane);
    working.set(lane, takeAndWork(lane));
  }

  try {
    addLane();
    while (working.size > 0) {
      const { lane, outcome } = await Promise.race(working.values());
      working.delete(lane);
      if (!outcome) continue;
      const { size } = lanes;
      const advice = tuning.ended(size);
      if (advice === 'fewer') {
        lanes.delete(lane);
        await lane.close().catch(() => {}); // it has done its work
      } else working.set(lane, takeAndWork(lane));
      if (advice === 'more') addLane();
      yield { ...outcome, lanes: size };
    }
    if (failure) throw failure.error;
  } finally {
    left = true;
    // Not waited for: a list whose next job is not there yet answers only when it is.
    void (async () => queue.return?.())().catch(() => {});
    await Promise.allSettled([...lanes].map((lane) => lane.close()));
  }
}

/** Compares the rates of n and n + 1 lanes, until one more is not worth it. */
function tuneLanes(sample: number, most: number, now: () => number) {
  let best = 0;
  let settled = most === 1;
  let since: { at: number; ended: number } | undefined;
  /** The first jobs of a lane wait for its browser to start. */
  let unmeasured = sample;

  return {
    ended(lanes: number): 'more' | 'fewer' | 'same' {
      if (settled) return 'same';
      if (unmeasured > 0) {
        unmeasured -= 1;
        if (unmeasured === 0) since = { at: now(), ended: 0 };
        return 'same';
      }
      if (!since || ++since.ended < sample) return 'same';
      const rate = since.ended / (now() - since.at);
      const better = rate > best * WORTH;
      settled = !better || lanes === most;
      unmeasured = sample;
      since = undefined;
      if (!better) return 'fewer';
      best = rate;
      return settled ? 'same' : 'more';
    },
  };
}
