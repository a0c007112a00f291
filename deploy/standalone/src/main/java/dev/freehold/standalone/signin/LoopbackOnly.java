package dev.freehold.standalone.signin;

import dev.freehold.standalone.StartRefused;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses to sign people in by link on any address but loopback: off it, an identity provider does that. */
@ApplicationScoped
public class LoopbackOnly {
    private final String host;

    LoopbackOnly(@ConfigProperty(name = "quarkus.http.host") String host) {
        this.host = host;
    }

    void atStart(@Observes StartupEvent event) {
        if (!host.equals("127.0.0.1") && !host.equals("localhost")) {
            throw new StartRefused("one-time links sign people in on 127.0.0.1 only, and quarkus.http.host is " + host);
        }
    }
}
