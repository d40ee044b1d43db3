import { ExpectedError } from '../terminal/errors.ts';
import { problemOfFolder } from '../terminal/write-access.ts';

/** Before anything is drawn for the local store. Throws ExpectedError `bad_data`. */
export async function refuseUnusableData(data: string): Promise<void> {
  const problem = await problemOfFolder(data);
  if (problem !== undefined)
    throw new ExpectedError('bad_data', `--data ${data} cannot be used, because ${problem}: name another folder.`);
}
