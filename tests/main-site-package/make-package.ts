// Before all tests: the package of this very checkout, as its command makes it.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { projectPath } from '../../project-path.ts';

export default async function makePackage(): Promise<void> {
  await promisify(execFile)(process.execPath, [projectPath('tools/package-main-site/package-main-site.ts')]);
}
