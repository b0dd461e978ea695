import { type Draft, dropDraftFile, readDraft, uploadDraftFiles } from '#contract/drafts'
import { ApiProblem } from '../../glue/api.ts'
import { page, pages, redirect } from '../../glue/pages.ts'
import { FileField, FileList, Uploading } from '../../parts/files.tsx'
import { type Refused, useTroubles } from '../../parts/form.tsx'
import { Frame } from '../../parts/frame.tsx'
import { useHref, useTexts } from '../../parts/small.tsx'
import { fill } from '../../texts/texts.ts'

function FilesStep({ draft, refused }: { draft: Draft; refused: Refused[] }) {
  const t = useTexts().form
  const href = useHref()
  const troubles = useTroubles()(refused)
  return (
    <Frame title={t.filesTitle} step={fill(t.step, { n: 3 })} back="/requests/new/details" troubles={troubles}>
      <div id="kept">
        {draft.files.length > 0 ? (
          <>
            <h2>{t.filesList}</h2>
            <FileList files={draft.files} remove={(file) => `/requests/new/files/${file.id}/remove`} />
          </>
        ) : (
          <p>{t.filesNone}</p>
        )}
      </div>
      <form method="post" action={href('/requests/new/files')} encType="multipart/form-data" data-files>
        <FileField troubles={troubles} label={t.filesChoose} />
        <Uploading to="/api/draft/files" />
        <div class="buttons">
          <button class="main" type="submit">
            {t.continue}
          </button>
          <button type="submit" formAction={`${href('/requests/new/files')}?then=stay`} data-needless>
            {t.filesAdd}
          </button>
        </div>
      </form>
    </Frame>
  )
}

/** What the API says of single files, as problems of the one file field. */
export const refusedFiles = (problems: { name: string; code: string }[]): Refused[] =>
  // A part without a name is what a browser sends when nothing was chosen.
  problems.filter(({ name }) => name !== '').map(({ name, code }) => ({ field: 'files', code, details: { name } }))

export const filesStep = pages({
  'GET /requests/new/files': async ({ api }) => {
    const draft = await api.call(readDraft)
    return page(<FilesStep draft={draft} refused={[]} />)
  },
  'POST /requests/new/files': async ({ api, query }) => {
    try {
      const { draft, problems } = await api.upload(uploadDraftFiles)
      const refused = refusedFiles(problems)
      if (refused.length > 0) return page(<FilesStep draft={draft} refused={refused} />, 422)
    } catch (error) {
      // Storage down or full: the words are kept, and the page says so at the field.
      if (!(error instanceof ApiProblem) || !['storage.full', 'storage.unavailable', 'file.too-many'].includes(error.problem.code)) throw error
      const draft = await api.call(readDraft)
      return page(<FilesStep draft={draft} refused={[{ field: 'files', code: error.problem.code, details: { name: '' } }]} />, error.status)
    }
    return redirect(query['then'] === 'stay' ? '/requests/new/files' : '/requests/new/check')
  },
  'POST /requests/new/files/:fileId/remove': async ({ api, params }) => {
    await api.call(dropDraftFile, { params })
    return redirect('/requests/new/files', 'file-removed')
  },
})
