// Says so when the server does not answer, and copies what has a button for it; everything else works without this file.
(function () {
  "use strict";
  function offline(shown) {
    var alert = document.getElementById("offline");
    if (alert) {
      alert.hidden = !shown;
    }
  }
  function offerToCopy() {
    if (navigator.clipboard) {
      document.querySelectorAll("button.copy[hidden]").forEach(function (button) { button.hidden = false; });
    }
  }
  document.addEventListener("htmx:sendError", function () { offline(true); });
  document.addEventListener("htmx:timeout", function () { offline(true); });
  document.addEventListener("htmx:afterRequest", function (event) {
    if (event.detail.successful) {
      offline(false);
    }
  });
  document.addEventListener("htmx:load", offerToCopy);
  document.addEventListener("DOMContentLoaded", offerToCopy);
  document.addEventListener("click", function (event) {
    var button = event.target.closest("button.copy");
    if (!button) {
      return;
    }
    var words = button.textContent;
    navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim()).then(
      function () { button.textContent = "Copied"; },
      function () { button.textContent = "Not copied"; }
    ).finally(function () { setTimeout(function () { button.textContent = words; }, 2000); });
  });
})();
