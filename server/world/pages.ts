import type { FastifyInstance } from 'fastify'
import type { Lang } from '#contract/common'
import { demoPage, escaped, PAGE_POLICY } from '#domains/notifications/index'
import { Refusal } from '#platform/refusal'
import { type DemoCitizen, demoCitizens, hasApp } from './demo-citizens.ts'
import { type DemoStaff, demoCode, demoPassword, demoSecret, demoStaff } from './staff.ts'
import en from './texts.en.json' with { type: 'json' }
import ru from './texts.ru.json' with { type: 'json' }

const texts: Record<Lang, typeof ru> = { ru, en }

/** GET /demo/sign-in: who may come to the desk and to an account of the demonstration, with the code of this moment. In any other mode there is no such page. */
export function worldPages(app: FastifyInstance): void {
  for (const [lang, prefix] of [
    ['ru', ''],
    ['en', '/en'],
  ] as const satisfies [Lang, string][])
    app.get(`${prefix}/demo/sign-in`, { config: { access: 'anyone', page: true } }, async ({ ctx }, reply) => {
      if (ctx.app.mode !== 'demo') throw new Refusal('not-found', 'page.none')
      reply.header('content-security-policy', PAGE_POLICY).header('cache-control', 'no-store').type('text/html; charset=utf-8')
      return reply.send(signInPage(lang, ctx.now))
    })
}

/** Citizens: the login is the mail or the telephone; without an app the code comes by mail or text message, which the demonstration shows. */
function citizensPart(lang: Lang, now: Date): string {
  const said = texts[lang].citizens
  const row = (one: DemoCitizen) => {
    const { person } = one
    const app = hasApp(one) ? [demoCode(person.email, now), demoSecret(person.email)] : ['', '']
    const cells = [person.email, person.phone, ...app].map((text) => `<td>${text && `<code>${text}</code>`}</td>`)
    return `<tr><th scope="row">${escaped(person.name)}</th><td>${escaped(said.states[one.state])}</td>${cells.join('')}</tr>`
  }
  const heads = [said.who, said.state, said.mail, said.phone, said.code, said.secret].map((head) => `<th scope="col">${escaped(head)}</th>`).join('')
  return `<h2>${escaped(said.title)}</h2><p>${escaped(said.lead)}</p><table><thead><tr>${heads}</tr></thead><tbody>${demoCitizens.map(row).join('')}</tbody></table>`
}

export function signInPage(lang: Lang, now: Date): string {
  const said = texts[lang]
  const roles = ({ roles: held }: DemoStaff) => held.map((role) => said.roles[role]).join(', ')
  const row = (person: DemoStaff) =>
    `<tr><th scope="row">${escaped(person.name)}</th><td>${escaped(roles(person))}</td><td><code>${person.login}</code></td><td><code>${demoCode(person.login, now)}</code></td><td><code>${demoSecret(person.login)}</code></td></tr>`
  const heads = [said.who, said.role, said.login, said.code, said.secret].map((head) => `<th scope="col">${escaped(head)}</th>`).join('')
  const path = `${lang === 'en' ? '/en' : ''}/demo/sign-in`
  return demoPage(
    lang,
    said.title,
    '/demo/sign-in',
    `<h1>${escaped(said.title)}</h1><p>${escaped(said.lead)}</p><p>${escaped(said.password)}: <code>${demoPassword}</code></p><p><a href="${path}">${escaped(said.reload)}</a></p>
<table><thead><tr>${heads}</tr></thead><tbody>${demoStaff.map(row).join('')}</tbody></table>
${citizensPart(lang, now)}`,
  )
}
