// The table of commands. One more is an import and a word here; help, completion and the README follow.
import { sign, url, verify } from './address.ts';
import type { Command } from './command.ts';
import { completion } from './completion.ts';
import { cost } from './cost.ts';
import { doctor } from './doctor.ts';
import { draw, put } from './draw.ts';
import { newTemplate } from './new.ts';
import { prerender } from './prerender.ts';
import { purge } from './purge.ts';
import { studio } from './studio.ts';
import { versions } from './versions.ts';

export const COMMANDS: Readonly<Record<string, Command>> = {
  new: newTemplate,
  url,
  sign,
  verify,
  draw,
  put,
  prerender,
  versions,
  purge,
  studio,
  doctor,
  cost,
  completion: completion(() => COMMANDS),
};
