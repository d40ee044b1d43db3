export { ORDINARY_FLAGS } from '../../local/build/ordinary-flags.ts';
