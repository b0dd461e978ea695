import { checkContact, myAccount, sendCheckCode } from '#contract/my-account'
import type { Api } from '../../glue/api.ts'
import { type Answer, page, redirect } from '../../glue/pages.ts'
import { Again, CodeForm, codeTyped, inAddress, noCode, type Sent, sent, sentOf } from '../../parts/code.tsx'
import { type Refused, useTroubles } from '../../parts/form.tsx'
import { Frame } from '../../parts/frame.tsx'
import { attempt } from '../../parts/refused.ts'
import { useTexts } from '../../parts/small.tsx'
import { fill } from '../../texts/texts.ts'
import { unbroken } from '../../words.ts'
import { own } from './own.tsx'

/** A contact that refused messages is used again once a code was read there. */
function Check({ id, masked, sent, refused }: { id: string; masked: string; sent: Sent; refused: Refused[] }) {
  const t = useTexts().notices
  const troubles = useTroubles()(refused)
  const path = `/me/contacts/${id}/check`
  return (
    <Frame title={fill(t['check.title'], { address: unbroken(masked) })} back="/me/contacts" troubles={troubles}>
      <p>{t['check.lead']}</p>
      <CodeForm action={`${path}/proof${inAddress(sent)}`} sent={sent} troubles={troubles} button={t['check.go']} />
      <Again action={path} hidden={{}} sent={sent} />
    </Frame>
  )
}

async function shown(api: Api, id: string, sent: Sent, refused: Refused[] = []): Promise<Answer> {
  const contact = (await api.call(myAccount)).contacts.find((one) => one.id === id)
  return contact ? page(<Check id={id} masked={contact.masked} sent={sent} refused={refused} />, refused.length > 0 ? 422 : 200) : redirect('/me/contacts')
}

export const contactCheckPages = own({
  'GET /me/contacts/:id/check': ({ api, params, query }) => shown(api, params.id, sentOf(query)),
  'POST /me/contacts/:id/check': async ({ api, params, query }) => {
    const { done, refused } = await attempt(api, sendCheckCode, { params }, 'code')
    return refused ? shown(api, params.id, sentOf(query), refused) : redirect(`/me/contacts/${params.id}/check${inAddress(sent(done))}`)
  },
  'POST /me/contacts/:id/check/proof': async ({ api, params, query, body }) => {
    const code = codeTyped(body)
    if (code === '') return shown(api, params.id, sentOf(query), noCode)
    const { refused } = await attempt(api, checkContact, { params, body: { code } }, 'code')
    return refused ? shown(api, params.id, sentOf(query), refused) : redirect('/me/contacts', 'contact-works')
  },
})
