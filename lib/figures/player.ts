/**
 * The player's script: takes the place of the static strip and shows one frame at a time.
 *
 * Plain JavaScript in a string, because it runs in the reader's page. It looks for every strip of
 * its film that has no player yet, so that a film shown twice (a notebook's second view) plays in
 * both places, and it uses no element ids. Jupyter's shortcuts are kept off its keys by
 * `data-lm-suppress-shortcuts`.
 */
export const PLAYER = String.raw`
function saddleFilm(film) {
  var still = window.matchMedia && window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  function make(name, attributes, parent) {
    var element = document.createElement(name);
    for (var key in attributes) element.setAttribute(key, attributes[key]);
    if (parent) parent.appendChild(element);
    return element;
  }
  function start(figure) {
    if (figure.querySelector(".saddle-player")) return;
    var strip = figure.querySelector(".saddle-frames");
    var last = film.frames.length - 1, now = 0, timer = 0;
    var player = make("div", {
      "class": "saddle-player", role: "group", "aria-label": film.alt,
      "data-lm-suppress-shortcuts": "true", style: "max-width:" + film.width + "px"
    });
    make("style", {}, player).textContent =
      ".saddle-playing .saddle-frames{display:none}" +
      "@media print{.saddle-playing .saddle-player{display:none}.saddle-playing .saddle-frames{display:block}}";
    var stage = make("div", {
      "class": "saddle-stage", style: "position:relative;background:#fff;border-radius:6px;overflow:hidden"
    }, player);
    if (film.axes) make("img", { src: film.axes, alt: "", style: "display:block;width:100%" }, stage);
    var picture = make("img", { alt: "", decoding: "sync", style: film.axes
      ? "position:absolute;left:" + film.box[0] + "%;top:" + film.box[1] + "%;width:" + film.box[2] + "%;height:" + film.box[3] + "%"
      : "display:block;width:100%" }, stage);
    var below = film.curve && make("div", {
      "class": "saddle-stage", style: "position:relative;background:#fff;border-radius:6px;overflow:hidden"
    }, player);
    var rule, dot;
    if (below) {
      make("img", { src: film.curve.src, alt: "", style: "display:block;width:100%" }, below);
      rule = make("div", { style: "position:absolute;width:2px;margin-left:-1px;background:#222;opacity:.45;top:" +
        film.curve.ends[0] + "%;bottom:" + (100 - film.curve.ends[1]) + "%" }, below);
      dot = make("div", { style: "position:absolute;width:7px;height:7px;margin:-6px 0 0 -6px;background:#fff;" +
        "border:2.5px solid #222;border-radius:50%" }, below);
    }
    var bar = make("div", {
      style: "display:flex;align-items:center;gap:.6em;margin-top:.4em;font:14px system-ui,sans-serif"
    }, player);
    var button = make("button", {
      type: "button", style: "min-width:5.2em;padding:.35em .6em;font:inherit;cursor:pointer"
    }, bar);
    var slider = make("input", {
      type: "range", min: 0, max: last, step: 1, value: 0, "aria-label": "Frame",
      style: "flex:1 1 auto;min-width:4em;margin:0"
    }, bar);
    var label = make("output", {
      style: "min-width:" + film.labelWidth + "ch;text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums"
    }, bar);
    function show(index) {
      now = Math.max(0, Math.min(last, index));
      picture.src = film.frames[now];
      picture.alt = film.alt + ": " + film.labels[now];
      slider.value = now;
      slider.setAttribute("aria-valuetext", film.labels[now]);
      label.textContent = film.labels[now];
      if (!below) return;
      var mark = film.curve.marks[now];
      rule.style.left = dot.style.left = mark[0] + "%";
      dot.style.display = mark[1] === null ? "none" : "";
      if (mark[1] !== null) dot.style.top = mark[1] + "%";
    }
    function playing(yes) {
      clearInterval(timer);
      timer = yes ? setInterval(tick, film.milliseconds) : 0;
      button.textContent = yes ? "❚❚ Pause" : "▶ Play";
      button.setAttribute("aria-label", yes ? "Pause" : "Play");
    }
    function tick() {
      if (!figure.isConnected) return playing(false);
      if (now < last) show(now + 1);
      if (now === last) playing(false);
    }
    function toggle() {
      if (timer) return playing(false);
      if (now === last) show(0);
      // Who asked for less motion gets one frame a press, and the slider.
      if (still) return show(now + 1);
      playing(true);
    }
    button.addEventListener("click", toggle);
    slider.addEventListener("input", function () { playing(false); show(Number(slider.value)); });
    player.addEventListener("keydown", function (event) {
      var to = { ArrowRight: now + 1, ArrowUp: now + 1, ArrowLeft: now - 1, ArrowDown: now - 1,
        Home: 0, End: last }[event.key];
      if (to === undefined && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      if (to === undefined) return toggle();
      playing(false);
      show(to);
    });
    player.addEventListener("keyup", function (event) {
      if (event.key === " ") event.preventDefault();
    });
    show(film.opens || 0);
    playing(false);
    figure.classList.add("saddle-playing");
    strip.parentNode.insertBefore(player, strip);
  }
  document.querySelectorAll('[data-film="' + film.id + '"]').forEach(start);
}
`.trim();
