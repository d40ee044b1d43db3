// The demo site's style sheet: its own, the networks' looks, and their shapes.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectPath } from '../../project-path.ts';
import { networkStyles } from './network-previews.ts';

/** Read each time, so that a change is seen with the next page. */
export async function styleSheet(): Promise<string> {
  const files = [
    projectPath('card-site/networks/looks.css'),
    join(import.meta.dirname, 'site.css'),
    join(import.meta.dirname, 'photos/photos.css'),
  ];
  const [looks = '', own = '', photos = ''] = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return `${looks}\n${networkStyles()}\n${own}\n${photos}`;
}
