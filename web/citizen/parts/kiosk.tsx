import { useSite } from '../glue/site-context.ts'
import { useChatHref } from '../pages/chat/path.ts'
import { Script, useHref, useTexts } from './small.tsx'

/** Seconds of the warning, time enough for a key (WCAG 2.2.1). */
const warning = 30

/** On a shared computer: asks whether somebody is there, then wipes. The small window tells only that it was touched; its page counts. */
export function Kiosk({ seconds, bare }: { seconds: number; bare: boolean | undefined }) {
  const t = useTexts().frame
  const href = useHref()
  const chatHref = useChatHref()
  const { host } = useSite()
  if (bare) return <Script name="kiosk" />
  return (
    <dialog
      class="session"
      data-kiosk={seconds}
      data-warning={warning}
      data-wiping={t['kiosk.wiping']}
      aria-labelledby="kiosk-title"
      aria-describedby="kiosk-text"
    >
      <h2 id="kiosk-title">{t['kiosk.title']}</h2>
      <p id="kiosk-text">{t['kiosk.text']}</p>
      <p data-left={t['kiosk.left']}>{t['kiosk.left'].replace('{n}', String(warning))}</p>
      <div class="buttons">
        <button class="main" type="button" data-stay>
          {t['kiosk.stay']}
        </button>
        <form method="post" action={chatHref('/over')} data-over data-home={host ? `${chatHref()}&wiped=1` : href('/')}>
          <button type="submit">{t['kiosk.end']}</button>
        </form>
      </div>
      <Script name="kiosk" />
    </dialog>
  )
}
