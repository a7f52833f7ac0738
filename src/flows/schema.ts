import { z } from 'zod'
import { kinds } from '../core/model/reading.js'
import { parseExpression } from './parse-expression.js'

/** The version of the flow language itself, not of a flow. */
export const flowLanguage = 1

const nodeId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'A node id is up to 40 lower-case letters, digits and hyphens, beginning with a letter.')
  .describe('The id of a node of this flow.')

const flowId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'A flow id is up to 40 lower-case letters, digits and hyphens, beginning with a letter.')
  .describe('The id of a flow.')

const variableName = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{0,29}$/, 'A variable is up to 30 letters and digits, beginning with a small letter.')
  .describe('The name of a variable of this flow.')

const words = z
  .string()
  .regex(/^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/, 'Words are named like «ask.photo».')
  .describe('The key of a template: what is said, in every language.')

const expression = z
  .string()
  .max(400, 'A condition is at most 400 characters: split it into two branches.')
  .transform((text, context) => {
    try {
      return parseExpression(text)
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) })
      return z.NEVER
    }
  })
  .describe("A condition or a value, such as `said.hasContent and complaint.kind in ['complaint', 'question']`.")

const fact = z.union([z.string(), z.number(), z.boolean(), z.null()])
const minutes = z.number().int().min(1).max(43_200).describe('Minutes, up to thirty days.')
const choiceValue = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'A choice is up to 32 lower-case letters, digits and hyphens.')
const choice = z
  .union([choiceValue, z.strictObject({ value: choiceValue, means: z.array(z.string().min(1).max(40)).max(40) })])
  .transform((one) => (typeof one === 'string' ? { value: one, means: [] } : one))
  .describe('A value, or a value with beginnings of words that mean it when the answer is typed.')
const about = z.enum(['current', 'none']).default('current').describe('Which complaint the words speak of; none when there is none.')
const note = z.string().max(300).optional().describe('Why this node is here, for whoever edits the flow.')
const facts = z.record(z.string(), expression).default({}).describe('What the words need besides what the desk itself knows.')

const say = z
  .strictObject({
    type: z.literal('say'),
    note,
    words,
    about,
    facts,
    notAgainWithin: minutes.optional().describe('Says nothing when the same words were said this recently in the conversation.'),
    next: nodeId,
  })
  .describe('Says one message.')

const askExits = z.strictObject({
  answer: nodeId.describe('An answer, or a refusal to give one: then the saved value is null.'),
  invalid: nodeId.describe('The last allowed attempt was no answer either.'),
  silence: nodeId.describe('Nothing came in time.'),
  person: nodeId.optional().describe('"A person, please"; without it the exit of the flow.'),
})

const ask = z
  .strictObject({
    type: z.literal('ask'),
    note,
    kind: z.enum(['choice', 'text', 'name', 'contact', 'file', 'rating']),
    words: words.describe('The question. `<words>.retry` is said after what is no answer, `<words>.<choice>` is the title of a choice.'),
    about,
    facts,
    choices: z
      .array(choice)
      .default([])
      .describe('Short answers. Of a choice, all that can be answered; `skip` elsewhere spares the answer.'),
    accepts: z
      .enum(['kind', 'anything', 'content', 'order', 'name', 'yes-no'])
      .default('kind')
      .describe(
        'What is an answer: what the kind says · of a choice, also any words of their own · a text that carries something to register · ' +
          'a text with an order number · of a contact, also a name alone · yes or no in any words, for the choices yes and no.',
      ),
    save: variableName.optional().describe('The variable that keeps the answer.'),
    attempts: z.number().int().min(1).max(3).default(3).describe('Answers that may be invalid before the exit is taken.'),
    silenceMinutes: minutes,
    exits: askExits,
  })
  .describe('Asks one question and waits for the answer.')

const branch = z
  .strictObject({
    type: z.literal('branch'),
    note,
    cases: z.array(z.strictObject({ when: expression, next: nodeId })).min(1),
    otherwise: nodeId,
  })
  .describe('Goes to the first case whose condition holds.')

const set = z
  .strictObject({ type: z.literal('set'), note, values: z.record(variableName, expression), next: nodeId })
  .describe('Gives variables their values; `complaint` chooses the complaint that the flow speaks of.')

const classify = z
  .strictObject({
    type: z.literal('classify'),
    note,
    kind: expression.optional(),
    category: expression.optional(),
    next: nodeId,
  })
  .describe('Corrects kind and category of the current complaint; null leaves as it is.')

const register = z
  .strictObject({
    type: z.literal('register'),
    note,
    kind: expression,
    category: expression,
    isSure: expression,
    from: z.enum(['message', 'suspicion']).default('message').describe("The event's message, or the one that a suspect node kept."),
    words: z
      .string()
      .regex(/^[a-z][a-z0-9-]*$/)
      .describe(
        `Begins the keys of the acknowledgement, which leaves with the number: \`<words>.<kind>\` (${kinds.join(', ')}) and \`<words>.unsure\`.`,
      ),
    next: nodeId,
  })
  .describe('Registers and acknowledges. One node does both, so that no flow can give a number and not tell it.')

const suspect = z
  .strictObject({ type: z.literal('suspect'), note, next: nodeId })
  .describe('Keeps the message as perhaps one more complaint, until register (from: suspicion) or dismiss.')

const dismiss = z.strictObject({ type: z.literal('dismiss'), note, next: nodeId }).describe('The kept message was no complaint of its own.')

const assign = z
  .strictObject({ type: z.literal('assign'), note, next: nodeId })
  .describe('Chooses the manager of the current complaint anew.')

const record = z
  .strictObject({ type: z.literal('record'), note, name: z.string().regex(/^[a-z][a-z0-9-]{0,29}$/), value: expression, next: nodeId })
  .describe("Keeps what the customer told in the complaint's fact sheet; null or an empty text keeps nothing.")

const person = z
  .strictObject({ type: z.literal('person'), note, name: expression.optional(), contact: expression.optional(), next: nodeId })
  .describe("Keeps the person's name or contact; null keeps nothing.")

const lookUp = z
  .strictObject({
    type: z.literal('look-up'),
    note,
    of: z.enum(['mentioned', 'live']).describe('The complaints whose numbers the message holds, or those that are not closed.'),
    words,
    exits: z.strictObject({ found: nodeId, missing: nodeId }),
  })
  .describe('Tells how complaints stand, three at most, one message each. The words get the fact `status`.')

const hours = z
  .strictObject({ type: z.literal('hours'), note, exits: z.strictObject({ open: nodeId, closed: nodeId }) })
  .describe('Is it working time now?')

const wait = z
  .strictObject({
    type: z.literal('wait'),
    note,
    silenceMinutes: minutes,
    exits: z.strictObject({ said: nodeId, silence: nodeId }),
  })
  .describe('Waits for a message or for time to pass, without asking.')

const verdict = z
  .strictObject({ type: z.literal('verdict'), note, isSatisfied: expression, next: nodeId })
  .describe("The customer's word on the result: closes the current complaint or brings it back.")

const survey = z
  .strictObject({ type: z.literal('survey'), note, rating: expression.describe('1 to 5; anything else rates nothing.'), next: nodeId })
  .describe('Keeps the rating of the current complaint.')

const handOver = z
  .strictObject({ type: z.literal('hand-over'), note, reason: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/) })
  .describe('A person has the conversation from here; the flow ends.')

const subFlow = z
  .strictObject({ type: z.literal('flow'), note, flow: flowId, next: nodeId })
  .describe('Runs another flow and comes back here when it ends.')

const end = z
  .strictObject({ type: z.literal('end'), note })
  .describe('Ends the flow: back to where it was called, or until the next message.')

const node = z.discriminatedUnion('type', [
  say,
  ask,
  branch,
  set,
  classify,
  register,
  suspect,
  dismiss,
  assign,
  record,
  person,
  lookUp,
  hours,
  wait,
  verdict,
  survey,
  handOver,
  subFlow,
  end,
])

const trigger = z
  .strictObject({
    note,
    when: expression,
    next: nodeId,
    afterwards: z
      .enum(['give-up', 'ask-again', 'wait-on'])
      .default('give-up')
      .describe('What becomes of the waiting question when these nodes have ended: given up, asked again, or left standing as it is.'),
  })
  .describe('Looked at before a message goes to the waiting question; the first whose condition holds takes it.')

/** A flow as it is written: one file of definitions/, later one row of the editor. */
export const flowSchema = z
  .strictObject({
    language: z.literal(flowLanguage).describe('The version of this language.'),
    id: flowId,
    version: z.number().int().min(1),
    title: z.string().min(1).max(80),
    note,
    isPart: z.boolean().default(false).describe('Only ever run by another flow: it has no triggers and no events of its own.'),
    variables: z.record(variableName, fact).default({}).describe('Variables and their first values.'),
    start: nodeId.describe('Where a message begins when nothing waits.'),
    events: z
      .strictObject({
        person: nodeId.describe('"A person, please", at any moment.'),
        finished: nodeId.describe('An operator finished a complaint; it is the current one.'),
        returned: nodeId.describe('An operator gave the conversation back.'),
      })
      .optional(),
    triggers: z.array(trigger).default([]),
    nodes: z.record(nodeId, node),
  })
  .describe('A flow: what the bot says, asks and does.')

/** A flow as `step` runs it: defaults filled in, expressions parsed. */
export type Flow = z.output<typeof flowSchema>
export type FlowNode = z.output<typeof node>
export type AskNode = z.output<typeof ask>
