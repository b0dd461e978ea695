/** A fault that another try may be without. `code`: the gateway's number, or a name of the network's. */
export const notNow = (what: string, code: string): Error => Object.assign(new Error(what), { code })
