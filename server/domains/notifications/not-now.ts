/** A fault that another try may be without. `code`: the gateway's number, or a name of the network's. */
export const notNow = (what: string, code: string): Error => Object.assign(new Error(what), { code })

/** We send faster than the gateway takes: no fault of anybody's, and no trouble to tell of. */
export class Haste extends Error {
  readonly code: string
  constructor(code: string) {
    super('slower')
    this.name = 'Haste'
    this.code = code
  }
}
