/** Keeps the files of messages that have not been sent yet, so that a reload does not lose a photo. */
export interface KeptFiles {
  put(id: string, files: File[]): Promise<void>
  /** undefined when they are not here (another browser, cleared, or never written). */
  find(id: string): Promise<File[] | undefined>
  remove(id: string): Promise<void>
}

/** IndexedDB over the memory of this page: where the browser has no IndexedDB, files last until the reload. */
export function openKeptFiles(name: string, factory: IDBFactory | undefined = globalThis.indexedDB): KeptFiles {
  const memory = new Map<string, File[]>()
  const database = open(name, factory)
  const run = async <T>(mode: IDBTransactionMode, use: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> => {
    const db = await database
    return db && settle(() => use(db.transaction('files', mode).objectStore('files')))
  }
  return {
    put: async (id, files) => {
      memory.set(id, files)
      await run('readwrite', (store) => store.put(files, id))
    },
    find: async (id) => memory.get(id) ?? (await run<File[]>('readonly', (store) => store.get(id))),
    remove: async (id) => {
      memory.delete(id)
      await run('readwrite', (store) => store.delete(id))
    },
  }
}

function open(name: string, factory: IDBFactory | undefined): Promise<IDBDatabase | undefined> {
  return settle(() => {
    const request = factory?.open(name, 1)
    request?.addEventListener('upgradeneeded', () => request.result.createObjectStore('files'))
    return request
  })
}

/** undefined in place of every failure: keeping files is a kindness, not a promise. */
function settle<T>(start: () => IDBRequest<T> | undefined): Promise<T | undefined> {
  return new Promise((resolve) => {
    try {
      const request = start()
      request?.addEventListener('success', () => resolve(request.result))
      request?.addEventListener('error', () => resolve(undefined))
      if (!request) resolve(undefined)
    } catch {
      resolve(undefined)
    }
  })
}
