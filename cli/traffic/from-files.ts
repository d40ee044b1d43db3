// The figures of log files on this machine.
import { ExpectedError } from '../terminal/errors.ts';
import { createLineReader } from './line.ts';
import { filesIn, linesOf } from './read-files.ts';
import { type TrafficReport, trafficReport } from './report.ts';
import { createTotals } from './totals.ts';

const MAX_EXAMPLES = 3;

/** Throws ExpectedError `not_a_log` where no line is one of CloudFront's access log. */
export async function trafficOfFiles(paths: readonly string[], topCards: number): Promise<TrafficReport> {
  const counting = createTotals();
  const odd = createOddLines();
  const days = { from: '', to: '' };
  const files = await filesIn(paths);
  for (const file of files) {
    const read = createLineReader();
    let number = 0;
    try {
      for await (const lines of linesOf(file)) {
        for (const line of lines) {
          number += 1;
          const found = line === undefined ? 'longer than any line of CloudFront' : read(line);
          if (typeof found === 'string') odd.add(`${file}, line ${number}: ${found}`);
          if (found === undefined || typeof found === 'string') continue;
          counting.add(found.group);
          if (days.from === '' || found.date < days.from) days.from = found.date;
          if (found.date > days.to) days.to = found.date;
        }
      }
    } catch (error) {
      // What came before the place is right.
      if (!(error instanceof ExpectedError && error.code === 'cut_off')) throw error;
      odd.add(error.message);
    }
  }
  const totals = counting.totals();
  if (totals.all.requests === 0 && odd.count() > 0)
    throw new ExpectedError('not_a_log', [`No line is one of CloudFront’s access log.`, ...odd.examples()].join('\n'));
  const { differentCards } = totals;
  const span = days.from === '' ? {} : days;
  return trafficReport(totals, { ...span, differentCards, odd: { count: odd.count(), examples: odd.examples() } }, topCards);
}

function createOddLines() {
  let number = 0;
  const first: string[] = [];
  return {
    add(what: string): void {
      number += 1;
      if (first.length < MAX_EXAMPLES) first.push(what);
    },
    count: () => number,
    examples: (): readonly string[] => first,
  };
}
