package dev.freehold.standalone.demo;

import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Role;
import dev.freehold.standalone.cli.PlatformClient;
import dev.freehold.standalone.credentials.Credentials;

/**
 * The people of the story, each with a key of their own.
 *
 * @param client speaks to the platform
 * @param application key of the application that calls the model
 */
record DemoActors(PlatformClient client, Credentials credentials, AccessKey application) {
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
}
