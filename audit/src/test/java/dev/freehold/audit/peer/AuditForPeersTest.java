package dev.freehold.audit.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.freehold.audit.intake.Records;
import dev.freehold.audit.trail.FakePolicy;
import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.audit.AuditTrail;
import dev.freehold.contracts.audit.LedgerIntake;
import dev.freehold.contracts.audit.Position;
import dev.freehold.contracts.audit.ProofCheck;
import dev.freehold.contracts.audit.TrailEntry;
import dev.freehold.contracts.audit.TrailQuery;
import dev.freehold.contracts.audit.TrailRecord;
import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.identity.internal.InternalTokens;
import dev.freehold.enforcement.identity.internal.ServiceName;
import dev.freehold.enforcement.peer.Peer;
import dev.freehold.enforcement.peer.PeerReply;
import dev.freehold.enforcement.peer.PeerRequest;
import dev.freehold.enforcement.peer.audit.AuditPaths;
import dev.freehold.enforcement.peer.audit.ProofReply;
import dev.freehold.enforcement.peer.audit.RemoteLedger;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each adapter of other processes against the running audit service, over HTTP. */
@QuarkusTest
class AuditForPeersTest {
    private static final TenantId TENANT = new TenantId("peers");
    private static final Caller OFFICER =
            new Caller(TENANT, "officer", "session", Set.of(Role.COMPLIANCE_OFFICER), null);

    @Inject
    FakePolicy policy;

    @Inject
    AuditTrail trail;

    @ConfigProperty(name = "freehold.home")
    Path home;

    private Services services;

    @BeforeEach
    void join() {
        services = new Services(home, RestAssured.port);
        policy.forbidden.clear();
    }

    @Test
    void records_are_acknowledged_when_a_checkpoint_covers_them_and_taken_once() {
        Records records = records("gateway-one", 1, 40);
        RemoteLedger ledger = new RemoteLedger(services.auditFor(ServiceName.GATEWAY));
        long before = trail.size(OFFICER);
        LedgerIntake.Taken all = LedgerIntake.Taken.covered(40);
        assertThat(ledger.append(TENANT, records.at(0), records.leaves())).isEqualTo(all);
        assertThat(ledger.append(TENANT, records.at(0), records.leaves())).isEqualTo(all);
        assertThat(ledger.append(TENANT, records.at(20), records.leaves().subList(20, 40)))
                .isEqualTo(all);
        assertThat(ledger.append(TENANT, records.at(40), List.of())).isEqualTo(all);
        long after = trail.size(OFFICER);
        // The two readings of the size leave records of their own.
        assertThat(after - before).isBetween(40L, 44L);
    }

    @Test
    void a_gap_is_refused_and_the_records_stay_with_their_writer() {
        Records records = records("gateway-gap", 1, 40);
        RemoteLedger ledger = new RemoteLedger(services.auditFor(ServiceName.GATEWAY));
        assertThatThrownBy(() -> ledger.append(TENANT, records.at(5), records.leaves()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("AUDIT_RECORDS_REFUSED");
    }

    @Test
    void a_service_writes_in_its_own_name_alone() {
        Records gateways = records("gateway-one", 9, 2);
        for (ServiceName other : List.of(ServiceName.CONSOLE, ServiceName.REGISTRY, ServiceName.POLICY)) {
            RemoteLedger ledger = new RemoteLedger(services.auditFor(other));
            assertThatThrownBy(() -> ledger.append(TENANT, gateways.at(0), gateways.leaves()))
                    .hasMessageContaining("freehold.source");
        }
        RemoteLedger gateway = new RemoteLedger(services.auditFor(ServiceName.GATEWAY));
        for (String source : List.of("gatewayx", "Gateway-1", "registry-1", "gateway.1")) {
            assertThatThrownBy(() -> gateway.append(TENANT, new Position(source, 0, 0), gateways.leaves()))
                    .hasMessageContaining("freehold.source");
        }
    }

    @Test
    void the_console_reads_the_trail_in_its_readers_name() throws IOException {
        Records records = records("gateway-trail", 1, 4);
        new RemoteLedger(services.auditFor(ServiceName.GATEWAY)).append(TENANT, records.at(0), records.leaves());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !trail.search(OFFICER, TrailQuery.newest(50)).isEmpty());
        Peer audit = services.auditFor(ServiceName.CONSOLE);
        TrailEntry[] entries;
        byte[] query = Json.MAPPER.writeValueAsBytes(TrailQuery.newest(50));
        try (PeerReply reply = audit.send(PeerRequest.post(AuditPaths.SEARCH, "application/json", query, OFFICER))) {
            entries = reply.orRefusal().read(TrailEntry[].class, 1 << 20);
        }
        assertThat(entries).isNotEmpty();
        String id = entries[0].id();
        try (PeerReply reply = audit.send(PeerRequest.get(AuditPaths.ENTRIES + id, OFFICER))) {
            TrailRecord record = reply.orRefusal().read(TrailRecord.class, 1 << 20);
            assertThat(record.leaf())
                    .isEqualTo(trail.open(OFFICER, id).orElseThrow().leaf());
        }
        try (PeerReply reply = audit.send(PeerRequest.get(AuditPaths.ENTRIES + id + AuditPaths.CHECK, OFFICER))) {
            assertThat(reply.orRefusal().read(ProofReply.class, 1 << 20).check())
                    .isInstanceOf(ProofCheck.Proved.class);
        }
        try (PeerReply reply = audit.send(PeerRequest.get(AuditPaths.ENTRIES + "nothing", OFFICER))) {
            assertThat(reply.status()).isEqualTo(404);
        }
    }

    @Test
    void a_denied_reading_is_a_denial_to_its_reader() throws IOException {
        policy.forbidden.add(Actions.TRAIL_SEARCH);
        try (PeerReply reply = services.auditFor(ServiceName.CONSOLE).send(PeerRequest.get(AuditPaths.SIZE, OFFICER))) {
            assertThatThrownBy(reply::orRefusal)
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            denied -> assertThat(denied.problem().status()).isEqualTo(403));
        }
    }

    @Test
    void nobody_else_reads_the_trail_or_writes_records() throws IOException {
        for (ServiceName other : List.of(ServiceName.GATEWAY, ServiceName.INFERENCE, ServiceName.REGISTRY)) {
            try (PeerReply reply = services.auditFor(other).send(PeerRequest.get(AuditPaths.SIZE, OFFICER))) {
                assertThat(reply.status()).isEqualTo(401);
            }
        }
        try (PeerReply reply = services.auditFor(ServiceName.CONSOLE).send(PeerRequest.get(AuditPaths.SIZE, null))) {
            assertThat(reply.status()).isEqualTo(401);
        }
        RestAssured.given().post(AuditPaths.RECORDS).then().statusCode(401);
        RestAssured.given()
                .header(InternalTokens.HEADER, "eyJhbGciOiJub25lIn0.e30.")
                .post(AuditPaths.RECORDS)
                .then()
                .statusCode(401);
    }

    /** Of a tenant of their own, so that no other test of the same service counts them. */
    private static Records records(String source, long epoch, int count) {
        Records records = new Records(source, epoch, 0);
        for (int i = 0; i < count; i++) {
            AuditEvent event = Records.event(source + "-" + epoch + "-" + i, i);
            records.add(new AuditEvent(
                    event.schema(),
                    event.id(),
                    event.type(),
                    event.time(),
                    TENANT,
                    event.action(),
                    event.actor(),
                    event.useCase(),
                    event.resource(),
                    event.policy(),
                    event.findings(),
                    event.content(),
                    event.usage(),
                    event.outcome(),
                    event.intent()));
        }
        return records;
    }
}
