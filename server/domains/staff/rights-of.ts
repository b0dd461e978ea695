import type { Lang } from '#contract/common'
import type { Role, Team } from '#contract/staff'
import type { TxStore } from '#platform/db/store'

export interface Rights {
  id: string
  roles: readonly Role[]
  teams: readonly Team[]
  lang: Lang
}
/** What active employees may do now, by id, without their names; whoever is blocked, invited or unknown is absent. */
export async function rightsOf(store: Pick<TxStore, 'run'>, ids: readonly string[]): Promise<Map<string, Rights>> {
  if (ids.length === 0) return new Map()
  const rows = await store.run<Rights>(
    { name: 'staff-rights', text: "select id, roles, teams, lang from staff where id = any($1::uuid[]) and state = 'active'" },
    [[...ids]],
  )
  return new Map(rows.map((row) => [row.id, row]))
}
