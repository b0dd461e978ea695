import { IconPaperclip } from '@tabler/icons-react'
import type { FileView } from '#contract/tickets'
import { useTexts } from '../texts/texts.tsx'
import css from './file-links.module.css'
import { bytes } from './format.ts'

/** Opening a file is recorded; one that failed the scan stays shut. */
export function FileLinks({ files, hrefOf }: { files: readonly FileView[]; hrefOf: (fileId: string) => string }) {
  const { t, lang } = useTexts()
  return (
    <ul className={css.files} aria-label={t('tickets.files')}>
      {files.map((file) => (
        <li key={file.id}>
          <IconPaperclip size={16} stroke={1.75} aria-hidden />
          {file.scan === 'clean' || file.scan === 'not_scanned' ? (
            <a href={hrefOf(file.id)} download={file.name}>
              {file.name}
            </a>
          ) : (
            <span>{file.name}</span>
          )}
          <span className="faint nowrap">
            {bytes(file.bytes, lang)}, {t(`tickets.scan.${file.scan}`)}
          </span>
        </li>
      ))}
    </ul>
  )
}
