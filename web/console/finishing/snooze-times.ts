/** The usual times to put something off to, by the clock on this person's wall. */
export function tomorrowMorning(now: number): Date {
  const moment = new Date(now)
  moment.setDate(moment.getDate() + 1)
  moment.setHours(9, 0, 0, 0)
  return moment
}

export const inThreeHours = (now: number): Date => new Date(Math.ceil((now + 3 * 3_600_000) / 60_000) * 60_000)

/** What `<input type="datetime-local">` wants: local time without a zone. */
export function toLocalInput(moment: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0')
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}T${two(moment.getHours())}:${two(moment.getMinutes())}`
}
