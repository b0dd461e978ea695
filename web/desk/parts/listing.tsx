import type { ReactNode } from 'react'
import { useTexts } from '../texts/texts.tsx'
import table from './listing.module.css'
import { Scroller } from './scroller.tsx'

interface Props {
  label: string
  /** What stands over the columns, in words. */
  columns: readonly string[]
  /** A last column of buttons, which is named for readers alone. */
  hasActions?: boolean
  /** The rows; the first cell of each is its head. */
  children: ReactNode
}

/** A table of the desk; one that is too wide scrolls in a box of its own. */
export function Listing({ label, columns, hasActions = false, children }: Props) {
  const { t } = useTexts()
  return (
    <Scroller label={label}>
      <table className={table.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
            {hasActions && (
              <th scope="col">
                <span className={table.hidden}>{t('tickets.actions')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </Scroller>
  )
}

/** The cell that names a row. */
export function RowHead({ children }: { children: ReactNode }) {
  return (
    <th scope="row" className={table.rowHead}>
      {children}
    </th>
  )
}
