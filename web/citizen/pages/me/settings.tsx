import { type AccountView, askDeletion, changeSettings, exportJson, exportPdf, myAccount, takeDeletionBack } from '#contract/my-account'
import { zoneOf } from '../../glue/cookies.ts'
import { file, page, redirect } from '../../glue/pages.ts'
import { useSite } from '../../glue/site-context.ts'
import { Group, Radios } from '../../parts/form.tsx'
import { Frame } from '../../parts/frame.tsx'
import { MeMenu } from '../../parts/me-menu.tsx'
import { Card, useHref, useTexts, useWhen } from '../../parts/small.tsx'
import { ZoneSelect } from '../../parts/zone.tsx'
import { fill } from '../../texts/texts.ts'
import { own } from './own.tsx'

function Settings({ account }: { account: AccountView }) {
  const t = useTexts().me
  const href = useHref()
  return (
    <Frame title={t['settings.title']}>
      <MeMenu at="/settings" />
      <form method="post" action={href('/me/settings')}>
        <Group name="lang" legend={t['settings.lang']} hint={t['settings.lang-hint']}>
          <Radios
            name="lang"
            chosen={account.lang}
            choices={[
              { value: 'ru', label: <span lang="ru">Русский</span> },
              { value: 'en', label: <span lang="en">English</span> },
            ]}
          />
        </Group>
        <ZoneSelect chosen={account.zone} />
        <label class="choice">
          <input type="checkbox" name="reminders" value="1" checked={account.settings.reminders} />
          <span>{t['settings.reminders']}</span>
        </label>
        <p class="hint">{t['settings.always']}</p>
        <button class="main" type="submit">
          {t['settings.save']}
        </button>
      </form>
      <p class="apart">
        <a href={`${href('/view')}?from=${encodeURIComponent('/me/settings')}`}>{t['settings.view']}</a>
      </p>
      <h2>{t['export.title']}</h2>
      <p>{t['export.text']}</p>
      <Export account={account} />
      <Erase account={account} />
    </Frame>
  )
}

function Export({ account: { coolDown } }: { account: AccountView }) {
  const t = useTexts().me
  const href = useHref()
  const when = useWhen()
  if (coolDown?.closed.includes('document.download')) return <p>{fill(t['export.later'], { time: when(coolDown.until) })}</p>
  return (
    <div class="buttons">
      <a class="button" href={href('/me/export.pdf')} download>
        {t['export.pdf']}
      </a>
      <a class="button" href={href('/me/export.json')} download>
        {t['export.json']}
      </a>
    </div>
  )
}

function Erase({ account }: { account: AccountView }) {
  const { agency } = useSite()
  const t = useTexts().me
  const href = useHref()
  const when = useWhen()
  if (account.deleteAt)
    return (
      <Card tone="warn" icon="trash" title={t['delete.title']}>
        <p>{fill(t['delete.at'], { time: when(account.deleteAt) })}</p>
        <form method="post" action={href('/me/settings/keep')}>
          <button type="submit">{t['delete.take-back']}</button>
        </form>
      </Card>
    )
  return (
    <>
      <h2>{t['delete.title']}</h2>
      <p>
        {fill(t['delete.text'], { n: agency.account.deletionDays })} <a href={href('/me/settings/erase')}>{t['delete.go']}</a>
      </p>
    </>
  )
}

function EraseAsk({ open }: { open: number }) {
  const { agency } = useSite()
  const t = useTexts().me
  const href = useHref()
  return (
    <Frame title={t['delete.title']} back="/me/settings">
      <ul>
        {[
          fill(t['delete.1'], { n: agency.account.deletionDays }),
          t['delete.2'],
          open > 0 ? fill(t['delete.open'], { n: open }) : t['delete.3'],
          t['delete.4'],
        ].map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <form method="post" action={href('/me/settings/erase')}>
        <button class="danger-button" type="submit">
          {t['delete.do']}
        </button>
      </form>
    </Frame>
  )
}

export const settingsPages = own({
  'GET /me/settings': async ({ api }) => page(<Settings account={await api.call(myAccount)} />),
  'POST /me/settings': async ({ api, body }) => {
    const lang = body.get('lang') === 'en' ? 'en' : 'ru'
    const zone = zoneOf(body.get('zone') ?? undefined)
    await api.call(changeSettings, { body: { lang, ...(zone ? { zone } : {}), reminders: body.get('reminders') === '1' } })
    return redirect('/me/settings', 'settings-saved')
  },
  'GET /me/export.json': async ({ api }) => file(await api.download(exportJson, {})),
  'GET /me/export.pdf': async ({ api }) => file(await api.download(exportPdf, {})),
  'GET /me/settings/erase': async ({ api }) => page(<EraseAsk open={(await api.call(myAccount)).openRequests} />),
  'POST /me/settings/erase': async ({ api }) => {
    await api.call(askDeletion)
    return redirect('/me/settings', 'delete-asked')
  },
  'POST /me/settings/keep': async ({ api }) => {
    await api.call(takeDeletionBack)
    return redirect('/me/settings', 'delete-kept')
  },
})
