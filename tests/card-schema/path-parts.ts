import { CardError } from '../../card-schema/errors.ts';

export const KEY = 'a key for tests only';
export const SIGNATURE = 'A'.repeat(22);
export const payload = (values: unknown) =>
  Buffer.from(typeof values === 'string' ? values : JSON.stringify(values)).toString('base64url');
export const values = (title: unknown, theme: unknown = 'light') => [title, 'A', '', 0, theme, '', '', '', ''];

export const codeOf = (parse: () => unknown): string => {
  try {
    parse();
  } catch (error) {
    if (error instanceof CardError) return error.code;
    throw error;
  }
  return 'accepted';
};
