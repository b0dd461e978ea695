import { CloseButton } from '@mantine/core'
import { useState } from 'react'
import type { Route } from '#contract/route'
import { type FileView, limits } from '#contract/tickets'
import type { Ask } from '../api/call.ts'
import { useSend } from '../api/send.ts'
import { useTexts } from '../texts/texts.tsx'
import { bytes } from './format.ts'
import { announce } from './notices.tsx'
import { ProblemAlert } from './problem-alert.tsx'
import css from './uploads.module.css'

interface Uploaded {
  files: FileView[]
  problems: { name: string; code: string }[]
}

/** Files of the message being written, at most `most`: each passes or fails by itself, the others survive. */
export function useUploads(route: Route, params: Record<string, string>, most: number) {
  const { t } = useTexts()
  const [files, setFiles] = useState<FileView[]>([])
  const [problems, setProblems] = useState<{ name: string; code: string }[]>([])
  const send = useSend(route)
  const add = async (chosen: File[]) => {
    const fits = chosen.filter((file) => file.size <= limits.files.bytes)
    const tooBig = chosen.filter((file) => file.size > limits.files.bytes).map((file) => ({ name: file.name, code: 'file.too-big' }))
    const room = Math.max(0, most - files.length)
    const over = fits.slice(room).map((file) => ({ name: file.name, code: 'file.too-many' }))
    setProblems([...tooBig, ...over])
    if (fits.slice(0, room).length === 0) return
    const form = new FormData()
    for (const file of fits.slice(0, room)) form.append('files', file, file.name)
    try {
      const reply = (await send.mutateAsync({ params, body: form } as unknown as Ask<Route>)) as unknown as Uploaded
      setFiles((old) => [...old, ...reply.files])
      setProblems([...tooBig, ...over, ...reply.problems])
      announce(t('tickets.attached', { count: reply.files.length }))
    } catch {
      // shown from send.error
    }
  }
  const remove = (id: string) => setFiles((old) => old.filter((file) => file.id !== id))
  const clear = () => {
    setFiles([])
    setProblems([])
    send.reset()
  }
  return { files, problems, error: send.error, busy: send.isPending, add, remove, clear }
}

export function FileList({ uploads }: { uploads: ReturnType<typeof useUploads> }) {
  const { t, maybe, lang } = useTexts()
  return (
    <>
      {uploads.error && <ProblemAlert error={uploads.error} />}
      {uploads.problems.length > 0 && (
        <ul className={css.problems} role="alert">
          {uploads.problems.map(({ name, code }) => (
            <li key={`${name} ${code}`}>
              {name}: {maybe(`problems.${code}`) ?? t('problems.file.other')}
            </li>
          ))}
        </ul>
      )}
      {uploads.files.length > 0 && (
        <ul className={css.files} aria-label={t('tickets.files')}>
          {uploads.files.map((file) => (
            <li key={file.id}>
              {file.name}{' '}
              <span className="faint nowrap">
                {bytes(file.bytes, lang)}, {t(`tickets.scan.${file.scan}`)}
              </span>
              <CloseButton size="sm" aria-label={t('tickets.file-remove', { name: file.name })} onClick={() => uploads.remove(file.id)} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
