// Colours come from style.css, so that light and dark are said in one place.
export const theme = {};
const dark = matchMedia("(prefers-color-scheme: dark)");
const listeners = [];

export function whenThemeChanges(listener) {
  listeners.push(listener);
  listener();
}

function read() {
  const style = getComputedStyle(document.documentElement);
  for (const name of ["page", "panel", "edge", "ink", "quiet", "water", "water-deep", "grid", "hungry", "content", "fed", "food", "hunter", "accent", "minus", "plus"]) {
    theme[name] = style.getPropertyValue("--" + name).trim();
  }
  theme.dark = dark.matches;
  for (const listener of listeners) listener();
}

dark.addEventListener("change", read);
read();

export function rgb(hex) {
  return [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16));
}

export function mix(a, b, share) {
  const [from, to] = [rgb(a), rgb(b)];
  return `rgb(${from.map((v, i) => Math.round(v + (to[i] - v) * share)).join(" ")})`;
}

export function faded(hex, alpha) {
  return `rgb(${rgb(hex).join(" ")} / ${alpha})`;
}

// A canvas with as many pixels as the screen has for it.
export function fit(canvas) {
  const scale = devicePixelRatio || 1, box = canvas.getBoundingClientRect();
  const w = Math.round(box.width * scale), h = Math.round(box.height * scale);
  if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h];
  const context = canvas.getContext("2d");
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, box.width, box.height);
  return [context, box.width, box.height];
}
