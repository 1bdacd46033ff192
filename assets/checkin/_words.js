import { text } from "../site/_texts.js";

// English as in Britain: the day before the month, and twenty-four hours.
const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
const KINDS = {
  admitted: "ok",
  left: "ok",
  already_in: "warn",
  not_in: "warn",
  not_yet: "warn",
  undone: "warn",
  cancelled: "stop",
  other_event: "stop",
  over: "stop",
  unknown: "stop",
};
// What staff may decide against: somebody came early, or left by a door that nobody watched.
const OPEN_TO_STAFF = new Set(["already_in", "not_yet"]);

/** A verdict in the words of the page: colour and icon, its one word, a name, a detail, and notes about the guest. */
export function tell(page, answer, { zone, companions = [], categories = [] }) {
  const { verdict, guest } = answer;
  return {
    kind: KINDS[verdict],
    word: word(page, verdict),
    name: guest?.name ?? (verdict === "admitted" ? text("sayNotListed", page) : ""),
    detail: detail(page, answer, zone),
    notes: guest ? notes(page, guest, companions, categories) : [],
    mayLetIn: OPEN_TO_STAFF.has(verdict) && Boolean(guest) && answer.opens !== null,
  };
}

export function word(page, verdict) {
  return text(camel("word", verdict), page);
}

export function time(moment, zone) {
  return new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(moment);
}

/** The time, with its day unless that is today. */
export function timeOrDay(moment, zone) {
  const day = new Intl.DateTimeFormat(language, { dateStyle: "short", timeZone: zone });
  return day.format(moment) === day.format(Date.now()) ? time(moment, zone) : dayAndTime(moment, zone);
}

export function dayAndTime(moment, zone) {
  /** @type {Intl.DateTimeFormatOptions} */
  const form = { weekday: "short", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", timeZone: zone };
  return new Intl.DateTimeFormat(language, form).format(moment);
}

function detail(page, { verdict, entry, title, starts, zone: theirs, opens, typed, event }, zone) {
  if (verdict === "already_in" && entry) {
    const values = { time: timeOrDay(entry.at, zone), gate: entry.gate };
    return text(entry.gate ? "detailSinceAt" : "detailSince", page, values);
  }
  if (verdict === "other_event" && title) {
    return text("detailOtherEventNamed", page, { title, day: dayAndTime(starts, theirs) });
  }
  if (verdict === "not_yet" && opens) return text("detailNotYet", page, { when: dayAndTime(opens, zone) });
  if (verdict === "not_yet") return text("detailNoDate", page);
  if (verdict === "unknown" && typed) return text("detailUnknownCode", page);
  if (verdict === "cancelled" && event) return text("detailEventCancelled", page);
  return text(camel("detail", verdict), page);
}

function notes(page, { category, needs, photos }, companions, categories) {
  const names = companions.map(({ name }) => name).filter(Boolean);
  return [
    { icon: "tag", text: categories[category - 1] },
    { icon: "people", text: names.length ? text("sayGroup", page, { names: names.join(", ") }) : "" },
    { icon: "wheelchair", text: needs, strong: true },
    {
      icon: "camera",
      text: photos ? text(photos === "yes" ? "sayPhotosYes" : "sayPhotosNo", page) : "",
      strong: photos === "no",
    },
  ].filter((note) => note.text);
}

function camel(stem, verdict) {
  return stem + verdict.replace(/(^|_)(\w)/g, (_whole, _gap, letter) => letter.toUpperCase());
}
