package dev.freehold.gateway.routing.openai;

import dev.freehold.contracts.inference.InferenceUpstream;
import dev.freehold.enforcement.identity.internal.InternalTokens;
import dev.freehold.enforcement.identity.internal.ServiceName;
import dev.freehold.enforcement.peer.Peer;
import dev.freehold.enforcement.peer.Peers;
import dev.freehold.gateway.routing.Routed;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the upstream at the start: a server where one is configured, else inference in another process where that is, else
 * whoever runs models in this process.
 */
@Singleton
public class UpstreamFromConfiguration {
    private static final System.Logger LOG = System.getLogger(UpstreamFromConfiguration.class.getName());
    private static final String URL = "freehold.gateway.upstream.url";

    /** The surface of this house's own inference. */
    private static final String INFERENCE = "/api/inference/v1";

    private static final String EACH_BY_DIGEST = "{tenant}/{digest}";

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
    InferenceUpstream upstream(InferenceUpstream inProcess, Peers peers, Clock clock) {
        Optional<URI> url = config.getOptionalValue(URL, URI.class);
        if (url.isPresent()) {
            UpstreamSettings settings =
                    settings(url.get(), config.getValue("freehold.gateway.upstream.model", String.class));
            return remote(settings, new ModelServer(vertx, settings), clock);
        }
        return peers.find(ServiceName.INFERENCE)
                .map(peer -> inference(peer, clock))
                .orElse(inProcess);
    }

    private InferenceUpstream inference(Peer peer, Clock clock) {
        UpstreamSettings settings = settings(peer.at(INFERENCE), EACH_BY_DIGEST);
        HttpClientOptions trust = new HttpClientOptions();
        config.getOptionalValue("freehold.peer.tls.trust", String.class)
                .ifPresent(file -> trust.setTrustOptions(new PemTrustOptions().addCertPath(file)));
        ModelServer internal = new ModelServer(vertx, settings, trust, new Inference(peer));
        return remote(settings, internal, clock);
    }

    /** Asked in this gateway's own name; what becomes of it is what readiness says of it. */
    private record Inference(Peer peer) implements ModelServer.Counterpart {
        @Override
        public void present(RequestOptions request) {
            request.putHeader(
                    InternalTokens.HEADER, peer.token(request.getMethod().name(), request.getURI()));
        }

        @Override
        public void answered(int status) {
            peer.answered(status);
        }

        @Override
        public void unconnected(String why) {
            peer.unconnected(why);
        }
    }

    private InferenceUpstream remote(UpstreamSettings settings, ModelServer chosen, Clock clock) {
        LOG.log(System.Logger.Level.INFO, "models run at {0}", settings.url());
        server = chosen;
        return new OpenAiUpstream(server, new Circuit(settings.failures(), settings.pause(), clock), settings.model());
    }

    private UpstreamSettings settings(URI url, String model) {
        return new UpstreamSettings(
                url,
                config.getOptionalValue("freehold.gateway.upstream.key", String.class)
                        .orElse(null),
                new ModelName(model),
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
