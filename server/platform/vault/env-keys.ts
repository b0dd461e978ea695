import { type KeyProvider, newest, readKeys, UnknownMasterKey } from './key-provider.ts'

const WHERE = 'MASTER_KEYS'

/**
 * Master keys from the environment: `MASTER_KEYS=1:<base64>,2:<base64>` (or one base64 alone, number 1). Read-only: to rotate, add the
 * next number to the variable of every process, start them again, run the rotation, then take the old number out.
 */
export function envKeys(value: string): KeyProvider {
  const entries = value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part): [string, string] => (part.includes(':') ? [part.slice(0, part.indexOf(':')), part.slice(part.indexOf(':') + 1)] : ['1', part]))
  const keys = readKeys(entries, WHERE)
  const active = newest(keys, WHERE)
  return {
    active: () => active,
    ids: () => [...keys.keys()].sort((a, b) => a - b),
    byId(id) {
      const key = keys.get(id)
      if (key === undefined) throw new UnknownMasterKey(id, WHERE)
      return key
    },
    async add() {
      throw new Error(`${WHERE} is read-only: add the key ${active.id + 1} to the variable and start the processes again`)
    },
    async retire(id) {
      throw new Error(`${WHERE} is read-only: take the key ${id} out of the variable`)
    },
  }
}
