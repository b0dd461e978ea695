import { useSearchParams } from 'react-router'
import { views } from '#contract/desk'
import { teams } from '#contract/staff'
import { statuses } from '#contract/tickets'
import { priorityClasses, topics } from '#contract/topics'

export const filterNames = ['status', 'topic', 'priorityClass', 'team'] as const
export type FilterName = (typeof filterNames)[number]
export const filterValues = { status: statuses.filter((it) => it !== 'draft'), topic: topics, priorityClass: priorityClasses, team: teams } as const
export type View = (typeof views)[number]
export interface ListFilters {
  view: View
  status?: (typeof statuses)[number]
  topic?: (typeof topics)[number]
  priorityClass?: (typeof priorityClasses)[number]
  team?: (typeof teams)[number]
  closed?: boolean
}

const known = <T extends string>(values: readonly T[], value: string | null) => values.find((it) => it === value)

/** What an address says about the list; words that it does not know are left out. */
export function filtersOf(search: URLSearchParams): ListFilters {
  const filters: ListFilters = { view: known(views, search.get('view')) ?? 'mine' }
  for (const name of filterNames) Object.assign(filters, withValue(name, known<string>(filterValues[name], search.get(name))))
  return search.get('closed') === 'true' ? { ...filters, closed: true } : filters
}
const withValue = (name: string, value: string | undefined) => (value === undefined ? {} : { [name]: value })

/** The filters stand in the address, so that a list can be sent to a colleague and Back works. */
export function useListFilters() {
  const [search, setSearch] = useSearchParams()
  const filters = filtersOf(search)
  const set = (name: FilterName | 'closed' | 'view', value: string | null) =>
    setSearch((old) => {
      const next = new URLSearchParams(old)
      if (value) next.set(name, value)
      else next.delete(name)
      return next
    })
  return { filters, set, query: search.size ? `?${search}` : '' }
}
