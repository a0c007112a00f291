package dev.freehold.gateway.routing.openai;

import dev.freehold.contracts.inference.InferenceUpstream;
import dev.freehold.gateway.routing.Routed;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** Chooses the upstream at the start: a server where one is configured, else whoever runs models in this process. */
@Singleton
public class UpstreamFromConfiguration {
    private static final System.Logger LOG = System.getLogger(UpstreamFromConfiguration.class.getName());
    private static final String URL = "freehold.gateway.upstream.url";

    private final Config config;
    private final Vertx vertx;
    private @Nullable ModelServer server;

    UpstreamFromConfiguration(Config config, Vertx vertx) {
        this.config = config;
        this.vertx = vertx;
    }

    @Produces
    @Routed
    @Singleton
    InferenceUpstream upstream(InferenceUpstream inProcess, Clock clock) {
        return config.getOptionalValue(URL, URI.class)
                .map(url -> remote(settings(url), clock))
                .orElse(inProcess);
    }

    private InferenceUpstream remote(UpstreamSettings settings, Clock clock) {
        LOG.log(System.Logger.Level.INFO, "models run at {0}", settings.url());
        server = new ModelServer(vertx, settings);
        return new OpenAiUpstream(server, new Circuit(settings.failures(), settings.pause(), clock), settings.model());
    }

    private UpstreamSettings settings(URI url) {
        return new UpstreamSettings(
                url,
                config.getOptionalValue("freehold.gateway.upstream.key", String.class)
                        .orElse(null),
                new ModelName(config.getValue("freehold.gateway.upstream.model", String.class)),
                config.getValue("freehold.gateway.upstream.connections", Integer.class),
                config.getValue("freehold.gateway.upstream.connect-timeout", Duration.class),
                config.getValue("freehold.gateway.upstream.silence", Duration.class),
                config.getValue("freehold.gateway.upstream.failures", Integer.class),
                config.getValue("freehold.gateway.upstream.pause", Duration.class));
    }

    /** Makes it now, so that a wrong setting stops the start. */
    void start(@Observes Startup started, @Routed InferenceUpstream upstream) {
        LOG.log(System.Logger.Level.DEBUG, "upstream: {0}", upstream.getClass().getSimpleName());
    }

    @PreDestroy
    void close() {
        if (server != null) {
            server.close();
        }
    }
}
