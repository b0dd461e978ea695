import { useQuery } from '@tanstack/react-query'
import frame from '../../frame/frame.module.css'
import { Loaded } from '../../parts/loading.tsx'
import { PageTitle } from '../../parts/page.tsx'
import { DeliveryTexts } from '../../texts/delivery-texts.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { Board } from './board.tsx'
import { ExtensionsPart } from './extensions-part.tsx'
import { FailedPart } from './failed-part.tsx'
import { boardQuery } from './queries.ts'

export function Page() {
  return (
    <DeliveryTexts>
      <Deliveries />
    </DeliveryTexts>
  )
}

/** Whether every word arrives: channels, queues, incidents, what failed, and extensions that were told too late. */
function Deliveries() {
  const { t } = useTexts()
  const asked = useQuery(boardQuery)
  return (
    <div className={frame.page} data-pane tabIndex={-1}>
      <PageTitle>{t('deliveries.title')}</PageTitle>
      <Loaded asked={asked}>{(board) => <Board board={board} />}</Loaded>
      <FailedPart />
      <ExtensionsPart />
    </div>
  )
}
