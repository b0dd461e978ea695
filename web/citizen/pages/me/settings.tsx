import { type AccountView, askDeletion, changeSettings, exportJson, exportPdf, myAccount, takeDeletionBack } from '#contract/my-account'
import { changeNoticeChoices, myNoticeChoices, type NoticeChoices } from '#contract/notice-choices'
import { type PushDevices as Devices, pushDevices, removePushDevice } from '#contract/push-devices'
import type { Api } from '../../glue/api.ts'
import { zoneOf } from '../../glue/cookies.ts'
import { file, page, redirect } from '../../glue/pages.ts'
import { useSite } from '../../glue/site-context.ts'
import { Group, Radios, type Refused, useTroubles } from '../../parts/form.tsx'
import { Frame } from '../../parts/frame.tsx'
import { MeMenu } from '../../parts/me-menu.tsx'
import { matrixFrom, NoticeMatrix, QuietFields } from '../../parts/notice-matrix.tsx'
import { PushDevices } from '../../parts/push-devices.tsx'
import { attempt } from '../../parts/refused.ts'
import { Card, useHref, useTexts, useWhen } from '../../parts/small.tsx'
import { ZoneSelect } from '../../parts/zone.tsx'
import { fill } from '../../texts/texts.ts'
import { own } from './own.tsx'

function Settings({ account, choices, push, refused = [] }: { account: AccountView; choices: NoticeChoices; push: Devices; refused?: Refused[] }) {
  const { me: t, notices } = useTexts()
  const href = useHref()
  const troubles = useTroubles()(refused)
  return (
    <Frame title={t['settings.title']} troubles={troubles}>
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
      <h2 id="notices">{notices['choices.title']}</h2>
      <p>{notices['choices.lead']}</p>
      <p class="hint" id="matrix-fixed">
        {notices['choices.always']}: {notices['choices.fixed']}
      </p>
      <form method="post" action={href('/me/settings/notices')} noValidate>
        <NoticeMatrix channels={choices.channels} />
        <QuietFields quiet={choices.quiet} troubles={troubles} />
        <button type="submit">{notices['choices.save']}</button>
      </form>
      <PushDevices push={push} />
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

const shownIn = async (api: Api) => ({ account: await api.call(myAccount), push: await api.call(pushDevices) })
const clockShape = /^([01]\d|2[0-3]):[0-5]\d$/
/** '9:00', '9.00' and '9' are meant as '09:00'; anything else comes back as it was typed. */
function timeTyped(typed: string | null): string {
  const [, hours, minutes = '00'] = /^\s*(\d{1,2})(?:[:.\s](\d{2}))?\s*$/.exec(typed ?? '') ?? []
  return hours === undefined ? (typed ?? '').slice(0, 20) : `${hours.padStart(2, '0')}:${minutes}`
}

export const settingsPages = own({
  'GET /me/settings': async ({ api }) => page(<Settings {...(await shownIn(api))} choices={await api.call(myNoticeChoices)} />),
  'POST /me/settings/notices': async ({ api, body }) => {
    const before = await api.call(myNoticeChoices)
    const quiet = { from: timeTyped(body.get('quietFrom')), to: timeTyped(body.get('quietTo')) }
    const choices = { channels: matrixFrom(body, before.channels), quiet }
    const again = async (refused: Refused[]) => page(<Settings {...(await shownIn(api))} choices={choices} refused={refused} />, 422)
    const wrong = (['from', 'to'] as const).filter((end) => !clockShape.test(quiet[end]))
    if (wrong.length > 0) return again(wrong.map((end) => ({ field: end === 'from' ? 'quietFrom' : 'quietTo', code: 'time.invalid' })))
    const { refused } = await attempt(api, changeNoticeChoices, { body: choices }, 'quietFrom', 'time.invalid')
    return refused ? again(refused) : redirect('/me/settings', 'choices-saved')
  },
  'POST /me/settings': async ({ api, body }) => {
    const lang = body.get('lang') === 'en' ? 'en' : 'ru'
    const zone = zoneOf(body.get('zone') ?? undefined)
    await api.call(changeSettings, { body: { lang, ...(zone ? { zone } : {}), reminders: body.get('reminders') === '1' } })
    return redirect('/me/settings', 'settings-saved')
  },
  'POST /me/settings/push/:id/remove': async ({ api, params }) => {
    await api.call(removePushDevice, { params })
    return redirect('/me/settings', 'push-removed')
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
