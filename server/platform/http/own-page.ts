import type { FastifyRequest } from 'fastify'
import { errorCode } from './error-code.ts'

/** Proof that a call came from a page of this very process. */
export const pageSecret = errorCode() + errorCode()

/** Whoever stands outside can send the header, but not what it holds. */
export const isOfOwnPage = ({ headers }: Pick<FastifyRequest, 'headers'>): boolean => headers['x-opora-page'] === pageSecret
