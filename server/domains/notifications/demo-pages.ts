import type { Lang } from '#contract/common'
import type { DemoMail, DemoMailLine, DemoSms } from '#contract/notifications'
import type { Ctx } from '#platform/ctx'
import { escaped, unbroken } from './html-letter.ts'
import { fill } from './placeholders.ts'
import { sayWhen } from './say-when.ts'
import { texts } from './texts.ts'

/** Nothing runs and nothing is fetched; the mail inside its sandboxed frame inherits this. Mails carry inline styles. */
export const PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** The site's look in few lines: its tokens, light and dark. */
const style = `:root{color-scheme:light dark;--page:#F6F5F0;--surface:#FFF;--line:#D9D6CB;--text:#1A2423;--muted:#47524F;--link:#0A5C58;--focus:#5A2BD6;--info:#1D4A8C;--info-soft:#E4EDF9}
@media(prefers-color-scheme:dark){:root{--page:#111817;--surface:#19211F;--line:#33403D;--text:#EDF1EE;--muted:#B9C4C0;--link:#7FD1C7;--focus:#C9B8FF;--info:#A9CBFA;--info-soft:#182A42}}
*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--text);font:1.125rem/1.5 "Onest Variable",system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
a{color:var(--link);text-underline-offset:3px}:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:4px}
.banner{background:var(--info-soft);color:var(--info);padding:8px 16px;text-align:center;font-size:1rem}
nav,main{max-width:68rem;margin:0 auto;padding:16px}nav{display:flex;gap:24px;flex-wrap:wrap}nav a{padding:10px 0}
h1{font-size:2rem;line-height:1.2;font-weight:620;margin:0 0 16px;text-wrap:balance}p{max-width:66ch;margin:0 0 16px}
ul{list-style:none;margin:0;padding:0}li{background:var(--surface);border:1px solid var(--line);border-radius:12px;padding:16px;margin:0 0 12px}li a{font-weight:550;overflow-wrap:anywhere}
.muted{color:var(--muted);font-size:1rem;margin:4px 0 0;overflow-wrap:anywhere}dl{margin:0 0 16px}dt{color:var(--muted);font-size:1rem}dd{margin:0 0 8px;overflow-wrap:anywhere}
iframe{width:100%;height:40rem;border:1px solid var(--line);border-radius:12px;background:var(--surface)}pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--surface);border:1px solid var(--line);border-radius:12px;padding:16px;font:inherit;font-size:1rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:8px 12px 8px 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}code{font-family:ui-monospace,"Cascadia Mono","DejaVu Sans Mono",monospace}
h2{font-size:1.25rem;margin:24px 0 8px}@media(max-width:480px){h1{font-size:1.625rem}}`

const base = (lang: Lang) => (lang === 'en' ? '/en' : '')
const clocks = (ctx: Ctx) => ({ agency: ctx.app.config.agency.zone, reader: ctx.app.config.agency.zone, now: ctx.now })

/** A page of the demonstration: `path` without the language, `main` as HTML. */
export function demoPage(lang: Lang, title: string, path: string, main: string): string {
  const { demo } = texts[lang]
  const other = lang === 'ru' ? 'en' : 'ru'
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)}</title><style>${style}</style></head>
<body><header><div class="banner">${escaped(demo.banner)}</div><nav aria-label="${escaped(demo.title)}"><a href="${base(lang) || '/'}">${escaped(demo.home)}</a><a href="/desk/">${escaped(demo.desk)}</a><a href="${base(lang)}/demo/sign-in">${escaped(demo.signIn)}</a><a href="${base(lang)}/demo/mail">${escaped(demo.title)}</a><a href="${base(lang)}/demo/phone">${escaped(demo.phoneTitle)}</a><a href="${base(lang)}/demo/site">${escaped(demo.site)}</a><a href="${base(other)}${path}" hreflang="${other}" lang="${other}">${escaped(demo.other)}</a></nav></header>
<main>${main}</main></body></html>`
}

export function mailListPage(lang: Lang, mails: readonly DemoMailLine[], ctx: Ctx): string {
  const { demo } = texts[lang]
  const line = (mail: DemoMailLine) =>
    `<li><a href="${base(lang)}/demo/mail/${mail.id}">${unbroken(mail.subject)}</a><p class="muted">${escaped(demo.to)}: ${escaped(mail.to)}. ${escaped(sayWhen(lang, mail.at, clocks(ctx)))}</p></li>`
  const list = mails.length === 0 ? `<p>${escaped(demo.empty)}</p>` : `<ul>${mails.map(line).join('')}</ul>`
  return demoPage(
    lang,
    demo.title,
    '/demo/mail',
    `<h1>${escaped(demo.title)}</h1><p>${escaped(demo.lead)}</p><p><a href="${base(lang)}/demo/mail">${escaped(demo.reload)}</a></p>${list}`,
  )
}

/** The mail stands in a frame without rights: no scripts, no forms; its link opens in the whole window when a person presses it. */
export function mailPage(lang: Lang, mail: DemoMail, ctx: Ctx): string {
  const { demo } = texts[lang]
  const row = (name: string, value: string) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`
  return demoPage(
    lang,
    `${mail.subject} - ${demo.title}`,
    `/demo/mail/${mail.id}`,
    `<p><a href="${base(lang)}/demo/mail">${escaped(demo.back)}</a></p><h1>${unbroken(mail.subject)}</h1>
<dl>${row(demo.to, mail.to)}${row(demo.at, sayWhen(lang, mail.at, clocks(ctx)))}</dl>
<iframe sandbox="allow-top-navigation-by-user-activation" title="${escaped(demo.frame)}" srcdoc="${escaped(mail.html.replace('<a ', '<a target="_top" '))}"></iframe>
<h2>${escaped(demo.text)}</h2><pre>${escaped(mail.text)}</pre>`,
  )
}

/** One telephone for all numbers: each message as it stands there, line ends kept. */
export function phonePage(lang: Lang, messages: readonly DemoSms[], ctx: Ctx): string {
  const { demo } = texts[lang]
  const item = (sms: DemoSms) =>
    `<li><p class="muted">${escaped(demo.to)}: ${escaped(sms.to)}. ${escaped(sayWhen(lang, sms.at, clocks(ctx)))}</p><pre>${escaped(sms.text)}</pre><p class="muted">${escaped(fill(demo.parts, () => String(sms.parts)))}</p></li>`
  const list = messages.length === 0 ? `<p>${escaped(demo.phoneEmpty)}</p>` : `<ul>${messages.map(item).join('')}</ul>`
  return demoPage(
    lang,
    demo.phoneTitle,
    '/demo/phone',
    `<h1>${escaped(demo.phoneTitle)}</h1><p>${escaped(demo.phoneLead)}</p><p><a href="${base(lang)}/demo/phone">${escaped(demo.reload)}</a></p>${list}`,
  )
}
