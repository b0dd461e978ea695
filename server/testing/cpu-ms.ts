/** The least processor time of three runs, in milliseconds: what else the machine does is not counted, as it is by the clock. */
export async function cpuMs(work: () => unknown): Promise<number> {
  const taken: number[] = []
  for (let run = 0; run < 3; run++) {
    const before = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(before)
    taken.push((user + system) / 1000)
  }
  return Math.min(...taken)
}
