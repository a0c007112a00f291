package dev.freehold.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.console.session.Visit;
import dev.freehold.testkit.browser.Chromium;
import dev.freehold.testkit.browser.Tab;
import java.net.URI;
import java.nio.file.Path;

/** A browser whose tabs are signed in, and eyes for what they show. */
final class Browser implements AutoCloseable {
    private static final Path PICTURES = Path.of("target", "pages");

    private final Chromium chromium;

    private Browser(Chromium chromium) {
        this.chromium = chromium;
    }

    static Browser start() {
        return new Browser(Chromium.start());
    }

    Tab as(String session, URI root) {
        String origin = root.toString().replaceFirst("/$", "");
        return chromium.open(origin).cookie(Visit.COOKIE, session, Visit.COOKIE_PATH);
    }

    /** Takes pictures: light, dark and narrow. */
    static void look(Tab tab, String name) {
        tab.screenshot(PICTURES.resolve(name + ".png"));
        tab.dark(true).screenshot(PICTURES.resolve(name + "-dark.png"));
        tab.dark(false).size(390, 844).screenshot(PICTURES.resolve(name + "-narrow.png"));
        assertThat(tab.js("document.documentElement.scrollWidth").asInt())
                .as("a narrow page does not scroll sideways")
                .isLessThanOrEqualTo(390);
        tab.size(1280, 900);
    }

    /** Nothing was wrong on the tab's pages, and nobody but us was asked for anything. */
    static void clean(Tab tab, URI root) {
        assertThat(tab.witness().troubles()).isEmpty();
        assertThat(tab.witness().hosts()).containsExactly(root.getAuthority());
    }

    @Override
    public void close() {
        chromium.close();
    }
}
