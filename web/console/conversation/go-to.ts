import { createContext, useContext } from 'react'

/** Leads to a message of the open thread, loading what lies before until it is there. */
export const GoToContext = createContext<(messageId: number) => void>(() => undefined)
export const useGoTo = (): ((messageId: number) => void) => useContext(GoToContext)
