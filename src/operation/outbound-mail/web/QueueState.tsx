import { Card } from '../../../webkit/Card.tsx'
import { Instant } from '../../../webkit/Instant.tsx'
import { Facts } from '../../../webkit/Page.tsx'
import { ButtonLink } from '../../../webkit/PageLink.tsx'
import { StatusWord } from '../../../webkit/StatusWord.tsx'
import { useRead } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { readMailQueue } from '../contract.ts'
import { mailSettingsWords } from './settings-words.ts'

const LIVE = { topic: 'outbound-mail' }

/** 送信できていないメール: approved mail that no relay takes; without trouble nothing is shown. */
export function MailThatDoesNotLeave() {
  const t = usePhrases(mailSettingsWords).queue
  const { data: queue } = useRead(readMailQueue, {}, LIVE)
  if (!queue?.trouble) return null
  return (
    <Card
      title={t.stuckTitle}
      count={t.count(queue.waitingCount)}
      tone="stopped"
      due={
        queue.oldestWaitingSince && (
          <>
            {t.oldest}: <Instant at={queue.oldestWaitingSince} />
          </>
        )
      }
      action={<ButtonLink to="/organisation-settings">{t.toSettings}</ButtonLink>}
    >
      <p>{t.troubles[queue.trouble]}</p>
    </Card>
  )
}

/** Whether mail can leave: the relay, and what waits for it. */
export function QueueSection() {
  const t = usePhrases(mailSettingsWords).queue
  const read = useRead(readMailQueue, {}, LIVE)
  if (!read.data) return <Waiting on={read} />
  const { isRelaySet, waitingCount, oldestWaitingSince, trouble } = read.data
  const tone = trouble ? 'stopped' : isRelaySet ? 'passed' : 'waiting'
  return (
    <>
      <p>
        <StatusWord tone={tone} word={isRelaySet ? t.set : t.unset} />
      </p>
      <p>{trouble ? t.troubles[trouble] : isRelaySet ? t.fine : t.unsetYet}</p>
      <Facts
        of={[
          [t.waiting, t.count(waitingCount)],
          ...(oldestWaitingSince ? [[t.oldest, <Instant key="since" at={oldestWaitingSince} />] as const] : []),
        ]}
      />
    </>
  )
}
