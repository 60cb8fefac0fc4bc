import type { Word } from '../../base/words.ts'

/** What a notice may carry: numbers, flags, ids, codes and days. No name, address or subject line has such a form. */
export type NoticeFact = number | boolean | string

/** A kind of notice: what waits, in words. */
export interface NoticeKind {
  /** `module.what_waits`, e.g. `outbound_mail.waits_for_approval`. */
  readonly kind: string
  /** What waits, without any fact: it stands in the inbox and, alone, in the mail. */
  readonly title: Word
  /** One or two sentences for the inbox: what happened, why, what to do. `{name}` is filled from the facts. */
  readonly body: Word
}

const defined = new Map<string, NoticeKind>()

/** Declares a kind of notice. @throws Error when the kind exists already, or its title holds a fact */
export function defineNotice(kind: NoticeKind): NoticeKind {
  if (!/^[a-z_]+\.[a-z_]+$/.test(kind.kind)) throw new Error(`notice ${kind.kind}: the name is module.what_waits`)
  if (defined.has(kind.kind)) throw new Error(`notice ${kind.kind} is defined twice`)
  if (/[{}]/.test(kind.title.ja + kind.title.en)) throw new Error(`notice ${kind.kind}: the title goes into the mail`)
  defined.set(kind.kind, kind)
  return kind
}

/** Stands for a kind that this version of the program does not know any more. */
const unknownKind: Omit<NoticeKind, 'kind'> = {
  title: { ja: '確認していただきたいことがあります', en: 'Something waits for you' },
  body: { ja: '詳しくは、開いた先の画面で確かめてください。', en: 'Please open the page for the details.' },
}

export function noticeKind(kind: string): NoticeKind {
  return defined.get(kind) ?? { kind, ...unknownKind }
}

/** Every kind known to this process, for the tests of words. */
export function definedNotices(): NoticeKind[] {
  return [...defined.values()]
}
