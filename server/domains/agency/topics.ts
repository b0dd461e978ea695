import type { Team } from '#contract/staff'
import type { Category, PriorityClass, Topic } from '#contract/topics'

export interface TopicRule {
  category: Category
  priorityClass: PriorityClass
  team: Team
}
const rule = (category: Category, priorityClass: PriorityClass, team: Team): TopicRule => ({ category, priorityClass, team })

/** FORM-2: where a request goes and how fast, by its topic. Classes: requirements section 7 ("topic -> default class"). */
export const topicRules: Record<Topic, TopicRule> = {
  'access.signin': rule('technical', 'urgent', 'first_line'),
  'access.password': rule('technical', 'urgent', 'first_line'),
  'access.locked': rule('technical', 'urgent', 'first_line'),
  'access.second_factor': rule('technical', 'urgent', 'first_line'),
  'access.recovery': rule('technical', 'urgent', 'first_line'),
  'access.registration': rule('technical', 'urgent', 'first_line'),
  'account.suspicious': rule('technical', 'urgent', 'security'),
  'data.error': rule('documentary', 'urgent', 'documents'),
  'data.name': rule('documentary', 'dataChange', 'documents'),
  'data.document': rule('documentary', 'dataChange', 'documents'),
  'data.contact': rule('documentary', 'dataChange', 'documents'),
  'service.howto': rule('reference', 'standard', 'first_line'),
  'service.documents': rule('reference', 'standard', 'first_line'),
  'service.status': rule('reference', 'standard', 'first_line'),
  'service.refused': rule('documentary', 'standard', 'documents'),
  'documents.external': rule('documentary', 'standard', 'documents'),
  'tech.auth': rule('technical', 'standard', 'technical'),
  'tech.upload': rule('technical', 'standard', 'technical'),
  'tech.status_stuck': rule('technical', 'standard', 'technical'),
  'tech.notifications': rule('technical', 'standard', 'technical'),
  'tech.performance': rule('technical', 'standard', 'technical'),
  'tech.display': rule('technical', 'standard', 'technical'),
  'tech.browser': rule('technical', 'standard', 'technical'),
  'mfc.booking': rule('reference', 'standard', 'first_line'),
  'mfc.visit': rule('reference', 'standard', 'first_line'),
  'general.question': rule('reference', 'standard', 'first_line'),
  'general.suggestion': rule('reference', 'standard', 'first_line'),
}

/** A topic without a rule lands with the first line, never nowhere (FORM-2). */
export const ruleFor = (topic: string): TopicRule => topicRules[topic as Topic] ?? rule('reference', 'standard', 'first_line')
