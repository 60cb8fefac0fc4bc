// The process that reads codes from strangers' photographs. It has no environment, no network, no files but the program's own,
// and dies at its limits; it talks to its parent over two pipes, and ends when they do.
import { childPipes } from './child-pipes.ts'
import { codesOfPhoto } from './codes.ts'
import { PhotoQuestion } from './photo-messages.ts'

const pipes = childPipes()

async function textsOf(question: PhotoQuestion): Promise<readonly string[]> {
  pipes.send('R', { from: 0, until: question.byteCount })
  const codes = await codesOfPhoto(pipes.receive())
  return codes.map(({ text }) => text)
}

pipes.send('Q')
for (;;) {
  const question = PhotoQuestion.parse(JSON.parse(pipes.receive().toString('utf8')))
  // What cannot be read has no code: that is never "right".
  const texts = await textsOf(question).catch(() => [])
  pipes.send('D', { texts })
}
