package dev.freehold.registry;

import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Role;
import dev.freehold.registry.bootstrap.Bootstrap;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Singleton;
import java.util.Set;

/** The people of the tests, each with a key. */
@Singleton
public class People {
    private final Bootstrap bootstrap;

    People(Bootstrap bootstrap) {
        this.bootstrap = bootstrap;
    }

    public RequestSpecification dana() {
        return as("dana", Role.DATA_ENGINEER);
    }

    public RequestSpecification boris() {
        return as("boris", Role.APPROVER);
    }

    public RequestSpecification olga() {
        return as("olga", Role.OPERATOR);
    }

    private RequestSpecification as(String subject, Role role) {
        String key = "key-of-" + subject;
        bootstrap.ensureKey(Examples.ACME, AccessKey.of(key), subject, Set.of(role), null);
        return RestAssured.given().header("Authorization", "Bearer " + key).urlEncodingEnabled(false);
    }
}
