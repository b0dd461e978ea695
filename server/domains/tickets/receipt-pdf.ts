import type { Receipt } from '#contract/tickets'
import type { Ctx } from '#platform/ctx'
import type { BytesReply } from '#platform/http/serve'
import { makePdf } from '#platform/pdf'
import en from './texts.en.json' with { type: 'json' }
import ru from './texts.ru.json' with { type: 'json' }

/** The confirmation on one A4 page: number large, dates, where the answer goes. */
export async function receiptPdf(ctx: Ctx, receipt: Receipt): Promise<BytesReply> {
  const texts = ctx.lang === 'en' ? en : ru
  const { agency } = ctx.app.config
  const at = (iso: string) =>
    `${new Intl.DateTimeFormat(ctx.lang === 'en' ? 'en-GB' : 'ru-RU', { dateStyle: 'full', timeStyle: 'short', timeZone: agency.zone }).format(new Date(iso))} (${agency.zone})`
  const lines: [string, string][] = [
    [texts['receipt.subject'], receipt.subject],
    [texts['receipt.received'], at(receipt.receivedAt)],
    [texts['receipt.first-response'], at(receipt.due.firstResponseBy)],
    [texts['receipt.due'], at(receipt.due.dueAt)],
    [texts['receipt.sent-to'], [receipt.sentTo.email, receipt.sentTo.phone].filter(Boolean).join(', ') || '-'],
    ...(receipt.files.length ? [[texts['receipt.files'], receipt.files.map((file) => file.name).join(', ')] as [string, string]] : []),
  ]
  const bytes = await makePdf({
    info: { title: `${texts['receipt.title']} ${receipt.number}` },
    language: ctx.lang,
    content: [
      { text: ctx.lang === 'en' ? agency.nameEn : agency.nameRu, style: 'small' },
      { text: texts['receipt.title'], style: 'h1' },
      { text: receipt.number, style: 'number' },
      { layout: 'noBorders', table: { widths: [150, '*'], body: lines.map(([name, value]) => [{ text: name, style: 'label' }, value]) } },
      { text: texts['receipt.keep'], margin: [0, 24, 0, 0] },
      { text: texts['receipt.never-ask'], style: 'small', margin: [0, 8, 0, 0] },
    ],
  })
  return { bytes, headers: { 'content-type': 'application/pdf', 'content-disposition': `attachment; filename="${receipt.number}.pdf"` } }
}
