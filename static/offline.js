/* The file that needs no network: asks, scores and reports where it lies. Its rules are those of evaluator/assess/scoring.py. */
"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const rules = data.rules, BEST = 100;

/* Exact fractions: numerator and denominator, both small whole numbers. */
const gcd = (a, b) => (b ? gcd(b, a % b) : Math.abs(a));
const of = (n, d = 1) => { const g = gcd(n, d) || 1; return [n / g, d / g]; };
const plus = (a, b) => of(a[0] * b[1] + b[0] * a[1], a[1] * b[1]);
const times = (a, b) => of(a[0] * b[0], a[1] * b[1]);
const over = (a, b) => of(a[0] * b[1], a[1] * b[0]);
const less = (a, b) => a[0] * b[1] < b[0] * a[1];
const lower = (a, b) => (less(b, a) ? b : a);
const tenths = (a) => Math.floor((20 * a[0] + a[1]) / (2 * a[1])) / 10;
const shareOf = (count, share) => Math.ceil((count * share[0]) / share[1]);

const letters = rules.bands.map((band) => band.letter);
const place = (letter) => letters.indexOf(letter);
const band = (value) => (rules.bands.find((one) => tenths(value) >= one.from) ?? rules.bands.at(-1)).letter;
const balanced = (earned, parts) => {
  const weakest = Math.min(BEST, ...parts.map(tenths));
  for (const name of letters.slice(0, -1))
    if (earned === name && weakest < (rules.balance[name] ?? 0)) earned = letters[place(name) + 1];
  return earned;
};
const letterOf = (value, parts, caps) => {
  const held = [balanced(band(value), parts), ...caps];
  return held.reduce((worst, one) => (place(one) > place(worst) ? one : worst));
};
const option = (question, answers) => question.options.find((one) => one.id === answers[question.id]);
const applies = (question, answers) => answers[question.id] !== "not-applicable";
const coreTop = (core, unknown) =>
  Math.min(BEST, Math.min(BEST, ...core.map((one) => (one ? one.points : unknown))) + rules.coreLift);

function dimension(name, answers) {
  const questions = data.questions.filter((one) => one.dimension === name && applies(one, answers));
  const given = questions.map((one) => option(one, answers)).filter(Boolean);
  const core = questions.filter((one) => one.core).map((one) => option(one, answers));
  const count = questions.length, known = given.length;
  const total = given.reduce((sum, one) => sum + one.points, 0);
  const worst = of(coreTop(core, 0)), best = of(coreTop(core, BEST));
  const blind = rules.coreFirst && core.includes(undefined);
  return {
    name, known, count, applies: count >= rules.dimensionNeeds,
    score: !known || blind ? null : lower(of(total, known), worst),
    low: count ? lower(of(total, count), worst) : of(0),
    high: count ? lower(of(total + BEST * (count - known), count), best) : of(BEST),
  };
}

function missing(answers, parts, applying) {
  if (!applying.length) return ["nothing-applies"];
  const found = [];
  const open = (one) => one.core && applies(one, answers) && !option(one, answers);
  const names = applying.map((part) => part.name);
  if (data.questions.some((one) => names.includes(one.dimension) && open(one))) found.push("core");
  for (const part of applying) if (part.known < shareOf(part.count, rules.dimensionShare)) found.push("dimension");
  const sum = (key) => parts.reduce((all, part) => all + part[key], 0);
  if (sum("known") < shareOf(sum("count"), rules.overallShare)) found.push("overall");
  if (!found.length && samePlace(answers)) found.push("same-position");
  return found;
}

function samePlace(answers) {
  const given = data.questions.map((one) => [one, option(one, answers)]).filter(([, chosen]) => chosen);
  const top = new Set(given.map(([one, chosen]) => one.options.indexOf(chosen)));
  const bottom = new Set(given.map(([one, chosen]) => one.options.length - one.options.indexOf(chosen)));
  return given.length > 0 && (top.size === 1 || bottom.size === 1);
}

/* The result for answers by question id: the same as the program's, which a test compares. */
function score(answers) {
  const parts = data.dimensions.map((name) => dimension(name, answers));
  const applying = parts.filter((part) => part.applies), known = applying.filter((part) => part.score);
  const mean = (key, some) => over(some.reduce((sum, part) => plus(sum, part[key]), of(0)), of(some.length));
  const caps = data.questions.map((one) => option(one, answers)?.cap).filter(Boolean);
  const threats = data.questions.filter((one) => applies(one, answers) && !option(one, answers))
    .flatMap((one) => one.options.map((each) => each.cap).filter(Boolean));
  const whole = known.length && !(rules.coreFirst && known.length < applying.length) ? mean("score", known) : null;
  const low = applying.length ? mean("low", applying) : of(0), high = applying.length ? mean("high", applying) : of(0);
  const why = missing(answers, parts, applying);
  const letter = whole ? letterOf(whole, known.map((part) => part.score), caps) : null;
  return {
    parts, score: whole, low, high, letter, missing: why, grade: why.length ? null : letter,
    worst: applying.length ? letterOf(low, applying.map((part) => part.low), [...caps, ...threats]) : null,
    best: applying.length ? letterOf(high, applying.map((part) => part.high), caps) : null,
  };
}

/* The pages. Nothing is stored and nothing is sent: closing the file forgets everything. */
const state = { language: document.documentElement.lang, platform: "", answers: {}, at: null };
const words = () => data.languages[state.language];
const say = (key, values = {}) => words().says[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
const number = (value) => tenths(value).toLocaleString(state.language);
const make = (tag, more = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(more)) key in node ? (node[key] = value) : node.setAttribute(key, value);
  node.append(...children);
  return node;
};
const ask = (id) => { state.at = id; show(); };
const next = (id) => {
  const after = [...data.order.slice(data.order.indexOf(id) + 1), ...data.order];
  ask(after.find((one) => !(one in state.answers)) ?? "result");
};
const between = (result) => {
  if (!result.worst || result.worst === result.best) return result.worst ?? "";
  return say("between", { best: result.best, worst: result.worst });
};

function startPage() {
  const field = make("input", { id: "name", value: state.platform, maxLength: 80, autocomplete: "off" });
  const form = make("form", {}, make("label", { htmlFor: "name" }, say("ask")), field,
    make("button", { className: "button" }, say("start")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    state.platform = field.value.trim();
    ask(data.order[0]);
  });
  return [make("h1", {}, say("heading")), make("p", {}, say("nothing-leaves")), form];
}

function questionPage(question) {
  const text = words().questions[question.id], at = data.order.indexOf(question.id);
  const answer = (id, label, aside) => {
    const mine = state.answers[question.id] === id;
    const button = make("button", { className: `opt${aside ? " aside" : ""}${mine ? " mine" : ""}` }, label);
    if (mine) { button.setAttribute("aria-current", "true"); button.append(make("small", {}, ` ${say("yours")}`)); }
    button.addEventListener("click", () => { state.answers[question.id] = id; next(question.id); });
    return button;
  };
  const back = make("button", { className: "link" }, say("back"));
  back.addEventListener("click", () => ask(at ? data.order[at - 1] : null));
  const result = make("button", { className: "link" }, say("see"));
  result.addEventListener("click", () => ask("result"));
  return [
    make("p", {}, back),
    make("p", { className: `over d${data.dimensions.indexOf(question.dimension) + 1}` },
      make("b", {}, words().dimensions[question.dimension]), ` · ${say("number", { at: at + 1, of: data.order.length })}`),
    make("h1", { tabIndex: -1 }, text.text),
    ...(text.hint ? [make("p", { className: "hint" }, text.hint)] : []),
    ...(text.items.length ? [make("ul", {}, ...text.items.map((one) => make("li", {}, one)))] : []),
    make("div", { className: `opts d${data.dimensions.indexOf(question.dimension) + 1}` },
      ...question.options.map((one) => answer(one.id, text.options[one.id])),
      answer("dont-know", say("dont-know"), true), ...(text.na ? [answer("not-applicable", `${say("na")} (${text.na})`, true)] : [])),
    make("p", { className: "hint" }, words().rule ?? ""),
    make("details", {}, make("summary", {}, say("find-out")), make("ol", {}, ...text.findOut.map((one) => make("li", {}, one))), make("p", {}, text.dontKnow)),
    make("details", {}, make("summary", {}, say("why")), make("p", {}, text.why)),
    make("p", { className: "doubt" }, make("b", {}, between(score(state.answers))), " ", result),
  ];
}

function resultPage() {
  const result = score(state.answers), name = state.platform || say("unnamed");
  const weak = data.questions.map((one) => [one, option(one, state.answers)])
    .filter(([, chosen]) => chosen && chosen.points <= rules.weak).sort((a, b) => a[1].points - b[1].points);
  const row = (label, part, number_) => { /* name and figures: for the eye beside the bar, for the ear in one */
    const figures = (part.score ? number(part.score) : "–") + (part.low.join() === part.high.join() ? "" : ` (${number(part.low)}–${number(part.high)})`);
    return make("li", { className: `d${number_}` }, make("span", { "aria-hidden": "true" }, make("b", {}, label), " ", figures),
      make("progress", { max: BEST, value: part.score ? tenths(part.score) : tenths(part.low), "aria-label": `${label}, ${figures}` }));
  };
  const change = (question) => {
    const button = make("button", { className: "link" }, words().questions[question.id].text);
    button.addEventListener("click", () => ask(question.id));
    return button;
  };
  const said = (question) => {
    const value = state.answers[question.id], text = words().questions[question.id];
    return text.options[value] ?? { "dont-know": say("dont-know"), "not-applicable": say("na") }[value] ?? "–";
  };
  const go = make("button", { className: "button" }, say("go-on"));
  go.addEventListener("click", () => next(data.order.at(-1)));
  const lacking = result.missing.every((reason) => reason === "same-position") ? "check" : "not-enough";
  const print = make("button", { className: "button quiet" }, say("print"));
  print.addEventListener("click", () => window.print());
  return [
    make("p", { className: "hint" }, `${new Date().toLocaleDateString(state.language, { dateStyle: "long" })} · ${say("method", { method: rules.method })}`),
    make("h1", { tabIndex: -1 }, result.grade ? `${name}: ${result.grade}` : name),
    make("p", { className: "why" }, make("b", {}, result.grade ? words().bands[result.grade] : say(lacking)), ` ${between(result)}`),
    ...(weak.length ? [make("ul", {}, ...weak.slice(0, 3).map(([one, chosen]) => make("li", {}, words().questions[one.id].because[chosen.id] ?? words().questions[one.id].options[chosen.id])))] : []),
    make("p", {}, `${say("score")} ${result.score ? number(result.score) : "–"} (${number(result.low)}–${number(result.high)})`),
    make("ul", { className: "rows", role: "list" }, ...result.parts.map((part, at) => row(words().dimensions[part.name], part, at + 1))),
    make("p", {}, ...(data.order.some((one) => !(one in state.answers)) ? [go, " "] : []), print),
    make("h2", {}, say("answers")),
    make("ul", { className: "rows", role: "list" }, ...data.questions.map((one) => make("li", {}, change(one), " ", make("i", {}, said(one))))),
    make("p", { className: "hint" }, say("nothing-leaves")),
  ];
}

function show() {
  const page = state.at === null ? startPage() : state.at === "result" ? resultPage() : questionPage(data.questions.find((one) => one.id === state.at));
  const switches = Object.entries(data.languages).filter(([code]) => code !== state.language).map(([code, other]) => {
    const button = make("button", { className: "link", lang: code }, other.name);
    button.addEventListener("click", () => { state.language = code; show(); });
    return button;
  });
  document.documentElement.lang = state.language;
  document.getElementById("switch").replaceChildren(...switches);
  document.querySelector("main").replaceChildren(...page);
  document.title = document.querySelector("h1").textContent;
  document.querySelector("h1").tabIndex = -1;
  document.querySelector("h1").focus();
}
show();
