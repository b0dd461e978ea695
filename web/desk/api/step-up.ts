let ask: (() => Promise<boolean>) | null = null
let asked: Promise<boolean> | null = null

/** Who asks the person for a fresh proof of the second factor; returns how to stop. */
export function whenProofIsNeeded(how: () => Promise<boolean>) {
  ask = how
  return () => {
    if (ask === how) ask = null
  }
}

/** True once the person has proved the factor again; several calls at once ask one time. */
export function proveAgain(): Promise<boolean> {
  asked ??= (ask?.() ?? Promise.resolve(false)).finally(() => {
    asked = null
  })
  return asked
}
