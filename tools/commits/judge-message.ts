/** In characters. `git log --oneline` and GitHub's lists cut what is longer. */
export const MAX_SUBJECT_CHARACTERS = 72;

const TYPES = ['feat', 'fix', 'refactor', 'perf', 'test', 'docs', 'build', 'ci', 'chore', 'style', 'revert'] as const;
const CONVENTIONAL = new RegExp(`^(${TYPES.join('|')})(\\([a-z0-9-]+\\))?!?: \\S`);
/** What git writes itself: merges, reverts, and commits that a rebase folds into others. */
const BY_GIT = /^(Merge |Revert "|(fixup|squash|amend)! )/;

/** What is wrong with a commit's message, a sentence each. Lines of comments, as in git's editor, do not count. */
export function judgeMessage(message: string): readonly string[] {
  const lines = message.split('\n').filter((line) => !line.startsWith('#'));
  const start = lines.findIndex((line) => line.trim() !== '');
  if (start < 0) return ['The message is empty.'];
  const [subject = '', second = ''] = lines.slice(start);
  if (BY_GIT.test(subject)) return [];
  const problems: string[] = [];
  if (!CONVENTIONAL.test(subject)) {
    problems.push(`The subject must be like "fix(edge): what the commit does", with one of ${TYPES.join(', ')}.`);
  }
  const characters = Array.from(subject).length;
  if (characters > MAX_SUBJECT_CHARACTERS) {
    problems.push(`The subject has ${characters} characters; at most ${MAX_SUBJECT_CHARACTERS} fit. Reasons go into the body.`);
  }
  if (second.trim() !== '') problems.push('Between subject and body there must be an empty line.');
  return problems;
}
