import { useSite } from '../glue/site-context.ts'
import { Frame } from '../parts/frame.tsx'
import { Script, useHref, useTexts } from '../parts/small.tsx'
import { fill, plural } from '../texts/texts.ts'
import { clock, dayOf, zoneName } from '../words.ts'
import { inWindow, useChatHref, useOut } from './chat/path.ts'

export interface FailureProps {
  status: number
  code: string
  at: string
  retryAfter: number | undefined
}

/** Refusals to show someone a thing look the same as there being no such thing (FORM-11). */
export const shownAs = (status: number): '403' | '404' | '413' | '429' | '500' | '503' => {
  if (status === 403 || status === 413 || status === 429 || status === 503) return String(status) as '403'
  if (status === 507) return '503'
  return status < 500 ? '404' : '500'
}

/** TECH-1: what happened, the code and the time, a way to repeat and a way to report that carries both along. */
export function Failure({ status, code, at, retryAfter }: FailureProps) {
  const site = useSite()
  const { agency, lang, path, host } = site
  const { errors: t, chat } = useTexts()
  const bare = inWindow(site)
  const out = useOut()
  const chatHref = useChatHref()
  const href = useHref()
  const shown = shownAs(status)
  const moment = new Date(at)
  const minutes = Math.max(1, Math.ceil((retryAfter ?? 0) / 60))
  const report = `${href('/requests/new/topic')}?${new URLSearchParams({ topic: 'tech.display', error: code, at })}`
  return (
    <Frame title={t[shown]} bare={bare}>
      <p>
        {t[`${shown}text`]} {shown === '404' && t['404do']}
        {shown === '429' && retryAfter !== undefined && fill(t['429wait'], { n: minutes, minutes: plural(lang, minutes, t.minutes) })}
      </p>
      <dl class="rows">
        <div>
          <dt>{t.code}</dt>
          <dd class="mono">{code}</dd>
        </div>
        <div>
          <dt>{t.time}</dt>
          <dd>
            {dayOf(moment, agency.zone, lang)}, {clock(moment, agency.zone, lang)} {zoneName(moment, agency.zone, lang)}
          </dd>
        </div>
      </dl>
      <div class="buttons">
        {bare && shown === '404' ? (
          <a class="button main" href={chatHref()}>
            {chat['ended.continue']}
          </a>
        ) : (
          <a class="button main" href={shown === '404' ? href('/guest/status') : href(path)}>
            {shown === '404' ? t.byNumber : t.repeat}
          </a>
        )}
        <a href={report} {...out}>
          {t.report}
        </a>
        <a href={href('/')} {...out}>
          {t.home}
        </a>
      </div>
      {host && <Script name="chat" />}
    </Frame>
  )
}
