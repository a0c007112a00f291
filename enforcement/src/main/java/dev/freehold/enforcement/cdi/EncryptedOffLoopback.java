package dev.freehold.enforcement.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/** Refuses to listen without TLS on any address but this machine's own: keys, prompts and identities would be read on the way. */
@ApplicationScoped
public class EncryptedOffLoopback {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "[::1]");

    void check(@Observes Startup started, Config config) {
        check(
                config.getOptionalValue("quarkus.http.host", String.class).orElse("0.0.0.0"),
                config.getOptionalValue("quarkus.http.insecure-requests", String.class)
                        .orElse("enabled"));
    }

    static void check(String host, String insecureRequests) {
        if (!LOOPBACK.contains(host) && !"disabled".equalsIgnoreCase(insecureRequests)) {
            throw new IllegalStateException(
                    "quarkus.http.host is " + host + ", where plain HTTP can be read by others: set"
                            + " quarkus.http.insecure-requests=disabled with quarkus.http.ssl.certificate.files and"
                            + " quarkus.http.ssl.certificate.key-files, or listen on 127.0.0.1");
        }
    }
}
