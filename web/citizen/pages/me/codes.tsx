import { myAccount, newBackupCodes, newRecoveryCode } from '#contract/my-account'
import { file, page, redirect } from '../../glue/pages.ts'
import { Hidden } from '../../parts/code.tsx'
import { Frame } from '../../parts/frame.tsx'
import { Icon, Script, useHref, useTexts } from '../../parts/small.tsx'
import { fill } from '../../texts/texts.ts'
import { own } from './own.tsx'

type Kind = 'backup' | 'saved'
const pathOf: Record<Kind, string> = { backup: '/me/security/backup-codes', saved: '/me/security/recovery-code' }

function About({ kind, left }: { kind: Kind; left: number | undefined }) {
  const t = useTexts().me
  const href = useHref()
  return (
    <Frame title={t[`${kind}.title`]} back="/me/security">
      <p>{t[`${kind}.lead`]}</p>
      <p>{t[`${kind}.old`]}</p>
      {left !== undefined && <p>{fill(t['backup.left'], { n: left })}</p>}
      <form method="post" action={href(pathOf[kind])}>
        <button class="main" type="submit">
          {t[`${kind}.make`]}
        </button>
      </form>
    </Frame>
  )
}

/** In groups of five, as they are read aloud and typed. */
const grouped = (code: string): string => code.replace(/[\s-]/g, '').replace(/(.{5})(?=.)/g, '$1-')

/** Shown once, on this answer alone. */
function Codes({ kind, codes }: { kind: Kind; codes: string[] }) {
  const t = useTexts().me
  const href = useHref()
  const all = codes.map(grouped)
  return (
    <Frame title={t[`${kind}.new`]}>
      <p>
        <strong>{t['codes.once']}</strong> {t[`${kind}.where`]}
      </p>
      <ol class="codes">
        {all.map((code) => (
          <li key={code} class="mono">
            <span aria-hidden="true">{code}</span>
            <span class="unseen">
              {code
                .split('-')
                .map((group) => group.split('').join(' '))
                .join(', ')}
            </span>
          </li>
        ))}
      </ol>
      <pre id="codes-text" class="unseen" aria-hidden="true">
        {all.join('\n')}
      </pre>
      <div class="buttons no-print">
        <form method="post" action={href(`${pathOf[kind]}/file`)}>
          <Hidden values={{ codes: all.join(' ') }} />
          <button type="submit">
            <Icon name="download" />
            {t['codes.download']}
          </button>
        </form>
        <button type="button" hidden data-print>
          <Icon name="printer" />
          {t['codes.print']}
        </button>
        <button type="button" hidden data-copy="codes-text" data-copied={t['codes.copied']}>
          <Icon name="copy" />
          <span>{t['codes.copy']}</span>
        </button>
      </div>
      <form method="post" action={href(`${pathOf[kind]}/saved`)} class="no-print">
        <label class="choice">
          <input type="checkbox" name="kept" value="1" required data-leaving />
          <span>{t['codes.kept']}</span>
        </label>
        <button class="main" type="submit">
          {t['codes.done']}
        </button>
      </form>
      <Script name="copy" />
      <Script name="print" />
    </Frame>
  )
}

const fileOf = (body: URLSearchParams, name: string) => {
  // Only what has the form of codes comes back as a file.
  const codes = (body.get('codes') ?? '').split(' ').filter((code) => /^[0-9A-Za-z]{1,5}(-[0-9A-Za-z]{1,5}){1,5}$/.test(code))
  return file({
    bytes: Buffer.from(`${codes.slice(0, 10).join('\r\n')}\r\n`),
    headers: { 'content-type': 'text/plain; charset=utf-8', 'content-disposition': `attachment; filename="${name}.txt"` },
  })
}

export const codesPages = own({
  'GET /me/security/backup-codes': async ({ api }) => page(<About kind="backup" left={(await api.call(myAccount)).backupCodesLeft} />),
  'POST /me/security/backup-codes': async ({ api }) => page(<Codes kind="backup" codes={(await api.call(newBackupCodes)).codes} />),
  'POST /me/security/backup-codes/file': ({ body }) => fileOf(body, 'backup-codes'),
  'POST /me/security/backup-codes/saved': ({ body }) => redirect('/me/security', body.get('kept') === '1' ? 'codes-kept' : 'codes-not-kept'),
  'GET /me/security/recovery-code': () => page(<About kind="saved" left={undefined} />),
  'POST /me/security/recovery-code': async ({ api }) => page(<Codes kind="saved" codes={[(await api.call(newRecoveryCode)).code]} />),
  'POST /me/security/recovery-code/file': ({ body }) => fileOf(body, 'recovery-code'),
  'POST /me/security/recovery-code/saved': ({ body }) => redirect('/me/security', body.get('kept') === '1' ? 'codes-kept' : 'codes-not-kept'),
})
