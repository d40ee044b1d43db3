import { useEffect } from 'react';
import { replaceAddress } from '../route.ts';
import { writeAddressLater } from '../write-address-later.ts';
import { type Draft, formatDraft, parseDraft, savedDraft } from './draft.ts';
import type { FoundHead } from './found-heads.ts';
import { type UndoableState, useHistory } from './use-history.ts';
import type { OpenPhoto } from './use-photo.ts';

const NAME = 'draft';

/** What is changed and not saved. The address has it, so that it is there after a reload, and for who comes back. */
export function useDraft({ photo, review }: OpenPhoto, heads: readonly FoundHead[]): UndoableState<Draft> {
  const saved = savedDraft(photo.edits, review ? heads : []);
  const history = useHistory(() => parseDraft(draftIn(location.hash), heads) ?? saved);
  const { now } = history;
  const written = formatDraft(now);
  const isSaved = written === formatDraft(saved);
  useEffect(() => {
    const hash = location.hash;
    return writeAddressLater(() => {
      if (location.hash.split('?')[0] === hash.split('?')[0]) replaceAddress(withDraft(hash, isSaved ? undefined : written));
    });
  }, [written, isSaved]);
  return history;
}

export function forgetDraft(): void {
  replaceAddress(withDraft(location.hash, undefined));
}

function draftIn(hash: string): string {
  return queryOf(hash).get(NAME) ?? '';
}

function withDraft(hash: string, draft: string | undefined): string {
  const query = queryOf(hash);
  if (draft === undefined) query.delete(NAME);
  else query.set(NAME, draft);
  const [path = ''] = hash.split('?', 1);
  return query.size > 0 ? `${path}?${query}` : path;
}

function queryOf(hash: string): URLSearchParams {
  const [, query = ''] = hash.split('?', 2);
  return new URLSearchParams(query);
}
