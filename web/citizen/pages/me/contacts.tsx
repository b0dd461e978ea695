import { randomUUID } from 'node:crypto'
import { type AccountView, changeContact, myAccount, removeContact } from '#contract/my-account'
import { page, redirect } from '../../glue/pages.ts'
import { useSite } from '../../glue/site-context.ts'
import { idOf } from '../../parts/code.tsx'
import { Field, type Refused, useTroubles } from '../../parts/form.tsx'
import { Frame } from '../../parts/frame.tsx'
import { MeMenu } from '../../parts/me-menu.tsx'
import { attempt } from '../../parts/refused.ts'
import { Card, Icon, useHref, useTexts, useWhen } from '../../parts/small.tsx'
import { fill } from '../../texts/texts.ts'
import { unbroken } from '../../words.ts'
import { ChangeWords } from './overview.tsx'
import { own } from './own.tsx'

function Contacts({ account }: { account: AccountView }) {
  const t = useTexts().me
  const href = useHref()
  return (
    <Frame title={t['contacts.title']}>
      <MeMenu at="/contacts" />
      <p>{t['contacts.lead']}</p>
      {account.changes.map((change) => (
        <Card key={change.id} tone="lead" icon="clock" title={t['under-way']}>
          <p>
            <ChangeWords change={change} />
          </p>
          <p>
            <a class="button" href={href(`/me/contacts/change/${change.id}`)}>
              {t['change.go']}
            </a>
          </p>
        </Card>
      ))}
      <ul class="plain">
        {account.contacts.map((contact) => (
          <li class="card" key={contact.id}>
            <One contact={contact} />
          </li>
        ))}
      </ul>
      <div class="buttons">
        <a class="button main" href={href('/me/contacts/new')}>
          {t['contacts.add']}
        </a>
      </div>
    </Frame>
  )
}

function One({ contact: { id, kind, masked, provedAt, removable } }: { contact: AccountView['contacts'][number] }) {
  const t = useTexts().me
  const href = useHref()
  const when = useWhen()
  return (
    <>
      <h2>
        <Icon name={kind === 'phone' ? 'phone' : 'mail'} />
        {masked}
      </h2>
      <p>{provedAt ? fill(t['contact.proved'], { time: when(provedAt) }) : t['contact.not-proved']}</p>
      <p>
        <a href={href(`/me/contacts/new?replaces=${id}`)}>
          {t['contact.replace']}
          <span class="unseen">: {masked}</span>
        </a>
      </p>
      {removable ? (
        <details>
          <summary>
            {t['contact.remove']}
            <span class="unseen">: {masked}</span>
          </summary>
          <div>
            <p>{t['contact.remove-note']}</p>
            <form method="post" action={href(`/me/contacts/${id}/remove`)}>
              <button class="danger-button" type="submit">
                {t['contact.remove-do']}
              </button>
            </form>
          </div>
        </details>
      ) : (
        <p class="faint">{t['contact.last']}</p>
      )}
    </>
  )
}

interface NewProps {
  replaced: AccountView['contacts'][number] | undefined
  typed: string
  lost: boolean
  refused: Refused[]
}

/** K13: a code to the new one; news and a code to the old one; a pause where the old one is lost. */
function NewContact({ replaced, typed, lost, refused }: NewProps) {
  const { agency } = useSite()
  const t = useTexts().me
  const href = useHref()
  const troubles = useTroubles()(refused)
  const hours = { hours: agency.account.contactHoldHours }
  return (
    <Frame
      title={replaced ? fill(t['contact.replace-title'], { contact: unbroken(replaced.masked) }) : t['contacts.add']}
      back="/me/contacts"
      troubles={troubles}
    >
      <ol>
        {(replaced ? [t['contact.how1'], t['contact.how2'], t['contact.how3']] : [t['contact.how1'], t['contact.how-own'], t['contact.how-news']]).map(
          (text) => (
            <li key={text}>{text}</li>
          ),
        )}
      </ol>
      <form method="post" action={href('/me/contacts/new')} noValidate>
        <input type="hidden" name="key" value={randomUUID()} />
        {replaced && <input type="hidden" name="replaces" value={replaced.id} />}
        <Field
          name="value"
          label={replaced ? t[`contact.new-${replaced.kind}`] : t['contact.new']}
          hint={t['contact.hint']}
          value={typed}
          autocapitalize="none"
          autocomplete={replaced ? (replaced.kind === 'phone' ? 'tel' : 'email') : 'off'}
          maxlength={254}
          spellcheck={false}
          troubles={troubles}
        />
        {replaced && (
          <>
            <label class="choice">
              <input type="checkbox" name="oldIsLost" value="1" checked={lost} />
              <span>{t['contact.lost']}</span>
            </label>
            <p class="hint">{fill(t['contact.lost-note'], hours)}</p>
          </>
        )}
        <button class="main" type="submit">
          {t['contact.get-code']}
        </button>
      </form>
    </Frame>
  )
}

export const contactPages = own({
  'GET /me/contacts': async ({ api }) => page(<Contacts account={await api.call(myAccount)} />),
  'GET /me/contacts/new': async ({ api, query }) => {
    const { contacts } = await api.call(myAccount)
    return page(<NewContact replaced={contacts.find(({ id }) => id === query['replaces'])} typed="" lost={false} refused={[]} />)
  },
  'POST /me/contacts/new': async ({ api, body }) => {
    const value = (body.get('value') ?? '').trim().slice(0, 254)
    const { contacts } = await api.call(myAccount)
    const replaced = contacts.find(({ id }) => id === body.get('replaces'))
    const lost = replaced !== undefined && body.get('oldIsLost') === '1'
    const again = (refused: Refused[]) => page(<NewContact replaced={replaced} typed={value} lost={lost} refused={refused} />, 422)
    if (value === '') return again([{ field: 'value', code: 'contact.required' }])
    const input = { ...(replaced && { replaces: replaced.id }), ...(lost && { oldIsLost: true }) }
    const key = idOf(body.get('key')) || randomUUID()
    const { done, refused } = await attempt(api, changeContact, { key, body: { value, ...input } }, 'value', undefined)
    return refused ? again(refused.map((one) => ({ ...one, field: 'value' }))) : redirect(`/me/contacts/change/${done.id}`)
  },
  'POST /me/contacts/:id/remove': async ({ api, params }) => {
    await api.call(removeContact, { params })
    return redirect('/me/contacts', 'contact-removed')
  },
})
