// How many functions an account may run at the same time in a Region. A new account often has 10; a card that nobody has drawn takes two
// runs, one after the other, and a crawler that finds none left gets the fallback picture, which some networks keep for days.
import { GetAccountSettingsCommand, type LambdaClient } from '@aws-sdk/client-lambda';

/** lambda/latest/dg/gettingstarted-limits.html. */
const USUAL_LIMIT = 1000;
/** What AWS keeps for functions without a reservation (lambda/latest/dg/configuration-concurrency.html). */
const UNRESERVABLE = 100;

export interface Concurrency {
  readonly account: number;
  /** What functions without a reservation of their own share: those at the edge, too. */
  readonly unreserved: number;
}

export async function readConcurrency(client: LambdaClient): Promise<Concurrency> {
  const { AccountLimit } = await client.send(new GetAccountSettingsCommand());
  const account = AccountLimit?.ConcurrentExecutions ?? USUAL_LIMIT;
  return { account, unreserved: AccountLimit?.UnreservedConcurrentExecutions ?? account };
}

/** What is wrong with it and what to do, as two sentences; undefined when nothing is. */
export function lowConcurrency({ account }: Concurrency, region: string): readonly [found: string, advice: string] | undefined {
  if (account >= USUAL_LIMIT) return undefined;
  return [
    `the account may run ${account} functions at the same time in ${region}, not ${USUAL_LIMIT.toLocaleString('en')}: crawlers that come together get the fallback picture instead of their card, and keep that`,
    `Ask AWS for ${USUAL_LIMIT.toLocaleString('en')}: aws service-quotas request-service-quota-increase --region ${region} --service-code lambda --quota-code L-B99A9384 --desired-value ${USUAL_LIMIT}. It takes hours to days.`,
  ];
}

/**
 * What is wrong with `photoApiConcurrency` and `photoSiteConcurrency`, as a sentence with the remedy; `ofSite` is 0 without a photo site. By
 * the whole account: what is free does not count the reservations that an earlier deployment made.
 */
export function photoApiProblem(wanted: number, { account }: Concurrency, ofSite = 0): string | undefined {
  const most = Math.max(0, account - UNRESERVABLE);
  if (wanted + ofSite <= most) return undefined;
  const lower = loweredTo(most, ofSite);
  const site = ofSite > 0 ? ` and photoSiteConcurrency ${ofSite}` : '';
  return `The account lets ${account} functions run at the same time in this Region, and ${UNRESERVABLE} of them cannot be reserved: photoApiConcurrency is ${wanted}${site}; ${lower}, or ask AWS for ${USUAL_LIMIT.toLocaleString('en')} (Service Quotas, Lambda, "Concurrent executions").`;
}

function loweredTo(most: number, ofSite: number): string {
  if (most > 1 && ofSite > 0) return `set both to whole numbers from 1 on that are together at most ${most}`;
  if (most > 0) return `set ${ofSite > 0 ? 'photoSite to off' : `it to a whole number from 1 to ${most}`}`;
  return 'set photos to off';
}
