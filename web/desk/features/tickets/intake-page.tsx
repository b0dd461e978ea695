import { useState } from 'react'
import type { Receipt } from '#contract/tickets'
import frame from '../../frame/frame.module.css'
import { PageTitle } from '../../parts/page.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { IntakeForm } from './intake-form.tsx'
import { IntakeReceipt } from './intake-receipt.tsx'

/** A request filed for somebody who calls, writes or comes; afterwards what has to be read out to them. */
export function Page() {
  const { t } = useTexts()
  const [receipt, setReceipt] = useState<Receipt | null>(null)
  return (
    <div className={frame.page} data-pane tabIndex={-1}>
      <PageTitle key={receipt ? 'filed' : 'form'} tab={t('frame.intake')}>
        {receipt ? t('tickets.intake-filed', { number: receipt.number }) : t('frame.intake')}
      </PageTitle>
      {receipt ? <IntakeReceipt receipt={receipt} onAgain={() => setReceipt(null)} /> : <IntakeForm onFiled={setReceipt} />}
    </div>
  )
}
