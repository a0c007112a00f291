package dev.freehold.standalone.signin;

import dev.freehold.standalone.StartRefused;
import dev.freehold.standalone.issuer.IssuerResource;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses to sign people in by link, and to issue tokens, on any address but loopback or beside another issuer: there, an
 * identity provider does both.
 */
@ApplicationScoped
public class LoopbackOnly {
    private final String host;
    private final int port;
    private final Optional<String> issuer;

    LoopbackOnly(
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.port") int port,
            @ConfigProperty(name = "freehold.oidc.issuer") Optional<String> issuer) {
        this.host = host;
        this.port = port;
        this.issuer = issuer;
    }

    void atStart(@Observes StartupEvent event) {
        if (!host.equals("127.0.0.1") && !host.equals("localhost")) {
            throw new StartRefused("one-time links sign people in on 127.0.0.1 only, and quarkus.http.host is " + host);
        }
        String own = "http://127.0.0.1:" + port + IssuerResource.COOKIE_PATH;
        issuer.filter(configured -> !configured.equals(own)).ifPresent(other -> {
            throw new StartRefused(
                    "freehold.oidc.issuer is " + other + ", and this process signs people in by itself as " + own
                            + ": take the key away, or run the services by themselves with that issuer");
        });
    }
}
