/* Shows what is heard of a step while it goes on. Everything that comes is shown as text, never as markup. */
(function () {
  "use strict";

  const INTERVAL = 2000;
  const SLOWEST = 30000;
  const SPOKEN_EVERY = 10000;

  function cell(name, text) {
    const element = document.createElement(name);
    element.textContent = text;
    return element;
  }

  function row(guest, done) {
    const line = document.createElement("tr");
    const vm = cell("th", "");
    vm.scope = "row";
    vm.appendChild(cell("bdi", guest.vm));
    line.appendChild(vm);
    line.appendChild(cell("td", guest.destination));
    const progress = document.createElement("td");
    if (Number.isInteger(guest.percent)) {
      const bar = document.createElement("progress");
      bar.setAttribute("max", "100");
      bar.setAttribute("value", String(guest.percent));
      bar.setAttribute("aria-label", guest.vm);
      progress.appendChild(bar);
      progress.appendChild(document.createTextNode(" " + guest.percent + " % " + done));
    }
    line.appendChild(progress);
    [guest.memory, guest.disk, guest.rate, guest.dirty, guest.iteration, guest.left].forEach(function (text) {
      line.appendChild(cell("td", text));
    });
    return line;
  }

  function follow(box) {
    const status = box.querySelector(".lvm-live__status");
    const table = box.querySelector("table");
    const sentences = box.querySelector("ol");
    let wait = INTERVAL;
    let spoken = 0;

    /* A screen reader would else never come to an end. */
    function say(text, now) {
      if (text !== status.textContent && (now || Date.now() - spoken > SPOKEN_EVERY)) {
        status.textContent = text;
        spoken = Date.now();
      }
    }

    function show(heard) {
      const body = table.tBodies[0];
      body.replaceChildren.apply(
        body,
        heard.guests.map(function (guest) {
          return row(guest, box.dataset.done);
        }),
      );
      table.hidden = heard.guests.length === 0;
      sentences.replaceChildren.apply(
        sentences,
        heard.sentences.map(function (sentence) {
          return cell("li", sentence);
        }),
      );
      if (heard.sentences.length > 0) {
        say(heard.sentences[heard.sentences.length - 1], false);
      }
    }

    function again() {
      window.setTimeout(ask, wait);
    }

    function ask() {
      if (document.hidden) {
        again();
        return;
      }
      fetch(box.dataset.url, { credentials: "same-origin", redirect: "error", cache: "no-store" })
        .then(function (answer) {
          if (!answer.ok) {
            throw new Error("status " + answer.status);
          }
          return answer.json();
        })
        .then(function (heard) {
          wait = INTERVAL;
          if (heard.underWay) {
            show(heard);
            again();
          } else {
            table.hidden = true;
            sentences.replaceChildren();
            say(heard.status + ". " + box.dataset.finished, true);
          }
        })
        .catch(function () {
          say(box.dataset.lost, true);
          wait = Math.min(SLOWEST, 2 * wait);
          again();
        });
    }

    ask();
  }

  function start() {
    document.querySelectorAll(".lvm-live[data-url]").forEach(follow);
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
