// The only place that talks to the server.

const MARK = { "X-Tarjuman": "page" };

/** What the server said no to: its words, and what to do next. */
export class Refused extends Error {
  constructor(status, body) {
    super(body.message ?? `the server answered ${status}`);
    this.status = status;
    this.next = body.next ?? "";
    this.segment = body.segment ?? null;
  }
}

async function answer(request) {
  const response = await request;
  if (response.status === 204) return null;
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(response.status, body);
  return body;
}

/** Asks for data; `query` becomes the address's query. */
export const get = (path, query = {}) =>
  answer(fetch(`/api/${path}?${new URLSearchParams(query)}`, { headers: MARK }));

/** Sends data. `keepalive` lets it outlive the page. */
export const send = (method, path, body, keepalive = false) =>
  answer(
    fetch(`/api/${path}`, {
      method,
      headers: { ...MARK, "Content-Type": "application/json" },
      body: JSON.stringify(body),
      keepalive,
    }),
  );

/** Sends a file and tells `progress` how much of it is gone, from 0 to 1. */
export const upload = (file, query, progress) =>
  new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/articles?${new URLSearchParams(query)}`);
    request.setRequestHeader("X-Tarjuman", MARK["X-Tarjuman"]);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.addEventListener("progress", (event) => progress(event.loaded / Math.max(1, event.total)));
    request.responseType = "json";
    request.addEventListener("load", () =>
      request.status < 300 ? done(request.response) : failed(new Refused(request.status, request.response ?? {})));
    request.addEventListener("error", () => failed(new Error("the server does not answer")));
    request.send(file);
  });

/** The address of an export. */
export const exportAddress = (article, format, view = "bilingual") =>
  `/api/export?${new URLSearchParams({ article, format, view })}`;

/** Exchanges the token in the page's address for a session, and takes it out of the address. */
export async function signIn() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const token = asked.get("token");
  asked.delete("token");
  if (token) {
    history.replaceState(null, "", asked.size ? `#${asked}` : location.pathname);
    await send("POST", "session", { token });
  }
  return asked.get("article");
}

/** Listens to what is saved elsewhere; the browser comes back by itself with the number it heard last. */
export function listen(article, after, on) {
  const source = new EventSource(`/api/events?${new URLSearchParams({ article, after })}`);
  source.addEventListener("saved", (event) => on.saved(JSON.parse(event.data).ids));
  source.addEventListener("remarked", (event) => on.remarked(JSON.parse(event.data).ids));
  source.addEventListener("reload", () => on.reload());
  return source;
}
