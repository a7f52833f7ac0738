import { commonFields, type Field, methods } from './reference.js'
import { Refusal } from './refusal.js'

/** Throws what VK would answer to a call that its reference does not allow; a field that no table names is one. */
export function checkFields(name: string, given: URLSearchParams): void {
  const method = methods[name]
  if (!method) throw new Refusal(3)
  if (!given.has('v')) throw new Refusal(8, 'v (version) is required')
  const fields = { ...commonFields, ...method.fields }
  for (const [key, value] of given) {
    const field = fields[key]
    if (!field) throw new Refusal(100, `${key} is not a parameter of ${name}`)
    if (!isOf(field, value)) throw new Refusal(100, `${key} is invalid`)
  }
  const missing = Object.keys(fields).find((key) => fields[key]?.isRequired && !given.get(key))
  if (missing !== undefined) throw new Refusal(100, `${missing} is undefined`)
}

function isOf(field: Field, value: string): boolean {
  if (field.type === 'integer' || field.type === 'number') {
    if (!(field.type === 'integer' ? /^-?\d{1,16}$/ : /^-?\d+(?:\.\d+)?$/).test(value)) return false
    return Number(value) >= (field.min ?? -Infinity) && Number(value) <= (field.max ?? Infinity)
  }
  if (field.type === 'boolean') return /^(?:0|1|true|false)$/.test(value)
  if (field.oneOf) return field.oneOf.includes(value)
  return value.length <= (field.maxLength ?? Infinity)
}
