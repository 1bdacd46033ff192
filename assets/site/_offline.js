const nameOf = (scope) => `dialogwerk ${scope}`;

/** Have this page start without a network from now on: the worker keeps it with everything that it has loaded. */
export async function keepForOffline(address, scope, more = []) {
  if (!navigator.serviceWorker) return { state: "warn" };
  await navigator.serviceWorker.register(address, { scope });
  await navigator.serviceWorker.ready;
  const loaded = performance.getEntriesByType("resource").map(({ name }) => new URL(name));
  const own = loaded.filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith("/static/"));
  const wanted = new Set([...own.map(({ pathname }) => pathname), ...more]);
  const cache = await caches.open(nameOf(scope));
  try {
    await cache.addAll([location.pathname, ...wanted]);
  } catch {
    // Without a network: what is there from before will do.
    return { state: (await cache.match(location.pathname)) ? "ok" : "warn" };
  }
  // What an earlier build left is of no use any more.
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url);
    if (pathname.startsWith("/static/") && !wanted.has(pathname)) await cache.delete(url);
  }
  return { state: "ok" };
}

/** Forget this page again, with what it had kept beside it. */
export async function forgetOffline(scope, more = []) {
  if (!globalThis.caches) return;
  const cache = await caches.open(nameOf(scope));
  for (const address of [location.pathname, ...more]) await cache.delete(address);
}
