// @examples article event quote
// What a run of the bench has measured, as `--json` writes it.
import type { Cold } from './cold.ts';
import type { CostAccount, StartCosts } from './costs.ts';
import type { Memory } from './memory.ts';
import type { PhotoFigures } from './photo.ts';
import type { Throughput } from './throughput.ts';
import type { Warm } from './warm.ts';

export interface Figures {
  readonly environment: Environment;
  /** Of the package as it ships. */
  readonly zipBytes?: number;
  readonly warm?: Warm;
  readonly cold?: Cold;
  /** Plain cards under the renderers' names, heavy ones next to them. */
  readonly throughput?: Throughput['plain'];
  readonly throughputHeavy?: Throughput['heavy'];
  readonly memory?: Memory;
  readonly photo?: PhotoFigures;
  readonly coldStartsPerMillionUsd?: StartCosts;
  readonly costPerMillionUsd?: Readonly<Record<string, CostAccount>>;
}

export interface Environment {
  readonly cpus: number;
  readonly node: string;
  readonly versions: Readonly<Record<string, string>>;
}
