export { ORDINARY_FLAGS } from '../../local/browser/ordinary-flags.ts';
