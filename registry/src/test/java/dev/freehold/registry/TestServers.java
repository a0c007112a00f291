package dev.freehold.registry;

import dev.freehold.testkit.postgres.Postgres;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;

/** What every test of the running registry shares: a real PostgreSQL and a home of its own. */
@QuarkusTestResource(value = Postgres.class, initArgs = @ResourceArg(name = "databases", value = "registry"))
@QuarkusTestResource(RegistryHome.class)
final class TestServers {}
