package dev.freehold.standalone.demo;

import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Role;
import dev.freehold.standalone.cli.PlatformClient;
import dev.freehold.standalone.credentials.Credentials;

/**
 * The people of the story, each with a key of their own.
 *
 * @param client speaks to the platform
 */
record DemoActors(PlatformClient client, Credentials credentials) {
    AccessKey application() {
        return credentials.of(Role.APPLICATION);
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
