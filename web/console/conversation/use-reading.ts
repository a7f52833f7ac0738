import { useEffect, useRef } from 'react'
import type { MessageDto } from '../../../src/http/contract'
import { announce } from '../app/announce'
import { useWords } from '../i18n/use-words'
import { seenStore } from './seen'

/** Remembers the newest message that was really on screen: what a reply may claim to have seen. */
export function useSeen(id: number, messages: readonly MessageDto[], isAtEnd: boolean): void {
  const newest = messages.at(-1)?.id ?? null
  useEffect(() => {
    const note = (): void => {
      if (isAtEnd && newest !== null && document.visibilityState === 'visible') seenStore.set((all) => new Map(all).set(id, newest))
    }
    note()
    document.addEventListener('visibilitychange', note)
    return () => document.removeEventListener('visibilitychange', note)
  }, [id, newest, isAtEnd])
}

const spokenLength = 80

/** Reads a customer's new message aloud: who, and how it begins. Focus stays where it is. */
export function useAnnouncing(messages: readonly MessageDto[]): void {
  const { t } = useWords()
  const newest = messages.at(-1)
  const known = useRef<number | null>(null)
  useEffect(() => {
    if (!newest) return
    const isNew = known.current !== null && newest.seq > known.current
    known.current = newest.seq
    if (isNew && newest.direction === 'in') {
      announce(t('conversation.announce', { who: newest.author.name ?? t('complaint.person'), text: newest.text.slice(0, spokenLength) }))
    }
  }, [newest, t])
}
