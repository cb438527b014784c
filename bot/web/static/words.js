// How moments and languages are said in French. Moments come as ISO texts that are already local.

const LANGUAGES = { fr: "français", ar: "arabe", en: "anglais", tr: "turc", ro: "roumain", pt: "portugais" };

const long = new Intl.DateTimeFormat("fr-FR", { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });
const longest = new Intl.DateTimeFormat("fr-FR", { dateStyle: "full", timeZone: "UTC" });

const civil = (iso) => new Date(`${iso.slice(0, 10)}T12:00:00Z`);

export const dayOf = (iso) => long.format(civil(iso));
export const fullDayOf = (iso) => longest.format(civil(iso));
export const hourOf = (iso) => `${Number(iso.slice(11, 13))}h${iso.slice(14, 16).replace("00", "")}`;
export const languageOf = (code) => LANGUAGES[code] ?? code;
