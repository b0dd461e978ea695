import { type AccountView, myAccount, removeFactor, switchSmsFactor } from '#contract/my-account'
import { linkProvider, listProviders, type Provider, unlinkProvider } from '#contract/oidc'
import { page, redirect } from '../../glue/pages.ts'
import { Frame } from '../../parts/frame.tsx'
import { MeMenu } from '../../parts/me-menu.tsx'
import { LeaveFor, ProviderButtons } from '../../parts/providers.tsx'
import { Card, useHref, useTexts, useWhen } from '../../parts/small.tsx'
import { fill } from '../../texts/texts.ts'
import { own } from './own.tsx'

function Security({ account, level, providers }: { account: AccountView; level: 'enrol' | 'full'; providers: readonly Provider[] }) {
  const t = useTexts().me
  const href = useHref()
  const when = useWhen()
  const backup = account.factors.length > 0 || account.backupCodesLeft > 0
  return (
    <Frame title={t['security.title']}>
      <MeMenu at="/security" />
      {level === 'enrol' && (
        <Card tone="warn" icon="info-circle" title={t['enrol.title']}>
          <p>{t['enrol.text']}</p>
        </Card>
      )}
      <h2>{t['password.title']}</h2>
      <p>
        {account.passwordAt ? fill(t['password.since'], { time: when(account.passwordAt) }) : t['password.none']}{' '}
        <a href={href('/me/security/password')}>{account.passwordAt ? t['password.change'] : t['password.make']}</a>
      </p>
      <h2>{t['factors.title']}</h2>
      <p>{account.factors.length === 0 ? t['factors.none'] : t['factors.some']}</p>
      <Factors account={account} />
      <div class="buttons">
        <a class="button main" href={href('/me/security/app')}>
          {t['factors.app']}
        </a>
        <a class="button" href={href('/me/security/passkeys')}>
          {t['factors.passkey']}
        </a>
      </div>
      <h2>{t['backup.title']}</h2>
      <p>
        {backup ? fill(t['backup.left'], { n: account.backupCodesLeft }) : t['backup.what']} <a href={href('/me/security/backup-codes')}>{t['backup.go']}</a>
      </p>
      <h2>{t['saved.title']}</h2>
      <p>
        {account.savedCode ? t['saved.have'] : t['saved.what']} <a href={href('/me/security/recovery-code')}>{t['saved.go']}</a>
      </p>
      <Sms on={account.smsFactor} />
      <Identities account={account} providers={providers} />
    </Frame>
  )
}

function Factors({ account }: { account: AccountView }) {
  const t = useTexts().me
  const href = useHref()
  const when = useWhen()
  return (
    <ul class="plain">
      {account.factors.map(({ id, kind, label, createdAt, lastUsedAt }) => (
        <li class="card" key={id}>
          <h3>{[t[`factor.${kind}`], label].filter(Boolean).join(': ')}</h3>
          <p>
            {fill(t['factor.since'], { time: when(createdAt) })} {lastUsedAt ? fill(t['factor.used'], { time: when(lastUsedAt) }) : t['factor.unused']}
          </p>
          <details>
            <summary>
              {t['factor.remove']}
              <span class="unseen">: {label ?? t[`factor.${kind}`]}</span>
            </summary>
            <div>
              <p>{t['factor.remove-note']}</p>
              <form method="post" action={href(`/me/security/factors/${id}/remove`)}>
                <button class="danger-button" type="submit">
                  {t['factor.remove-do']}
                </button>
              </form>
            </div>
          </details>
        </li>
      ))}
    </ul>
  )
}

/** Off unless the person switches it on, and told what it is worth. */
function Sms({ on }: { on: boolean }) {
  const t = useTexts().me
  const href = useHref()
  return (
    <>
      <h2>{t['sms.title']}</h2>
      <p>{on ? t['sms.on'] : t['sms.off']}</p>
      <p>{t['sms.risk']}</p>
      <form method="post" action={href('/me/security/sms')}>
        <button type="submit" name="on" value={on ? '0' : '1'}>
          {on ? t['sms.switch-off'] : t['sms.switch-on']}
        </button>
      </form>
    </>
  )
}

/** Other services that open this account; shown where there are any. */
function Identities({ account, providers }: { account: AccountView; providers: readonly Provider[] }) {
  const t = useTexts().me
  const href = useHref()
  const when = useWhen()
  const free = providers.filter(({ id }) => !account.identities.some(({ provider }) => provider === id))
  if (providers.length === 0 && account.identities.length === 0) return null
  return (
    <>
      <h2>{t['identities.title']}</h2>
      <p>{t['identities.text']}</p>
      <ul class="plain">
        {account.identities.map(({ provider, name, linkedAt }) => (
          <li class="card" key={provider}>
            <h3>{name}</h3>
            <p>{fill(t['identities.since'], { time: when(linkedAt) })}</p>
            <form method="post" action={href(`/me/security/identities/${provider}/remove`)}>
              <button class="danger-button" type="submit">
                {t['identities.remove']}
                <span class="unseen">: {name}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
      <ProviderButtons providers={free} to="/me/security/identities" isLink />
    </>
  )
}

export const securityPages = own({
  'GET /me/security': async ({ api, site }) => {
    const [account, providers] = await Promise.all([api.call(myAccount), api.call(listProviders)])
    return page(<Security account={account} level={site.me?.level ?? 'full'} providers={providers} />)
  },
  'POST /me/security/identities/:provider': async ({ api, params }) => {
    const { url } = await api.call(linkProvider, { params })
    return page(<LeaveFor url={url} back="/me/security" />)
  },
  'POST /me/security/identities/:provider/remove': async ({ api, params }) => {
    await api.call(unlinkProvider, { params })
    return redirect('/me/security', 'identity-unlinked')
  },
  'POST /me/security/factors/:id/remove': async ({ api, params }) => {
    await api.call(removeFactor, { params })
    return redirect('/me/security', 'factor-removed')
  },
  'POST /me/security/sms': async ({ api, body }) => {
    const on = body.get('on') === '1'
    await api.call(switchSmsFactor, { body: { on } })
    return redirect('/me/security', on ? 'sms-on' : 'sms-off')
  },
})
