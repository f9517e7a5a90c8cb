// What is kept on this device: interviews, changes that wait for the network, and the server's last answers.

import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { KeptInterview } from './interview/kept';
import type { Change } from './outbox';

interface Answered {
  path: string;
  value: unknown;
  /** When, in milliseconds since 1970. */
  at: number;
}

interface Device extends DBSchema {
  interviews: { key: string; value: KeptInterview };
  outbox: { key: number; value: Change; indexes: { key: string } };
  answers: { key: string; value: Answered };
}

const NAME = 'coachwright';
const VERSION = 1;

let opened: Promise<IDBPDatabase<Device>> | undefined;

export function device(): Promise<IDBPDatabase<Device>> {
  opened ??= openDB<Device>(NAME, VERSION, {
    upgrade(database) {
      database.createObjectStore('interviews', { keyPath: 'id' });
      const outbox = database.createObjectStore('outbox', { keyPath: 'place', autoIncrement: true });
      outbox.createIndex('key', 'key', { unique: true });
      database.createObjectStore('answers', { keyPath: 'path' });
    },
    // Another tab wants to renew or to erase the data.
    blocking() {
      void opened?.then((database) => database.close());
      opened = undefined;
    },
    terminated() { opened = undefined; },
  }).catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

/** Asks the browser not to evict what is kept; asked once there is something worth it. */
export function keepForGood(): void {
  void navigator.storage?.persist?.().catch(() => false);
}

/** Erases everything that this device keeps of the person. */
export async function forgetEverything(): Promise<void> {
  const database = await device();
  const stores = ['interviews', 'outbox', 'answers'] as const;
  const transaction = database.transaction(stores, 'readwrite');
  await Promise.all([...stores.map((name) => transaction.objectStore(name).clear()), transaction.done]);
  for (const name of Object.keys(localStorage)) if (name.startsWith('coachwright.draft.')) localStorage.removeItem(name);
}
