import type { Ctx } from '#platform/ctx'
import type { BytesReply } from '#platform/http/serve'
import { makePdf } from '#platform/pdf'
import { profileValue } from './profile-view.ts'
import type { AccountExport } from './queries/export.ts'
import en from './texts.en.json' with { type: 'json' }
import ru from './texts.ru.json' with { type: 'json' }

/** A page of text takes 20 ms to set; beyond these the PDF says that the rest stands in the JSON file. */
const MOST_SIGNS = 200_000
const MOST_LINES = 300

type Block = { text: string; style?: string } | { layout: string; table: { widths: (number | string)[]; body: unknown[][] } }

/** The same as the JSON file in words for reading: profile, contacts, factors, sessions, requests and talks with what was said, events, looks and messages. */
export async function exportPdf(ctx: Ctx, data: AccountExport): Promise<BytesReply> {
  const texts: Record<string, string> = ctx.lang === 'en' ? en : ru
  const say = (key: string) => texts[`export.${key}`] ?? key
  const zone = data.account.zone
  const format = new Intl.DateTimeFormat(ctx.lang === 'en' ? 'en-GB' : 'ru-RU', { dateStyle: 'long', timeStyle: 'short', timeZone: zone })
  const at = (iso: string) => format.format(new Date(iso))
  const event = (code: string) => texts[`event.${code}`] ?? code
  const rows = (title: string, lines: string[][], most = MOST_LINES): Block[] => [
    { text: say(title), style: 'h1' },
    ...(lines.length ? [table(lines.slice(0, most))] : [{ text: say('none'), style: 'label' }]),
    ...(lines.length > most ? [{ text: say('left-out'), style: 'small' }] : []),
  ]
  const fields = ['name', 'birthDate', 'snils', 'inn', 'passport'] as const
  const bytes = await makePdf({
    info: { title: say('title') },
    language: ctx.lang,
    content: [
      { text: data.by, style: 'small' },
      { text: say('title'), style: 'h1' },
      { text: `${say('made')}: ${at(data.madeAt)} (${zone}). ${say('complete')}`, style: 'small' },
      ...rows('account', [
        [say('number'), data.account.number],
        [say('level'), String(data.account.identityLevel)],
        [say('created'), at(data.account.createdAt)],
      ]),
      ...rows(
        'profile',
        fields.flatMap((field) => {
          const value = profileValue(data.profile, field)
          return value ? [[say(field), value]] : []
        }),
      ),
      ...rows(
        'contacts',
        data.contacts.map((contact) => [say(contact.kind), contact.value]),
      ),
      ...rows(
        'factors',
        data.factors.map((factor) => [say(factor.kind), [factor.label, at(factor.createdAt)].filter(Boolean).join(', ')]),
      ),
      ...rows(
        'sessions',
        data.sessions.map((session) => [at(session.createdAt), session.about]),
      ),
      ...saidIn('requests', data.requests, data.requestsLeftOut, say, at),
      ...saidIn('chats', data.chats, data.chatsLeftOut, say, at),
      ...rows(
        'events',
        data.events.map((one) => [
          at(one.at),
          [event(one.event), one.details['number'], one.role ? (texts[`role.${one.role}`] ?? one.role) : say(one.by)].filter(Boolean).join(', '),
        ]),
      ),
      ...rows(
        'views',
        data.views.map((one) => [at(one.at), [event(one.what), one.number, texts[`role.${one.role}`] ?? one.role].filter(Boolean).join(', ')]),
      ),
      ...rows(
        'notices',
        data.notices.map((one) => [at(one.at), `${one.event}, ${one.channel}, ${one.state}`]),
      ),
    ],
  })
  return { bytes, headers: { 'content-type': 'application/pdf', 'content-disposition': 'attachment; filename="account.pdf"' } }
}

const table = (body: string[][]): Block => ({
  layout: 'noBorders',
  table: { widths: [170, '*'], body: body.map(([name, value]) => [{ text: name, style: 'label' }, value]) },
})

type Said = AccountExport['requests'][number] | AccountExport['chats'][number]
function saidIn(title: string, all: readonly Said[], leftOut: boolean, say: (key: string) => string, at: (iso: string) => string): Block[] {
  const blocks: Block[] = [{ text: say(title), style: 'h1' }]
  let signs = 0
  for (const one of all) {
    const said = one.messages.map((message) => [`${at(message.at)}, ${say(message.from)}`, [message.text, ...message.files].filter(Boolean).join('\n')])
    signs += said.reduce((sum, [, text]) => sum + text!.length, 0)
    if (signs > MOST_SIGNS) return [...blocks, { text: say('left-out'), style: 'small' }]
    blocks.push({ text: [one.number, 'intake' in one ? String(one.intake['subject']) : one.summary?.question].filter(Boolean).join('. ') }, table(said))
    if ('files' in one && one.files.length) blocks.push({ text: `${say('files')}: ${one.files.map((file) => file.name).join(', ')}`, style: 'small' })
  }
  return all.length ? (leftOut ? [...blocks, { text: say('left-out'), style: 'small' }] : blocks) : [...blocks, { text: say('none'), style: 'label' }]
}
