import { useQuery } from '@tanstack/react-query'
import type { Lang } from '#contract/common'
import { listTemplates, previewTemplate, readTemplate, type Template, type TemplateSides } from '#contract/notice-templates'
import { call } from '../../api/call.ts'

export type TemplateEvent = Template['event']
export const templatesQuery = { queryKey: ['templates'], queryFn: () => call(listTemplates, {}) }
export const useTemplate = (event: string) =>
  useQuery({ queryKey: ['templates', event], queryFn: () => call(readTemplate, { params: { event: event as TemplateEvent } }), retry: false })
export const usePreview = (event: TemplateEvent, version: number, lang: Lang) =>
  useQuery({ queryKey: ['templates', event, 'preview', version, lang], queryFn: () => call(previewTemplate, { params: { event, version }, query: { lang } }) })

/** The words of a version; 0 is the delivered text. */
export const sidesOf = (template: Template, version: number): TemplateSides => template.versions.find((one) => one.version === version) ?? template.default
