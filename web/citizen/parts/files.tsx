import type { FileView } from '#contract/tickets'
import { limits } from '#contract/tickets'
import { useSite } from '../glue/site-context.ts'
import { fill } from '../texts/texts.ts'
import { size } from '../words.ts'
import { FieldError, type Trouble } from './form.tsx'
import { Icon, Script, useHref, useTexts } from './small.tsx'

export const accepted = '.jpg,.jpeg,.png,.pdf,image/jpeg,image/png,application/pdf'

/** Name, size and scan state; with `link` when it may be opened, with `remove` (path of the POST) while it is not sent yet. */
export function FileList({ files, link, remove }: { files: FileView[]; link?: (file: FileView) => string; remove?: (file: FileView) => string }) {
  const { lang } = useSite()
  const t = useTexts().form
  const href = useHref()
  return (
    <ul class="files">
      {files.map((file) => (
        <li key={file.id}>
          <Icon name="paperclip" />
          <span>
            {link && (file.scan === 'clean' || file.scan === 'not_scanned') ? <a href={href(link(file))}>{file.name}</a> : file.name}{' '}
            <span class="faint">
              {size(file.bytes, lang)}, {t[`scan.${file.scan}`]}
            </span>
          </span>
          {remove && (
            <form method="post" action={href(remove(file))}>
              <button class="linkish" type="submit">
                {t.remove} <span class="unseen">{fill(t.removeNamed, { name: file.name })}</span>
              </button>
            </form>
          )}
        </li>
      ))}
    </ul>
  )
}

/** A plain file field; the script of the page adds dropping and progress to the form around it. */
export function FileField({ troubles, label }: { troubles: Trouble[]; label: string }) {
  const { lang } = useSite()
  const t = useTexts().form
  const rule = fill(t.filesRule, { size: size(limits.files.bytes, lang), count: limits.files.count })
  const own = troubles.filter(({ field }) => field === 'files')
  return (
    <div class={own.length > 0 ? 'field bad' : 'field'}>
      <label for="files">{label}</label>
      <p class="hint" id="files-hint">
        {rule}
      </p>
      {own.map(({ text }, at) => (
        <FieldError key={text} id={at === 0 ? 'files' : `files-${at}`} text={text} />
      ))}
      <input
        type="file"
        id="files"
        name="files"
        multiple
        accept={accepted}
        aria-describedby={own.length > 0 ? 'files-hint files-error' : 'files-hint'}
        aria-invalid={own.length > 0 ? 'true' : undefined}
      />
    </div>
  )
}

/** The words the upload script says, and where it sends the files. */
export function Uploading({ to }: { to: string }) {
  const t = useTexts()
  const texts = Object.fromEntries(Object.entries(t.problems).filter(([key]) => key.startsWith('file.') || key.startsWith('storage.')))
  const { lang } = useSite()
  const facts = { size: size(limits.files.bytes, lang), count: limits.files.count, bytes: limits.files.bytes }
  return (
    <>
      <div
        data-upload={to}
        data-texts={JSON.stringify({ ...texts, sending: t.form.sending, failed: t.form.sentFailed, summary: t.form.sentSummary, drop: t.form.filesDrop })}
        data-facts={JSON.stringify(facts)}
      >
        <p class="faint" data-drop />
        <ul class="files" data-progress />
        <p class="unseen" role="status" data-said />
      </div>
      <Script name="files" />
    </>
  )
}
