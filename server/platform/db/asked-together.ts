import { inGroups } from '../in-groups.ts'
import { isAway, type Statement, type Store } from './store.ts'

/** Asks with values of its own, and gets its own rows. */
export type AskedTogether<R> = (store: Store, values: readonly unknown[]) => Promise<R[]>

/**
 * A question that many ask at the same time goes to the database as one: whoever asks while it is under way goes with the next. The statement
 * takes a list for each value (`$1::uuid[]`, ...) and answers with each row which of them it is for: `nth`, from 1, in the order within each.
 * One that cannot be read (no uuid, say) fails alone.
 */
export function askedTogether<R extends object>(statement: Statement): AskedTogether<R> {
  type Values = readonly unknown[]
  const perStore = new WeakMap<Store, (values: Values) => Promise<R[]>>()
  return (store, values) => {
    const ask = async (all: readonly Values[]): Promise<R[][]> => {
      const lists = all[0]!.map((_, i) => all.map((one) => one[i]))
      const own = Map.groupBy(await store.run<R & { nth: number }>(statement, lists), ({ nth }) => nth)
      return all.map((_, i) => own.get(i + 1) ?? [])
    }
    let together = perStore.get(store)
    if (!together) {
      together = inGroups(async (all: readonly Values[]) => {
        const answers = await ask(all).catch((error) => {
          if (isAway(error) || all.length === 1) throw error
          return null
        })
        return all.map(async (one, i) => answers?.[i] ?? (await ask([one]))[0]!)
      })
      perStore.set(store, together)
    }
    return together(values)
  }
}
