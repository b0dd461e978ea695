/** Month partitions of the journal, this month and three ahead; what falls outside lands in the rest partition and is found there. */
export async function makePartitions(query: (sql: string, values: unknown[]) => Promise<unknown>, now: Date): Promise<void> {
  for (let ahead = 0; ahead <= 3; ahead++) {
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1)).toISOString().slice(0, 10)
    await query("select make_month_partition('journal', $1)", [month])
  }
}
