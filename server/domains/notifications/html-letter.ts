import type { Lang } from '#contract/common'

export interface Letter {
  lang: Lang
  subject: string
  body: string
  agencyName: string
  /** The one link, to the fixed page where a number is asked; mails about security have none (nothing to learn to click on). */
  link: { href: string; words: string; hint: string } | null
  byHand: string | null
  /** The one-purpose link in the body, to stop something or to go on; the whole address is shown. */
  once: string | null
  /** A code in the body, large enough to be copied by eye. */
  code: string | null
  noReply: string
  /** How an appeal is filed that the law counts. */
  identify: string | null
  known: string
  whose: string
  /** Above it all: a demonstration, or the test of a text. */
  notice: string | null
}

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
export const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => signs[sign]!)

/** A number of two digits or a time, with the word after it, and the year after a month: '27 ноября 2027', '18:00 МСК', '1 рабочий день'. */
const counted = /(?<![\p{L}\d-])\d{1,2}(?::\d{2})? (?:\p{L}{3,9} (?=\d{4},)|(?=\p{L}))/gu
/** The same with request numbers, telephones (also masked ones), days and counts kept on one line. */
export const unbroken = (text: string): string =>
  escaped(text)
    .replaceAll(counted, (words) => words.replaceAll(' ', '\u00a0'))
    .replaceAll(/\b\d{2}-\d{4}-\d{4}-\d\b|(?:\b8|\+7) \d{3} (?:\d{3}-\d{2}|\*{3}-\*{2})-\d{2}\b/g, '<span style="white-space:nowrap">$&</span>')
/** A code where it stands by itself, not the same digits within a number. */
const alone = (code: string) => new RegExp(`(?<![\\p{L}\\d-])${RegExp.escape(code)}(?![\\p{L}\\d-])`, 'u')

/**
 * Inline styles only, no images, nothing fetched. Colours are set in pairs, so that a program that turns them for dark mode turns both,
 * and the few that honour the style sheet get the dark theme of the site.
 */
export function htmlLetter({ lang, subject, body, agencyName, link, byHand, once, code, noReply, identify, known, whose, notice }: Letter): string {
  const p = (text: string, style = '') => `<p style="margin:0 0 16px;${style}">${unbroken(text)}</p>`
  const lines = unbroken(body).replaceAll('\n', '<br>')
  const withLink = once
    ? lines.replace(escaped(once), (href) => `<a class="l" href="${href}" style="display:inline-block;padding:12px 0;color:#0A5C58">${href}</a>`)
    : lines
  const said = code
    ? withLink.replace(alone(escaped(code)), (sign) => `<strong style="font-size:28px;line-height:1.3;letter-spacing:2px;white-space:nowrap">${sign}</strong>`)
    : withLink
  const small = 'font-size:14px;line-height:1.5'
  const way = link
    ? `<p style="margin:0 0 8px"><a class="b" href="${escaped(link.href)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background-color:#0A5C58;color:#FFFFFF;text-decoration:none">${escaped(link.words)}</a></p>${p(link.hint, small)}`
    : p(byHand ?? '')
  return `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escaped(subject)}</title>
<style>@media (prefers-color-scheme:dark){.o{background-color:#111817!important}.i{background-color:#19211F!important;color:#EDF1EE!important}.b{background-color:#6CC7BC!important;color:#06201E!important}.f{color:#B9C4C0!important}.l{color:#7FD1C7!important}}</style></head>
<body class="o" style="margin:0;padding:0;background-color:#F6F5F0"><div class="o" style="background-color:#F6F5F0;padding:24px 16px">
<div class="i" role="main" style="max-width:600px;overflow-wrap:anywhere;margin:0 auto;padding:24px;border-radius:12px;background-color:#FFFFFF;color:#1A2423;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif">
${notice ? p(notice, small) : ''}<p class="f" style="margin:0 0 16px;color:#47524F;${small}">${escaped(agencyName)}</p>
<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3;font-weight:600">${unbroken(subject)}</h1>
<p style="margin:0 0 16px">${said}</p>
${identify ? p(identify) : ''}${way}
<div class="f" style="color:#47524F;${small}">${p(noReply)}${p(known)}${p(whose)}</div>
</div></div></body></html>
`
}
