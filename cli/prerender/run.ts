// Prerenders a list on this machine, and reports how it goes.
import { buildCardSite } from '../../card-site/bundle/build-card-site.ts';
import { DEVELOPMENT_KEYS, parseConfig } from '../../edge/core/config.ts';
import { parseCardLine } from '../../edge/core/prerender/card-line.ts';
import { startCardSite } from '../../local/card-site/server.ts';
import { localConfigHeaders } from '../../local/stack/config.ts';
import { logLine } from '../../local/stack/log-line.ts';
import { maxWorkers } from '../pool/max-workers.ts';
import { type Interrupts, onInterrupt } from '../terminal/interrupts.ts';
import { plural } from '../terminal/plural.ts';
import { createRate, type Progress } from '../terminal/progress.ts';
import { createBrowserWorker } from './browser-worker.ts';
import { countCardLines, readCardLines, STDIN } from './card-lines.ts';
import { createEarlyImages } from './early-images.ts';
import { type FailedFiles, failedFilesFor } from './failed-files.ts';
import { openFailedLines, unstoredOf } from './failed-lines.ts';
import { type LineOutcome, prerenderLines } from './prerender-lines.ts';
import { doneOf, type Report } from './report.ts';
import { openTarget, type TargetOptions } from './target.ts';

export interface RunOptions {
  /** `-` is standard input. */
  readonly list: string;
  readonly target: TargetOptions;
  /** Default: as many as this machine can use. */
  readonly maxBrowsers?: number;
  /** `<list>.failed` if left out, or none for a list that is no file. */
  readonly failedFile?: string;
  readonly signingKeys: readonly string[];
  readonly progress: Progress;
}

/** The largest budget that the setting accepts: no viewer waits for a picture here, so a slow one is drawn all the same. */
const BUDGET_MS = '25000';

export async function runPrerender(options: RunOptions): Promise<Report> {
  const { progress } = options;
  const interrupts = onInterrupt({
    onStop: () => progress.say('Ending with the cards that are being drawn; Ctrl-C again ends at once.'),
  });
  try {
    return await prerenderList(options, interrupts);
  } finally {
    progress.end();
    interrupts.release();
  }
}

async function prerenderList(options: RunOptions, { stopping }: Interrupts): Promise<Report> {
  const { list, progress, signingKeys, maxBrowsers = maxWorkers() } = options;
  const files = await failedFilesFor(list, options.failedFile);
  const total = await countCardLines(list);
  if (files.none !== undefined && list !== STDIN) progress.say(`Failed lines will be in the report alone: ${files.none}.`);
  const target = await openTarget(options.target);
  try {
    const { site: directory, designVersions } = await buildCardSite();
    const site = await startCardSite({ port: 0, directory, pageKeys: [DEVELOPMENT_KEYS.page] });
    try {
      const config = parseConfig({ ...localConfigHeaders(site.origin), 'x-card-budget-ms': BUDGET_MS, ...target.config });
      const log = (event: string, fields?: Readonly<Record<string, unknown>>) => progress.say(logLine(event, fields));
      const images = createEarlyImages(target.fetchImageFor(config.imageHosts, config.site));
      const tally = openTally(files, total, progress);
      await prerenderLines(readCardLines(list, stopping), {
        parse: (text) => parseCardLine(text, signingKeys),
        designVersions,
        hasPicture: target.hasPicture,
        prepare: images.begin,
        openWorker: () => createBrowserWorker({ target: { ...target, fetchImageFor: () => images.fetchImage }, config, log }),
        maxWorkers: maxBrowsers,
        stopping,
        onOutcome: tally.count,
      });
      return await tally.report(stopping.aborted);
    } finally {
      await site.close();
    }
  } finally {
    await target.close();
  }
}

/** Counts how the lines end, and keeps the progress and the list of failures up to date. */
function openTally(files: FailedFiles, total: number | undefined, progress: Progress) {
  const failed = openFailedLines(files.failed);
  const incomplete = openFailedLines(files.incomplete);
  const counts = { drawn: 0, late: 0, stored: 0, twice: 0, incomplete: 0, failed: 0 };
  const begun = performance.now();
  const rate = createRate();
  let browsers = 0;

  return {
    count(outcome: LineOutcome): void {
      counts[outcome.kind] += 1;
      if ('error' in outcome) (outcome.kind === 'failed' ? failed : incomplete).add(outcome, outcome.error);
      const workers = 'workers' in outcome ? (outcome.workers ?? 0) : 0;
      browsers = Math.max(browsers, workers);
      const done = doneOf(counts);
      const by = workers > 0 ? { by: plural(workers, 'browser') } : {};
      progress.update({
        total,
        done,
        failed: counts.failed,
        incomplete: counts.incomplete,
        stored: counts.stored,
        perSecond: rate(counts.drawn + counts.late),
        ...by,
      });
    },
    async report(interrupted: boolean): Promise<Report> {
      const seconds = (performance.now() - begun) / 1000;
      const isStopped = interrupted && doneOf(counts) !== total;
      return {
        ...counts,
        lines: doneOf(counts),
        ...(total === undefined ? {} : { total }),
        interrupted: isStopped,
        seconds,
        cardsPerSecond: seconds > 0 ? counts.drawn / seconds : 0,
        ...(browsers > 0 ? { browsers } : {}),
        ...(await unstoredOf({ failed, incomplete }, { complete: !isStopped, none: files.none })),
      };
    },
  };
}
