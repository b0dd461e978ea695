import { type AccountView, type ContactChange, myAccount } from '#contract/my-account'
import { page } from '../../glue/pages.ts'
import { CoolDown } from '../../parts/cool-down.tsx'
import { Frame } from '../../parts/frame.tsx'
import { MeMenu } from '../../parts/me-menu.tsx'
import { Card, Icon, useHref, useTexts, useWhen } from '../../parts/small.tsx'
import { fill } from '../../texts/texts.ts'
import { unbroken } from '../../words.ts'
import { own } from './own.tsx'

function Overview({ account }: { account: AccountView }) {
  const { me: t, form } = useTexts()
  const { change } = form
  const href = useHref()
  return (
    <Frame title={t.title}>
      <MeMenu at="" />
      {account.coolDown && <CoolDown until={account.coolDown.until} closed={account.coolDown.closed} />}
      <UnderWay account={account} />
      <Card title={account.profile.name ?? t['profile.title']} icon="user">
        <dl class="rows">
          <div>
            <dt>{t.number}</dt>
            <dd class="mono">{account.number}</dd>
          </div>
          <div>
            <dt>{t.level}</dt>
            <dd>
              <Icon name={account.identityLevel === 3 ? 'shield-check' : account.identityLevel === 2 ? 'shield-half' : 'shield-question'} />{' '}
              {t[`level.${Math.min(3, Math.max(1, account.identityLevel)) as 1}`]}
              <p class="hint">{t[`level.${Math.min(3, Math.max(1, account.identityLevel)) as 1}.note`]}</p>
            </dd>
          </div>
          <div>
            <dt>{t.contacts}</dt>
            <dd>{account.contacts.map(({ masked }) => masked).join('\n')}</dd>
            <dd class="act">
              <a href={href('/me/contacts')}>
                {change}
                <span class="unseen">: {t.contacts}</span>
              </a>
            </dd>
          </div>
          <div>
            <dt>{t.protection}</dt>
            <dd>
              <Protection account={account} />
            </dd>
            <dd class="act">
              <a href={href('/me/security')}>
                {change}
                <span class="unseen">: {t.protection}</span>
              </a>
            </dd>
          </div>
        </dl>
      </Card>
      <Card title={t['block.title']} icon="shield-x">
        <p>{t['block.short']}</p>
        <p>
          <a class="button danger-button" href={href('/me/block')}>
            {t['block.button']}
          </a>
        </p>
      </Card>
    </Frame>
  )
}

function Protection({ account }: { account: AccountView }) {
  const t = useTexts().me
  const has = (kind: 'totp' | 'passkey') => account.factors.filter((factor) => factor.kind === kind).length
  const words = [
    has('totp') > 0 && t['protection.totp'],
    has('passkey') > 0 && fill(t['protection.passkeys'], { n: has('passkey') }),
    fill(t['protection.backup'], { n: account.backupCodesLeft }),
    account.savedCode && t['protection.saved'],
    account.smsFactor && t['protection.sms'],
  ].filter((one) => one !== false)
  return <>{[account.factors.length === 0 ? t['protection.none'] : '', ...words].filter(Boolean).join('\n')}</>
}

/** What is going on and until when; each with the way to stop it. */
function UnderWay({ account }: { account: AccountView }) {
  const t = useTexts().me
  const href = useHref()
  const when = useWhen()
  if (account.changes.length === 0 && !account.deleteAt) return null
  return (
    <Card tone="lead" icon="clock" title={t['under-way']}>
      <ul>
        {account.changes.map((change) => (
          <li key={change.id}>
            <ChangeWords change={change} />{' '}
            <a href={href(`/me/contacts/change/${change.id}`)}>
              {t['change.open']}
              <span class="unseen"> {change.masked}</span>
            </a>
          </li>
        ))}
        {account.deleteAt && (
          <li>
            {fill(t['delete.at'], { time: when(account.deleteAt) })} <a href={href('/me/settings')}>{t['delete.take-back']}</a>
          </li>
        )}
      </ul>
    </Card>
  )
}

export function ChangeWords({ change }: { change: ContactChange }) {
  const t = useTexts().me
  const when = useWhen()
  const what = fill(change.replaces ? t['change.replace'] : t['change.add'], { contact: unbroken(change.masked), old: unbroken(change.replaces ?? '') })
  const state = change.effectiveAt ? fill(t['change.effective'], { time: when(change.effectiveAt) }) : fill(t['change.wants'], { time: when(change.expiresAt) })
  return (
    <>
      {what} {state}
    </>
  )
}

export const overviewPages = own({
  'GET /me': async ({ api }) => page(<Overview account={await api.call(myAccount)} />),
})
