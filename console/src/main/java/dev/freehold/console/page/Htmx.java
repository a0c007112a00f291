package dev.freehold.console.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The one script that we did not write, served from the class path. */
final class Htmx {
    private static final String WEBJAR = "META-INF/maven/org.webjars.npm/htmx.org/pom.properties";

    /** Where the browser finds it. */
    static final String PATH = "/webjars/htmx.org/" + version() + "/dist/htmx.min.js";

    /**
     * Nothing is evaluated, nothing leaves this origin, no style is injected (our content security policy would refuse all three),
     * and no page is kept in the browser's storage. What was refused is shown like any other answer.
     */
    static final String SETTINGS = """
            {"allowEval":false,"allowScriptTags":false,"selfRequestsOnly":true,"includeIndicatorStyles":false,\
            "historyCacheSize":0,"refreshOnHistoryMiss":true,"timeout":20000,\
            "responseHandling":[{"code":"204","swap":false},{"code":"...","swap":true}]}""";

    private Htmx() {}

    private static String version() {
        try (InputStream in = Htmx.class.getClassLoader().getResourceAsStream(WEBJAR)) {
            if (in == null) {
                throw new IllegalStateException("no " + WEBJAR + " on the class path");
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
