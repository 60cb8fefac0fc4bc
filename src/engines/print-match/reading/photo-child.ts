// The process that reads codes and text from strangers' photographs. It has no environment, no network, no files but the
// program's own, and dies at its limits; it talks to its parent over two pipes, and ends when they do.
import { childPipes } from './child-pipes.ts'
import { codesOfPhoto } from './codes.ts'
import { PhotoQuestion, type PhotoReading } from './photo-messages.ts'
import { linesOnPhoto } from './photo-text.ts'

const pipes = childPipes()

async function readingOf({ byteCount, text }: PhotoQuestion): Promise<PhotoReading> {
  pipes.send('R', { from: 0, until: byteCount })
  const photo = pipes.receive()
  // What cannot be read says nothing: that is never "right".
  const codes = await codesOfPhoto(photo).catch(() => [])
  const isAsked = text === 'always' || (text === 'without_code' && codes.length === 0)
  const lines = isAsked ? await linesOnPhoto(photo).catch(() => []) : []
  return { codes: codes.map((code) => code.text), lines }
}

pipes.send('Q')
for (;;) {
  const question = PhotoQuestion.parse(JSON.parse(pipes.receive().toString('utf8')))
  pipes.send('D', await readingOf(question))
}
