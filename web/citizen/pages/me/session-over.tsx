import { FileField } from '../../parts/files.tsx'
import { Frame } from '../../parts/frame.tsx'
import { useHref, useTexts } from '../../parts/small.tsx'

/** The session ended while a form was open: what was typed is kept on the page and sent again after signing in. Secrets are not kept. */
export function SessionOver({ to, typed, files }: { to: string; typed: URLSearchParams; files?: boolean }) {
  const t = useTexts().me
  const href = useHref()
  const kept = [...typed].filter(([name]) => !/password|code|secret/.test(name))
  return (
    <Frame title={t['over.title']}>
      <p>{t['over.text']}</p>
      <ol>
        <li>
          {/* Stays open beside this page, so that nothing typed is lost. */}
          <a href={href('/sign-in')} target="_blank" rel="noopener">
            {t['over.sign-in']}
          </a>
        </li>
        <li>{t['over.back']}</li>
      </ol>
      <form method="post" action={href(to)} encType={files ? 'multipart/form-data' : undefined}>
        {kept.map(([name, value]) =>
          value.length > 40 || value.includes('\n') ? (
            <textarea key={`${name} ${value}`} name={name} rows={4} aria-label={t['over.typed']} readOnly>
              {value}
            </textarea>
          ) : (
            <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
          ),
        )}
        {files && <FileField label={t['over.files']} troubles={[]} />}
        <div class="buttons">
          <button class="main" type="submit">
            {t['over.again']}
          </button>
        </div>
      </form>
    </Frame>
  )
}
