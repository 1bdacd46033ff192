import { openDB } from "idb";

const SHELVES = ["meta", "parts", "facts", "queue"];

/** What a device keeps of one event between two openings of the app. */
export async function openStore(name) {
  const database = await openDB(`dialogwerk-door-${name}`, 1, {
    upgrade(fresh) {
      for (const shelf of SHELVES) fresh.createObjectStore(shelf);
    },
  });
  return {
    async load() {
      const read = database.transaction(SHELVES);
      const maps = await Promise.all(
        SHELVES.map(async (shelf) => {
          const [keys, values] = await Promise.all([
            read.objectStore(shelf).getAllKeys(),
            read.objectStore(shelf).getAll(),
          ]);
          return [shelf, new Map(keys.map((key, at) => [key, values[at]]))];
        }),
      );
      return Object.fromEntries(maps);
    },

    async put(shelf, entries) {
      if (!entries.length) return;
      const write = database.transaction(shelf, "readwrite", { durability: "strict" });
      for (const [key, value] of entries) write.store.put(value, key);
      await write.done;
    },

    async remove(shelf, keys) {
      if (!keys.length) return;
      const write = database.transaction(shelf, "readwrite");
      for (const key of keys) write.store.delete(key);
      await write.done;
    },

    clear: (shelf) => database.clear(shelf),
  };
}
