// Says so when the server does not answer; everything else works without this file.
(function () {
  "use strict";
  function offline(shown) {
    var alert = document.getElementById("offline");
    if (alert) {
      alert.hidden = !shown;
    }
  }
  document.addEventListener("htmx:sendError", function () { offline(true); });
  document.addEventListener("htmx:timeout", function () { offline(true); });
  document.addEventListener("htmx:afterRequest", function (event) {
    if (event.detail.successful) {
      offline(false);
    }
  });
})();
