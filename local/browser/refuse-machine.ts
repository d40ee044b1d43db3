import { existsSync } from 'node:fs';
import { CardError } from '../../card-schema/errors.ts';

/**
 * Throws CardError `browser_failed` where the browser cannot run, before it is unpacked. cli/launch.cjs says the same of scripts that
 * always draw; this is for those that draw now and then.
 */
export function refuseMachine({ platform, arch }: { readonly platform: string; readonly arch: string } = process): void {
  if (platform !== 'linux' || arch !== 'x64')
    throw new CardError(
      'browser_failed',
      `Cards are drawn on Linux x64 only, and this is ${platform} ${arch}: use the dev container (.devcontainer/devcontainer.json) or a virtual machine.`,
    );
  if (existsSync('/lib/ld-musl-x86_64.so.1') && !existsSync('/lib64/ld-linux-x86-64.so.2'))
    throw new CardError(
      'browser_failed',
      'The browser needs glibc, which this Linux (Alpine, or another with musl) does not have: use one such as Debian.',
    );
}
