import { command } from './command.ts';
export const doctor = command({
  about: 'x',
  usage: '',
  options: {},
  examples: ['doctor'],
  run: async () => ({ text: '', json: {} }),
});
