import type { Query } from './service-keys.ts'

type KeyRow = { name: string; version: number; key_id: number; wrapped: Buffer }
export type CitizenRow = { id: string; wrapped_key: Buffer | null; key_id: number }

/** Stands for the database in the vault's tests: answers its statements, and nothing else, from memory. */
export class FakeStore {
  readonly keys: KeyRow[] = []
  citizens: CitizenRow[] = []
  /** Called before each statement: lets a test change rows between two statements, or fail one. */
  before: (sql: string) => void = () => {}

  readonly query: Query = async (sql, values) => {
    await new Promise((resume) => setImmediate(resume)) // as a round trip would, let others run in between
    this.before(sql)
    if (sql.startsWith('select name, version, wrapped from service_key order')) {
      return [...this.keys].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version - b.version)).map((row) => ({ ...row }))
    }
    if (sql.startsWith('insert into service_key')) {
      const [name, version, key_id, wrapped] = values as [string, number, number, Buffer]
      if (!this.keys.some((row) => row.name === name && row.version === version)) this.keys.push({ name, version, key_id, wrapped })
      return []
    }
    if (sql.startsWith('select name, version, wrapped from service_key where key_id'))
      return this.keys.filter((row) => row.key_id !== values[0]).map((row) => ({ ...row }))
    if (sql.startsWith('update service_key')) {
      const [name, version, old, wrapped, key_id] = values as [string, number, Buffer, Buffer, number]
      const row = this.keys.find((one) => one.name === name && one.version === version && one.wrapped.equals(old))
      if (row) Object.assign(row, { wrapped, key_id })
      return row ? [{ name }] : []
    }
    if (sql.startsWith('select id::text')) {
      const rows = this.citizens.filter((row) => row.key_id !== values[0] && row.wrapped_key !== null)
      return rows.slice(0, values[1] as number).map((row) => ({ id: row.id, wrapped: row.wrapped_key }))
    }
    if (sql.startsWith('update citizen')) {
      const [key_id, ids, old, fresh] = values as [number, string[], Buffer[], Buffer[]]
      const updated = ids.flatMap((id, i) => {
        const row = this.citizens.find((one) => one.id === id && one.wrapped_key?.equals(old[i]!))
        return row ? [Object.assign(row, { wrapped_key: fresh[i]!, key_id })] : []
      })
      return updated.map(({ id }) => ({ id }))
    }
    if (sql.startsWith('select count(*)')) {
      const kid = values[0] as Buffer
      return [{ count: this.citizens.filter((row) => row.wrapped_key !== null && !row.wrapped_key.subarray(2, 6).equals(kid)).length }]
    }
    throw new Error(`the fake store does not know: ${sql}`)
  }
}
