import type { Where } from '#domains/deadlines/index'
import { actsOfCitizens, file } from './acts-of-citizens.ts'
import { actsOfStaff } from './acts-of-staff.ts'
import type { Case, Pool } from './cast.ts'
import { between, workingMoments } from './moments.ts'
import type { Acting } from './player.ts'
import { type Move, type Story, stories } from './stories.ts'
import type { Random } from './words.ts'

export interface Step {
  at: Date
  /** Absent: the clocks go round. */
  act?: Acting
  request?: Case
  /** A request is filed here. */
  files?: boolean
}
export interface Plot {
  now: Date
  where: Where
  random: Random
  size: number
  /** `onSite`: it came by the form, because its person comes back to it there. */
  cast: (pool: Pool, onSite: boolean) => Case
}
const HOUR = 3_600_000
/** Working days that the demonstration reaches back. */
export const DEPTH = 26

/** All steps of all stories. The last step of staff lies as long ago as the story says; the others are counted back from it in working time. */
export function playList(plot: Plot): Step[] {
  const moments = workingMoments(plot.where, plot.now, DEPTH, plot.random)
  return Object.values(stories).flatMap((story) =>
    Array.from({ length: Math.max(1, Math.round((story.count * plot.size) / 120)) }, () => scenes(plot, story, moments)).flat(),
  )
}

function scenes(plot: Plot, story: Story, moments: readonly Date[]): Step[] {
  const { now, random, where } = plot
  const within = ([least, most]: readonly [number, number]) => least + random() * (most - least)
  const request = plot.cast(
    story.pool,
    story.moves.some((move) => 'citizen' in move),
  )
  if (story.filed) {
    const around = now.getTime() - within(story.filed) * HOUR
    return [{ at: between(new Date(around - HOUR / 4), new Date(around), where.zone, random), act: file, request, files: true }]
  }
  const gaps = story.moves.map((move) => ('staff' in move ? move.gap : 0))
  const length = gaps.reduce((sum, gap) => sum + gap, 0) - gaps[0]!
  const first = Math.max(2, moments.length - 1 - Math.floor(within(story.ago)) - length)
  const times = timesOf(story.moves, moments, first, plot)
  const filedAt = between(new Date(times[0]!.getTime() - 12 * HOUR), new Date(times[0]!.getTime() - HOUR / 3), where.zone, random)
  const steps: Step[] = [{ at: filedAt, act: file, request, files: true }]
  const actor = story.twice ? twinOf(request) : request
  if (story.twice) steps.push({ at: between(filedAt, times[0]!, where.zone, random), act: file, request: actor, files: true })
  return [
    ...steps,
    ...story.moves.map((move, index) => ({ at: times[index]!, act: 'staff' in move ? actsOfStaff[move.staff] : actsOfCitizens[move.citizen], request: actor })),
  ]
}

/** The same words of the same person once more, from the same browser. */
function twinOf(request: Case): Case {
  request.channel = 'form'
  return { ...request, twin: request }
}

function timesOf(moves: readonly Move[], moments: readonly Date[], first: number, { now, where, random }: Plot): Date[] {
  let at = first
  const staffAt = moves.map((move, index) => {
    if (!('staff' in move)) return null
    if (index > 0) at += move.gap
    return moments[Math.min(at, moments.length - 1)]!
  })
  const times: Date[] = []
  moves.forEach((_, index) => {
    const before = times[index - 1] ?? moments[first]!
    const next = staffAt.slice(index).find((time) => time !== null) ?? new Date(Math.min(now.getTime(), before.getTime() + 40 * HOUR))
    times.push(
      staffAt[index] ??
        between(new Date(before.getTime() + 60_000), new Date(Math.max(next.getTime() - 120_000, before.getTime() + 61_000)), where.zone, random),
    )
  })
  return times
}
