package dev.freehold.stack.part;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.servers.cache.ServerCache;
import dev.freehold.stack.home.Ports;
import dev.freehold.stack.home.Shape;
import dev.freehold.stack.home.StackFolder;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServicePartTest {
    private static final Shape SHAPE = new Shape(2, Shape.Engine.opa);

    @TempDir
    private Path home;

    private StackFolder folder;
    private Ports ports;
    private List<Part> parts;

    @BeforeEach
    void create() throws Exception {
        folder = new StackFolder(home.resolve("a home").resolve("stack"));
        folder.create();
        ports = Ports.ensure(folder, SHAPE);
        Path checkout = home.resolve("checkout");
        for (String service :
                List.of("gateway", "registry", "finetune-service", "inference", "policy", "audit", "console")) {
            Path app = Files.createDirectories(checkout.resolve(service).resolve("target/quarkus-app"));
            Files.writeString(app.resolve("quarkus-run.jar"), "");
        }
        parts = Parts.of(folder, SHAPE, ports, new ServerCache(home.resolve("cache")), checkout);
    }

    @Test
    void the_parts_are_those_that_status_names() {
        assertThat(parts).extracting(Part::name).containsExactlyElementsOf(Parts.names(SHAPE));
        assertThat(parts).allSatisfy(part -> assertThat(Parts.names(SHAPE)).containsAll(part.after()));
    }

    @Test
    void secrets_are_in_files_for_their_owner_and_in_no_command() throws Exception {
        for (Part part : parts) {
            if (!(part instanceof ServicePart)) {
                continue;
            }
            part.prepare();
            Path conf = folder.conf(part.name() + ".properties");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(conf)))
                    .isEqualTo("rw-------");
            Properties settings = settings(conf);
            settings.stringPropertyNames().stream()
                    .filter(name -> name.endsWith("password"))
                    .forEach(name -> {
                        try {
                            assertThat(String.join(" ", part.command()) + part.environment())
                                    .doesNotContain(settings.getProperty(name));
                        } catch (java.io.IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    });
            assertThat(Path.of(URI.create(part.environment().get("QUARKUS_CONFIG_LOCATIONS"))))
                    .isEqualTo(conf);
            assertThat(settings.getProperty("quarkus.http.host")).isEqualTo("127.0.0.1");
            assertThat(settings.getProperty("quarkus.http.port")).isEqualTo(Integer.toString(part.port()));
        }
        assertThat(settings(folder.conf("audit.properties")).stringPropertyNames())
                .contains("quarkus.datasource.audit.password", "quarkus.flyway.audit.password");
    }

    @Test
    void each_process_has_a_folder_and_a_name_in_the_ledger_of_its_own() throws Exception {
        assertThat(parts.stream().filter(ServicePart.class::isInstance).map(part -> {
                    try {
                        part.prepare();
                        Properties settings = settings(folder.conf(part.name() + ".properties"));
                        return settings.getProperty("freehold.home") + settings.getProperty("freehold.source");
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                }))
                .hasSize(8)
                .doesNotHaveDuplicates();
    }

    @Test
    void gateways_ask_the_stacks_opa_where_that_was_chosen_and_nobody_else_does() throws Exception {
        for (Part part : parts) {
            if (part instanceof ServicePart) {
                part.prepare();
                Properties settings = settings(folder.conf(part.name() + ".properties"));
                boolean gateway = part.name().startsWith("gateway");
                assertThat(settings.getProperty("freehold.policy.opa.url"))
                        .isEqualTo(gateway ? ports.url("opa") : null);
                assertThat(part.after().contains("opa")).isEqualTo(gateway);
            }
        }
    }

    @Test
    void a_value_is_read_as_it_was_meant() throws Exception {
        for (String value : List.of("C:\\x", " leading", "a=b:c#d", "two\nlines", "\u00e9")) {
            Properties read = new Properties();
            read.load(new StringReader("key=" + ServicePart.escaped(value)));
            assertThat(read.getProperty("key")).isEqualTo(value);
        }
    }

    private static Properties settings(Path conf) throws java.io.IOException {
        Properties settings = new Properties();
        try (java.io.Reader in = Files.newBufferedReader(conf)) {
            settings.load(in);
        }
        return settings;
    }
}
