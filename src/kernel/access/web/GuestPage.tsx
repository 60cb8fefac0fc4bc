import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Lazy } from '../../../webkit/Lazy.tsx'
import type { GuestTask } from '../../../webkit/page-def.ts'
import { ProblemNotice } from '../../../webkit/ProblemNotice.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import type { OutputOf } from '../../../base/endpoint.ts'
import { confirmGuestCodeEndpoint, currentSession, openGuestLinkEndpoint, signOutEndpoint } from '../contract.ts'
import { GuestFrame } from './GuestFrame.tsx'
import { guestWords } from './guest-words.ts'
import { OutsidePage } from './OutsidePage.tsx'

/**
 * What a guest's link opens: the code from the mail, then the one thing that they are asked. The token stands behind `#`,
 * which no server is told, and leaves the address when it has been used.
 */
export function GuestPage({ tasks }: { readonly tasks: readonly GuestTask[] }) {
  const t = usePhrases(guestWords)
  const [token] = useState(() => window.location.hash.slice(1))
  const session = useRead(currentSession, {}, { topic: 'access' })
  if (!session.data) {
    return (
      <OutsidePage title={t.title}>
        <Waiting on={session} />
      </OutsidePage>
    )
  }
  const { data } = session
  if (data.state === 'signed_in' || data.state === 'choose_organisation') return <SignedInAlready />
  if (token) return <WithLink token={token} session={data} tasks={tasks} />
  if (data.state === 'guest') return <Task session={data} tasks={tasks} />
  return (
    <OutsidePage title={t.endedTitle} lead={t.noToken}>
      <p>{t.goOn}</p>
    </OutsidePage>
  )
}

type Session = OutputOf<typeof currentSession>
interface WithLinkProps {
  readonly token: string
  readonly session: Session
  readonly tasks: readonly GuestTask[]
}

function WithLink({ token, session, tasks }: WithLinkProps) {
  const t = usePhrases(guestWords)
  const queries = useQueryClient()
  const open = useAct(openGuestLinkEndpoint)
  const [step, setStep] = useState<'opening' | 'code' | 'in'>('opening')
  const { run } = open
  const enter = async () => {
    await queries.invalidateQueries({ queryKey: ['access'] })
    window.history.replaceState(window.history.state, '', window.location.pathname)
    setStep('in')
  }
  useEffect(() => {
    const begin = async () => {
      const answer = await run({ token })
      if (answer?.state === 'code_sent') setStep('code')
      if (answer?.state === 'open') await enter()
    }
    void begin()
    // oxlint-disable-next-line react/exhaustive-deps -- the link is opened once; each time again would be another mail
  }, [token])
  if (step === 'in' && session.state === 'guest') return <Task session={session} tasks={tasks} />
  if (step === 'code') {
    return <CodeForm token={token} onEntered={() => void enter()} onAgain={() => run({ token })} again={open} />
  }
  if (open.problem) {
    return (
      <OutsidePage title={t.endedTitle}>
        <ProblemNotice problem={open.problem} />
      </OutsidePage>
    )
  }
  return (
    <OutsidePage title={t.title}>
      <p>{t.opening}</p>
    </OutsidePage>
  )
}

interface CodeFormProps {
  readonly token: string
  readonly onEntered: () => void
  readonly onAgain: () => Promise<unknown>
  readonly again: Pick<ReturnType<typeof useAct<typeof openGuestLinkEndpoint>>, 'problem' | 'isBusy'>
}

function CodeForm({ token, onEntered, onAgain, again }: CodeFormProps) {
  const t = usePhrases(guestWords)
  const confirm = useAct(confirmGuestCodeEndpoint)
  const [code, setCode] = useState('')
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [isSentAgain, setSentAgain] = useState(false)
  const submit = async () => {
    const digits = code.normalize('NFKC').replace(/\s/g, '')
    const isCode = /^\d{6}$/.test(digits)
    setErrors(isCode ? {} : { code: t.codeMissing })
    if (isCode && (await confirm.run({ token, code: digits }))) onEntered()
  }
  const sendAgain = async () => {
    confirm.forgetProblem()
    setCode('')
    setSentAgain((await onAgain()) !== undefined)
  }
  return (
    <OutsidePage title={t.codeTitle} lead={t.codeLead}>
      <Form onSubmit={submit} problem={confirm.problem ?? again.problem} errors={errors}>
        {isSentAgain && <output>{t.againDone}</output>}
        <TextField
          name="code"
          label={t.codeLabel}
          hint={t.codeHint}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
          value={code}
          onChange={setCode}
        />
        <Button tone="main" type="submit" isBusy={confirm.isBusy}>
          {t.next}
        </Button>
      </Form>
      <Button tone="quiet" onPress={sendAgain} isBusy={again.isBusy}>
        {t.again}
      </Button>
    </OutsidePage>
  )
}

interface TaskProps {
  readonly session: Extract<Session, { state: 'guest' }>
  readonly tasks: readonly GuestTask[]
}

/** The one thing that the link is for; a module fills it by the link's purpose. */
function Task({ session, tasks }: TaskProps) {
  const t = usePhrases(guestWords)
  const task = tasks.find(({ purpose }) => purpose === session.purpose)
  return (
    <GuestFrame lead={t.asGuest(session.personName, session.organisationName)}>
      {task ? <Lazy load={task.load} /> : <p>{t.unknownTask}</p>}
    </GuestFrame>
  )
}

function SignedInAlready() {
  const t = usePhrases(guestWords)
  const queries = useQueryClient()
  const signOut = useAct(signOutEndpoint)
  const leave = async () => {
    await signOut.run({})
    queries.clear()
    window.location.reload()
  }
  return (
    <OutsidePage title={t.title} lead={t.signedIn}>
      <Button tone="main" onPress={leave} isBusy={signOut.isBusy}>
        {t.signOut}
      </Button>
    </OutsidePage>
  )
}
