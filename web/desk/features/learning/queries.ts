import { measures, models, unknownQuestions, wordings } from '#contract/learning'
import { call } from '../../api/call.ts'

export const learningKey = ['learning']
export const wordingsQuery = (state: 'proposed' | 'approved') => ({
  queryKey: [...learningKey, 'wordings', state],
  queryFn: () => call(wordings, { query: { state } }),
})
export const unknownQuery = { queryKey: [...learningKey, 'unknown'], queryFn: () => call(unknownQuestions, {}) }
export const measuresQuery = { queryKey: [...learningKey, 'measures'], queryFn: () => call(measures, {}) }
export const modelsQuery = { queryKey: [...learningKey, 'models'], queryFn: () => call(models, {}) }
