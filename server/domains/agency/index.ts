export { hotlineAt } from './hotline-hours.ts'
export { agencyFacts } from './queries.ts'
export { ruleFor, type TopicRule, topicRules } from './topics.ts'
