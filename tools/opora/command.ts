/** One command of `opora`. `run` returns the exit code and throws UsageError for words it does not understand. */
export type Command = {
  /** The whole text of `--help`, without a line break at the end. */
  help: string
  run: (args: string[]) => Promise<number>
}

/** Asked wrongly: exit code 2 and one line that says what would be right. */
export class UsageError extends Error {}
