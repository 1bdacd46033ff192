// Keeps the pages that people need where there is no network: the app at the door, and tickets. Each page asks for it.
// site/_offline.js knows the name: one cache for each part of the site that is kept.
const worker = /** @type {any} */ (self);
const CACHE = `dialogwerk ${new URL(worker.registration.scope).pathname}`;
const PATIENCE = 3_000;

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== worker.location.origin) return;
  if (request.mode === "navigate") event.respondWith(freshElseKept(request));
  else if (pathname.startsWith("/static/build/")) event.respondWith(keptElseFresh(request));
  else if (request.destination === "image") event.respondWith(freshElseKept(request));
});

/** The page as it is now; without a network, or with one that doesn't answer, as it was kept. */
async function freshElseKept(request) {
  const { pathname } = new URL(request.url);
  const kept = await caches.match(pathname, { cacheName: CACHE });
  if (!kept) return fetch(request);
  const fresh = fetch(request).then(async (answer) => {
    if (answer.ok) await keep(pathname, answer.clone());
    return answer;
  });
  const late = new Promise((done) => setTimeout(done, PATIENCE, kept));
  return Promise.race([fresh, late]).catch(() => kept);
}

/** Built files never change under one name. */
async function keptElseFresh(request) {
  const kept = await caches.match(request, { cacheName: CACHE });
  if (kept) return kept;
  const fresh = await fetch(request);
  if (fresh.ok) await keep(request, fresh.clone());
  return fresh;
}

async function keep(request, response) {
  await (await caches.open(CACHE)).put(request, response);
}
