import { bind } from '../db/route.ts'
import { canonicalPersonId } from '../people/index.ts'
import { bindExport } from '../sheets/index.ts'
import {
  chooseNoticeLanguage,
  countUnreadNotices,
  exportNotices,
  listNotices,
  markAllNoticesRead,
  markNoticeRead,
  readNoticeLanguage,
} from './contract.ts'
import { noticeSheet } from './notice-sheet.ts'
import { languageOf } from './deliver-notice-mail.ts'
import { chooseLanguage } from './operations/choose-language.ts'
import { markAllRead, markRead } from './operations/mark-read.ts'
import { inboxOf, unreadCountOf } from './read-models.ts'

/** Everybody's own inbox; nobody reads another's. */
export const noticeRoutes = [
  bind(listNotices, (tx, actor, page) => inboxOf(tx, actor.personId, page)),
  bindExport(exportNotices, (tx, actor, page) => inboxOf(tx, actor.personId, page), noticeSheet),
  bind(countUnreadNotices, async (tx, actor) => ({ count: await unreadCountOf(tx, actor.personId) })),
  bind(markNoticeRead, markRead),
  bind(markAllNoticesRead, markAllRead),
  bind(readNoticeLanguage, async (tx, actor) => ({
    language: await languageOf(tx, (await canonicalPersonId(tx, actor.personId)) ?? actor.personId),
  })),
  bind(chooseNoticeLanguage, chooseLanguage),
]
