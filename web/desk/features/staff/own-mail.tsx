import { Button, Checkbox, Stack, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { type OwnMail as Mail, mailEvents, ownMail, setOwnMail } from '#contract/staff'
import { call } from '../../api/call.ts'
import { useSend } from '../../api/send.ts'
import { Loaded } from '../../parts/loading.tsx'
import { tell } from '../../parts/notices.tsx'
import { ProblemAlert } from '../../parts/problem-alert.tsx'
import { useTexts } from '../../texts/texts.tsx'

const mailQuery = { queryKey: ['own-mail'], queryFn: () => call(ownMail, {}) }

/** Where the desk writes to, and about what beyond broken terms. */
export function OwnMail() {
  const { t } = useTexts()
  const asked = useQuery(mailQuery)
  return (
    <section aria-labelledby="own-mail">
      <h2 id="own-mail">{t('staff.mail')}</h2>
      <p className="muted">{t('staff.mail-hint')}</p>
      <Loaded asked={asked}>{(mail) => <Form mail={mail} />}</Loaded>
    </section>
  )
}

function Form({ mail }: { mail: Mail }) {
  const { t } = useTexts()
  const client = useQueryClient()
  const send = useSend(setOwnMail)
  const [email, setEmail] = useState(mail.email ?? '')
  const [events, setEvents] = useState<string[]>(mail.events)
  const submit = (pressed: FormEvent) => {
    pressed.preventDefault()
    send.mutate(
      { body: { email: email.trim() || null, events: mailEvents.filter((one) => events.includes(one)) } },
      {
        onSuccess: async () => {
          await client.invalidateQueries({ queryKey: mailQuery.queryKey })
          tell(t('staff.mail-saved'))
        },
      },
    )
  }
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="sm">
        {send.error && <ProblemAlert error={send.error} />}
        <TextInput
          type="email"
          autoComplete="email"
          label={t('staff.mail-address')}
          description={t('staff.mail-address-hint')}
          value={email}
          onChange={(typed) => setEmail(typed.currentTarget.value)}
        />
        <Checkbox.Group label={t('staff.mail-events')} value={events} onChange={setEvents}>
          <Stack gap="xs" mt="xs">
            {mailEvents.map((one) => (
              <Checkbox key={one} value={one} label={t(`staff.mail-event.${one}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
        <div>
          <Button type="submit" loading={send.isPending}>
            {t('staff.mail-save')}
          </Button>
        </div>
      </Stack>
    </form>
  )
}
