// The table of commands. One more is an import and a word here; help, completion and docs/8-operate.md follow.
import { sign, url, verify } from './commands/address.ts';
import { completion } from './commands/completion.ts';
import { cost } from './commands/cost.ts';
import { doctor } from './commands/doctor.ts';
import { draw, put } from './commands/draw.ts';
import { drawing } from './commands/drawing.ts';
import { newTemplate } from './commands/new.ts';
import { photo } from './commands/photo.ts';
import { prerender } from './commands/prerender.ts';
import { purge } from './commands/purge.ts';
import { removeTemplate } from './commands/remove.ts';
import { studio } from './commands/studio.ts';
import { traffic } from './commands/traffic.ts';
import { versions } from './commands/versions.ts';
import type { Command } from './terminal/command.ts';

export const COMMANDS: Readonly<Record<string, Command>> = {
  new: newTemplate,
  remove: removeTemplate,
  url,
  sign,
  verify,
  draw,
  put,
  photo,
  prerender,
  versions,
  purge,
  drawing,
  studio,
  doctor,
  cost,
  traffic,
  completion: completion(() => COMMANDS),
};
