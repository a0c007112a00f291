package dev.freehold.testkit.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class ChromiumTest {
    private static final String PAGE = """
            <!doctype html><title>t</title><form action="/next"><label for=a>A</label><input id=a name=a value=old>
            <button>Go</button></form><script>
            console.error("seen"); fetch("http://elsewhere.example/x").catch(() => {}); </script>""";

    private HttpServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = (PAGE + exchange.getRequestURI()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_tab_is_used_like_a_person_uses_it_and_its_witness_sees_the_rest() throws IOException {
        String host = "127.0.0.1:" + server.getAddress().getPort();
        List<ProcessHandle> processes;
        try (Chromium chromium = Chromium.start()) {
            Tab tab = chromium.open("http://" + host);
            tab.go("/first").type("#a", "new").click("button").awaitText("/next?a=new");
            assertThat(tab.address()).isEqualTo("/next?a=new");
            tab.screenshot(folder.resolve("page.png"));
            assertThat(Files.size(folder.resolve("page.png"))).isPositive();
            tab.await("true");
            assertThat(tab.witness().troubles()).anyMatch(trouble -> trouble.contains("seen"));
            assertThat(tab.witness().hosts()).containsExactly(host, "elsewhere.example");
            processes =
                    ProcessHandle.of(chromium.pid()).orElseThrow().descendants().toList();
            assertThat(processes).isNotEmpty();
        }
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void where_there_is_no_browser_the_test_is_left_out_and_fails_where_ci_says_so() {
        Map<String, String> nothing = Map.of("PATH", folder.toString());

        assertThatThrownBy(() -> Chromium.required(nothing))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("needs a browser");
        assertThatThrownBy(() -> Chromium.required(Map.of("PATH", folder.toString(), "CI", "true")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("CI=true");
    }
}
