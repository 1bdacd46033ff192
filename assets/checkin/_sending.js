const WAITS = [300, 700, 1500, 3000, 6000];
const PATIENCE = 8000;

/** The server has said no: sending it again changes nothing. */
export class Refused extends Error {
  constructor(status) {
    super(`refused with ${status}`);
    this.status = status;
  }
}

/** Send a scan, again with the same id where no answer came; `retrying` is told before each further try. */
export async function send(url, scan, retrying) {
  for (const wait of [...WAITS, null]) {
    const answer = await attempt(url, scan);
    if (answer) return answer;
    if (wait === null) throw new Error("unreachable");
    retrying();
    await new Promise((done) => setTimeout(done, wait));
  }
}

async function attempt(url, scan) {
  let response;
  try {
    response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrfToken() },
      // A clock that is wrong is wrong in both: the server takes the difference.
      body: JSON.stringify({ ...scan, sent_at: Date.now() }),
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (response.ok) return await response.json();
  } catch {
    return null;
  }
  if (response.status >= 500) return null;
  throw new Refused(response.status);
}

function csrfToken() {
  return document.querySelector("meta[name=csrf-token]").content;
}
