/** One text to learn from. `group` is whose paraphrases it is among: groups never part between learning and judging. */
export type Example = { text: string; label: string; group: string; needsHuman: boolean }

/** Which of `folds` parts each example falls into: by its group, spread over the groups of each label in turn. */
export function foldsOf(examples: readonly Example[], folds: number): Int32Array {
  const next = new Map<string, number>()
  const ofGroup = new Map<string, number>()
  return Int32Array.from(examples, ({ label, group }) => {
    const key = `${label}\n${group}`
    let fold = ofGroup.get(key)
    if (fold === undefined) {
      fold = next.get(label) ?? 0
      next.set(label, (fold + 1) % folds)
      ofGroup.set(key, fold)
    }
    return fold
  })
}
