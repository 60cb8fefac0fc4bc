import { z } from 'zod'
import { endpoint } from '../../base/endpoint.ts'
import { pageOf, PageRequest } from '../../base/paging.ts'
import { LANGUAGES } from '../../base/words.ts'
import { exportOf } from '../sheets/contract.ts'

const Text = z.object({ ja: z.string(), en: z.string() })

/** One line of the inbox, with its words filled in. */
export const Notice = z.object({
  id: z.uuid(),
  kind: z.string(),
  title: Text,
  body: Text,
  link: z.string(),
  subjectKind: z.string(),
  subjectId: z.uuid(),
  repeatCount: z.number().int(),
  isRead: z.boolean(),
  createdAt: z.iso.datetime(),
})
export type Notice = z.infer<typeof Notice>

export const listNotices = endpoint({
  method: 'GET',
  path: '/api/notices',
  right: 'signed-in',
  input: PageRequest.extend({ cursor: z.uuid().optional(), unreadOnly: z.stringbool().default(false) }),
  output: pageOf(Notice),
  refuses: [],
  summary: 'The inbox of the person signed in, newest first.',
})

export const exportNotices = exportOf(listNotices)

export const countUnreadNotices = endpoint({
  method: 'GET',
  path: '/api/notices/unread-count',
  right: 'signed-in',
  input: z.object({}),
  output: z.object({ count: z.number().int() }),
  refuses: [],
  summary: 'How many notices the person signed in has not read.',
})

export const markNoticeRead = endpoint({
  method: 'POST',
  path: '/api/notices/read',
  right: 'signed-in',
  input: z.object({ noticeId: z.uuid() }),
  output: z.object({}),
  refuses: ['not_found'],
  summary: 'Marks one notice of one’s own as read.',
})

export const markAllNoticesRead = endpoint({
  method: 'POST',
  path: '/api/notices/read-all',
  right: 'signed-in',
  input: z.object({
    /** The newest notice on the screen: what came after it was not seen, and stays unread. */
    upToId: z.uuid(),
  }),
  output: z.object({ count: z.number().int() }),
  refuses: [],
  summary: 'Marks as read what was on the screen: everything up to a notice.',
})

export const readNoticeLanguage = endpoint({
  method: 'GET',
  path: '/api/notices/language',
  right: 'signed-in',
  input: z.object({}),
  output: z.object({ language: z.enum(LANGUAGES) }),
  refuses: [],
  summary: 'In which language the mails to the person signed in are written.',
})

export const chooseNoticeLanguage = endpoint({
  method: 'POST',
  path: '/api/notices/language',
  right: 'signed-in',
  input: z.object({ language: z.enum(LANGUAGES) }),
  output: z.object({}),
  refuses: [],
  summary: 'Chooses the language of the mails to the person signed in.',
})
