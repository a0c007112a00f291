package dev.freehold.servers;

import dev.freehold.servers.cache.ServerCache;
import dev.freehold.servers.keycloak.KeycloakDistribution;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** {@code deploy/servers/fetch keycloak}: brings what a build with {@code CI=true} expects to find in the cache. */
public final class Fetch {
    private static final int COULD_NOT = 2;

    private Fetch() {}

    public static void main(String[] args) throws IOException {
        try (PrintWriter out = new PrintWriter(
                new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8)) {
            System.exit(run(args, ServerCache.fromEnvironment(), out));
        }
    }

    static int run(String[] args, ServerCache cache, PrintWriter out) throws IOException {
        if (args.length != 1 || !args[0].equals("keycloak")) {
            out.println("fetch: name what to fetch: keycloak");
            return COULD_NOT;
        }
        try {
            out.println("Keycloak " + KeycloakDistribution.VERSION + " is in "
                    + KeycloakDistribution.ensure(cache, Path.of("").toAbsolutePath())
                            .folder());
            return 0;
        } catch (ServerFailed failed) {
            out.println("fetch: " + failed.getMessage());
            return COULD_NOT;
        }
    }
}
