package dev.freehold.console.start;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where applications reach the gateway: as configured, or beside these pages. */
@ApplicationScoped
public class GatewayAddress {
    private final Optional<URI> configured;

    GatewayAddress(@ConfigProperty(name = "freehold.console.gateway") Optional<URI> configured) {
        this.configured = configured;
        configured.ifPresent(address -> {
            if (address.getHost() == null
                    || !("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
                throw new IllegalStateException(
                        "freehold.console.gateway must be an address such as https://models.example/v1, not "
                                + address);
            }
        });
    }

    /** What goes into a client's base URL, without a slash at its end. */
    String of(UriInfo page) {
        String address = configured
                .map(URI::toString)
                .orElseGet(() -> page.getBaseUri().resolve("/v1").toString());
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }
}
