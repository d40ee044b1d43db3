// The command photo and its own commands: photos of the team, which cards name by photo:<id>.
import { commandGroup } from '../terminal/command.ts';
import { add } from './photo/add.ts';
import { blur } from './photo/blur.ts';
import { detect } from './photo/detect.ts';
import { focus } from './photo/focus.ts';
import { list } from './photo/list.ts';
import { remove } from './photo/remove.ts';
import { review } from './photo/review.ts';
import { show } from './photo/show.ts';

export const photo = commandGroup('photo', {
  description: 'makes, shows, focuses, blurs and removes photos for cards',
  subcommands: { add, list, show, focus, blur, detect, remove, review },
  notes: `They ask the local stack, which \`npm start\` runs, or with --stack a deployed one. A photo is named with or without photo: before its id.
docs/12-photos.md has the whole way from an upload to a card.`,
});
