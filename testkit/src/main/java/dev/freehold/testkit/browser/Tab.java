package dev.freehold.testkit.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;

/** One page in the browser, used as a person uses it: with a mouse, a keyboard and eyes. */
public final class Tab {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final DevTools tools;
    private final String session;
    private final String origin;
    private final Witness witness = new Witness();

    Tab(DevTools tools, String session, String origin) {
        this.tools = tools;
        this.session = session;
        this.origin = origin;
        tools.listen(session, witness::see);
        for (String domain : new String[] {"Page", "Runtime", "Log", "Network"}) {
            call(domain + ".enable", DevTools.parameters());
        }
        size(1280, 900);
    }

    private JsonNode call(String method, ObjectNode parameters) {
        return tools.call(session, method, parameters);
    }

    /** What went wrong and who was asked, since the tab was opened. */
    public Witness witness() {
        return witness;
    }

    public Tab size(int width, int height) {
        call(
                "Emulation.setDeviceMetricsOverride",
                DevTools.parameters()
                        .put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", false));
        return this;
    }

    public Tab dark(boolean dark) {
        ObjectNode parameters = DevTools.parameters();
        parameters
                .putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", dark ? "dark" : "light");
        call("Emulation.setEmulatedMedia", parameters);
        return this;
    }

    /** Takes the page's scripts away, for pages that must work without. */
    public Tab scripts(boolean allowed) {
        call("Emulation.setScriptExecutionDisabled", DevTools.parameters().put("value", !allowed));
        return this;
    }

    /** Cuts the tab off from the network, or connects it again. */
    public Tab offline(boolean offline) {
        call(
                "Network.emulateNetworkConditions",
                DevTools.parameters()
                        .put("offline", offline)
                        .put("latency", 0)
                        .put("downloadThroughput", -1)
                        .put("uploadThroughput", -1));
        return this;
    }

    /** Sets a cookie as a server would: for its path, not readable by scripts, same-site. */
    public Tab cookie(String name, String value, String path) {
        call(
                "Network.setCookie",
                DevTools.parameters()
                        .put("name", name)
                        .put("value", value)
                        .put("url", origin + path)
                        .put("path", path)
                        .put("httpOnly", true)
                        .put("sameSite", "Strict"));
        return this;
    }

    /** Opens an address below the origin, and waits until it is shown. */
    public Tab go(String path) {
        JsonNode answer = call("Page.navigate", DevTools.parameters().put("url", origin + path));
        if (answer.has("errorText")) {
            throw new IllegalStateException(
                    path + ": " + answer.path("errorText").asText());
        }
        return await("document.readyState === 'complete'");
    }

    public Tab reload() {
        js("window.beforeReload = true");
        call("Page.reload", DevTools.parameters());
        return await("document.readyState === 'complete' && !window.beforeReload");
    }

    /** The value of an expression. */
    public JsonNode js(String expression) {
        JsonNode answer = call(
                "Runtime.evaluate",
                DevTools.parameters()
                        .put("expression", expression)
                        .put("returnByValue", true)
                        .put("awaitPromise", true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": "
                    + answer.path("exceptionDetails")
                            .path("exception")
                            .path("description")
                            .asText());
        }
        return answer.path("result").path("value");
    }

    /** Waits until an expression is true. */
    public Tab await(String condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String last = "";
        while (System.nanoTime() < end) {
            try {
                if (js("!!(" + condition + ")").asBoolean()) {
                    return this;
                }
            } catch (IllegalStateException e) {
                // Asked while one page went and the next came.
                last = " (" + e.getMessage() + ")";
            }
            Chromium.pause();
        }
        throw new AssertionError("never true: " + condition + last + "; the page says: " + text("body"));
    }

    /** Waits until the page shows a text. */
    public Tab awaitText(String text) {
        return await("document.body && document.body.innerText.includes(" + quoted(text) + ")");
    }

    /** What is to be read in an element. */
    public String text(String selector) {
        return js("(document.querySelector(" + quoted(selector) + ") || {innerText: ''}).innerText")
                .asText();
    }

    public int count(String selector) {
        return js("document.querySelectorAll(" + quoted(selector) + ").length").asInt();
    }

    /** The address that is shown: path and query. */
    public String address() {
        return js("location.pathname + location.search").asText();
    }

    /** Clicks the middle of an element with the mouse. */
    public Tab click(String selector) {
        await("document.querySelector(" + quoted(selector) + ")");
        JsonNode place = js("(() => { const e = document.querySelector(" + quoted(selector)
                + "); e.scrollIntoView({block: 'center'}); const r = e.getClientRects()[0];"
                + " return {x: r.x + r.width / 2, y: r.y + r.height / 2}; })()");
        mouse("mousePressed", place);
        mouse("mouseReleased", place);
        return this;
    }

    private void mouse(String type, JsonNode place) {
        call(
                "Input.dispatchMouseEvent",
                DevTools.parameters()
                        .put("type", type)
                        .put("x", place.path("x").asDouble())
                        .put("y", place.path("y").asDouble())
                        .put("button", "left")
                        .put("clickCount", 1));
    }

    /** Replaces what stands in a field by what is typed. */
    public Tab type(String selector, String text) {
        js("(() => { const e = document.querySelector(" + quoted(selector) + "); e.focus(); e.select(); })()");
        call("Input.insertText", DevTools.parameters().put("text", text));
        return this;
    }

    /** Chooses an option of a list by its value. */
    public Tab choose(String selector, String value) {
        js("(() => { const e = document.querySelector(" + quoted(selector) + "); e.value = " + quoted(value)
                + "; e.dispatchEvent(new Event('change', {bubbles: true})); })()");
        return this;
    }

    /** Presses a key that has a name, such as {@code Tab} or {@code Enter}. */
    public Tab press(String key) {
        for (String type : new String[] {"keyDown", "keyUp"}) {
            ObjectNode parameters =
                    DevTools.parameters().put("type", type).put("key", key).put("code", key);
            if (key.equals("Enter")) {
                parameters.put("windowsVirtualKeyCode", 13).put("text", "\r");
            } else if (key.equals("Tab")) {
                parameters.put("windowsVirtualKeyCode", 9);
            }
            call("Input.dispatchKeyEvent", parameters);
        }
        return this;
    }

    /** Saves the whole page as a PNG. */
    public Tab screenshot(Path file) {
        ObjectNode parameters = DevTools.parameters().put("format", "png").put("captureBeyondViewport", true);
        JsonNode size = call("Page.getLayoutMetrics", DevTools.parameters()).path("cssContentSize");
        parameters
                .putObject("clip")
                .put("x", 0)
                .put("y", 0)
                .put("width", size.path("width").asInt())
                .put("height", size.path("height").asInt())
                .put("scale", 1);
        String png = call("Page.captureScreenshot", parameters).path("data").asText();
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, Base64.getDecoder().decode(png));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }
}
