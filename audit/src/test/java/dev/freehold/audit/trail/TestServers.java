package dev.freehold.audit.trail;

import dev.freehold.testkit.kafka.Kafka;
import dev.freehold.testkit.postgres.Postgres;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;

/** What the tests of the running service share: a real PostgreSQL, a real Kafka and a home of its own. */
@QuarkusTestResource(value = Postgres.class, initArgs = @ResourceArg(name = "databases", value = "audit"))
@QuarkusTestResource(Kafka.class)
@QuarkusTestResource(AuditHome.class)
public final class TestServers {}
