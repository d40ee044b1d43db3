'use strict';
// The address of docs/8-operate.md, for alarm mails: who reads one at night has no checkout. The parameter `runbook`, else the
// repository's own page as git's origin names it, else the path in the repository.
const { execFileSync } = require('node:child_process');
const { join } = require('node:path');

const PAGE = 'docs/8-operate.md';

module.exports = async ({ resolveVariable }) => (await resolveVariable('param:runbook')) || runbookOf(origin());

/** Of a remote such as `git@github.com:owner/repository.git`, in the form of GitHub, which GitLab understands too. */
function runbookOf(remote) {
  // A token in front of the host must not be mailed.
  const [, host, path] =
    /^(?:https:\/\/(?:[^@/]+@)?|ssh:\/\/(?:[^@/]+@)?|[\w.-]+@)([\w.-]+)(?::\d+)?[:/](.+?)(?:\.git)?\/?$/.exec(remote) ?? [];
  return host && path ? `https://${host}/${path}/blob/main/${PAGE}` : PAGE;
}

function origin() {
  try {
    const options = { cwd: join(__dirname, '..'), encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
    return execFileSync('git', ['remote', 'get-url', 'origin'], options).trim();
  } catch {
    return ''; // no git, no repository or no origin
  }
}

module.exports.runbookOf = runbookOf;
