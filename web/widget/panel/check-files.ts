import { fill, type Strings } from '../strings/strings'

export const fileLimit = 10
export const fileSizeLimit = 20 * 1024 * 1024
export const textLimit = 20_000

/** Which of the `added` files can go with those already chosen, and in words why the others cannot. The desk checks again. */
export function checkFiles(chosen: readonly File[], added: readonly File[], words: Strings): { files: File[]; problems: string[] } {
  const problems: string[] = []
  const good = added.filter((file) => {
    const problem = findProblem(file, words)
    if (problem) problems.push(fill(problem, { name: file.name }))
    return !problem
  })
  const files = [...chosen, ...good]
  if (files.length > fileLimit) problems.push(words.fileTooMany)
  return { files: files.slice(0, fileLimit), problems }
}

/** What an operator's machine would run when opened. */
const programs = /\.(exe|msi|bat|cmd|com|scr|pif|ps1|vbs|vbe|jse|wsf|hta|cpl|jar|apk|app|dmg|deb|rpm|sh|reg|lnk)$/i

function findProblem(file: File, words: Strings): string | undefined {
  if (programs.test(file.name)) return words.fileProgram
  if (file.size === 0) return words.fileEmpty
  return file.size > fileSizeLimit ? words.fileTooLarge : undefined
}
