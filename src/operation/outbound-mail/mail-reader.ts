import { type MailReader, openMailReader } from '../../engines/mail-parts/index.ts'

let reader: MailReader | undefined

/** The process that reads mails for this one; started with the first mail, ended with us. */
export const mailReader = (): MailReader => (reader ??= openMailReader())
