package dev.freehold.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Role;
import dev.freehold.standalone.cli.PlatformClient;
import dev.freehold.standalone.cli.PlatformClient.Answer;
import dev.freehold.standalone.credentials.Credentials;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * The people of the story, each with a key of their own.
 *
 * @param client speaks to the platform
 * @param application key of the application that calls the model
 */
record DemoActors(PlatformClient client, Credentials credentials, AccessKey application) {
    private static final Duration KNOWN_WITHIN = Duration.ofSeconds(20);

    DemoActors(PlatformClient client, Credentials credentials) {
        this(client, credentials, credentials.of(Role.APPLICATION));
    }

    /** The same people, and an application with another key. */
    DemoActors withApplication(AccessKey other) {
        return new DemoActors(client, credentials, other);
    }

    AccessKey operator() {
        return credentials.of(Role.OPERATOR);
    }

    AccessKey dataEngineer() {
        return credentials.of(Role.DATA_ENGINEER);
    }

    AccessKey approver() {
        return credentials.of(Role.APPROVER);
    }

    AccessKey officer() {
        return credentials.of(Role.COMPLIANCE_OFFICER);
    }

    /** Asks as the application; an approval or a key reaches the gateway within moments, and until then it is not known there. */
    Answer askWhenKnown(String path, JsonNode request) throws IOException, InterruptedException {
        Instant limit = Instant.now().plus(KNOWN_WITHIN);
        while (true) {
            Answer answer = client.postJson(application, path, request);
            boolean early = answer.body().path("error").path("code").asText().startsWith("MODEL_")
                    || answer.status() == 404
                    || answer.status() == 401;
            if (!early || Instant.now().isAfter(limit)) {
                return answer;
            }
            Thread.sleep(200);
        }
    }
}
