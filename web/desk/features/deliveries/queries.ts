import { deliveryBoard, failedNotices, servedExtensions } from '#contract/deliveries'
import { call } from '../../api/call.ts'

export const boardQuery = { queryKey: ['deliveries'], queryFn: () => call(deliveryBoard, {}), refetchInterval: 30_000 }
export const failedQuery = { queryKey: ['deliveries', 'failed'], queryFn: () => call(failedNotices, {}), refetchInterval: 60_000 }
export const extensionsQuery = (from: string) => ({ queryKey: ['deliveries', 'extensions', from], queryFn: () => call(servedExtensions, { query: { from } }) })
