// The process that reads mails of strangers. It has no environment, no files but the program's own, and is killed at its
// limits; it talks to its parent over two pipes, and ends when they do.
import { attachmentContents, readMail } from '../read-mail.ts'
import { receivedFrames, sendFrame } from './frames.ts'
import { LightBlob } from './light-blob.ts'

// postal-mime joins the lines of a part by a Blob: Node's own takes 40 s and 2 GB for a million lines.
Object.assign(globalThis, { Blob: LightBlob })

let mail: Buffer = Buffer.alloc(0)
let contents: ReadonlyMap<string, Buffer> | undefined
for await (const { kind, payload } of receivedFrames(process.stdin)) {
  if (kind === 'M') {
    // Attachments of one mail are asked for one after the other: it is taken apart once.
    if (!payload.equals(mail)) contents = undefined
    mail = payload
  }
  if (kind === 'R') sendFrame(process.stdout, 'R', JSON.stringify(await readMail(mail, Number(payload.toString()))))
  if (kind === 'A') {
    contents ??= await attachmentContents(mail)
    const found = contents.get(payload.toString())
    sendFrame(process.stdout, found ? 'A' : 'N', found ?? '')
  }
}
