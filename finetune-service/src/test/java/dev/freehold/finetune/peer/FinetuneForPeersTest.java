package dev.freehold.finetune.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.surface.SurfaceReply;
import dev.freehold.contracts.surface.SurfaceRequest;
import dev.freehold.enforcement.identity.internal.ServiceName;
import dev.freehold.enforcement.peer.PeerReply;
import dev.freehold.enforcement.peer.PeerRequest;
import dev.freehold.enforcement.peer.surface.RemoteSurface;
import dev.freehold.enforcement.peer.surface.SurfacePaths;
import dev.freehold.finetune.fake.FakeDoor;
import dev.freehold.finetune.fake.FakeRegistry;
import dev.freehold.testkit.postgres.Postgres;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The surface as a gateway and a console in other processes reach it, over HTTP. */
@QuarkusTest
@QuarkusTestResource(value = Postgres.class, initArgs = @ResourceArg(name = "databases", value = "finetune"))
class FinetuneForPeersTest {
    private static final Caller DANA =
            new Caller(FakeRegistry.TENANT, "dana", "key-dana", Set.of(Role.DATA_ENGINEER), null);

    @Inject
    FakeDoor door;

    private Services services;

    @BeforeEach
    void join() {
        services = new Services(Path.of("target"), RestAssured.port);
        door.denied.clear();
        door.undecided.clear();
        door.events.clear();
    }

    @Test
    void a_file_goes_in_and_comes_out_through_the_gateway() throws IOException {
        RemoteSurface gateway = surface(ServiceName.GATEWAY);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            rows.append("{\"text\": \"peer row ")
                    .append(i)
                    .append("\", \"label\": \"l")
                    .append(i % 2)
                    .append("\"}\n");
        }
        SurfaceReply uploaded = gateway.handle(DANA, upload(rows.toString()));
        assertThat(uploaded.status()).isEqualTo(200);
        String id = json(uploaded).path("id").asText();
        SurfaceReply content = gateway.handle(DANA, request("GET", "files/" + id + "/content"));
        assertThat(text(content)).contains("peer row 39");
        assertThat(json(surface(ServiceName.CONSOLE).handle(DANA, request("GET", "files/" + id)))
                        .path("id")
                        .asText())
                .isEqualTo(id);
        assertThat(gateway.handle(DANA, request("DELETE", "files/" + id)).status())
                .isEqualTo(200);
        assertThat(door.events).isNotEmpty();
    }

    @Test
    void errors_keep_their_shape() throws IOException {
        SurfaceReply missing = surface(ServiceName.GATEWAY).handle(DANA, request("GET", "files/file-0"));
        assertThat(missing.status()).isEqualTo(404);
        assertThat(json(missing).path("error").path("message").asText()).isNotEmpty();
    }

    @Test
    void nobody_else_comes_in_and_nobody_without_a_caller() throws IOException {
        for (ServiceName other : List.of(ServiceName.REGISTRY, ServiceName.INFERENCE, ServiceName.AUDIT)) {
            assertThat(surface(other).handle(DANA, request("GET", "files")).status())
                    .isEqualTo(503);
        }
        try (PeerReply reply = services.tuningFor(ServiceName.GATEWAY)
                .send(PeerRequest.get(SurfacePaths.FINE_TUNING + "files", null))) {
            assertThat(reply.status()).isEqualTo(401);
        }
        RestAssured.given().get(SurfacePaths.FINE_TUNING + "files").then().statusCode(401);
    }

    private RemoteSurface surface(ServiceName asker) {
        return new RemoteSurface(services.tuningFor(asker), SurfacePaths.FINE_TUNING, new RemoteSurface.Refusals() {
            @Override
            public SurfaceReply unreachable() {
                return SurfaceReply.json(503, new byte[0]);
            }

            @Override
            public SurfaceReply noSuchPath() {
                return SurfaceReply.json(404, new byte[0]);
            }
        });
    }

    private static SurfaceRequest request(String method, String path) {
        return new SurfaceRequest(method, path, Map.of(), Map.of(), new ByteArrayInputStream(new byte[0]));
    }

    private static SurfaceRequest upload(String rows) {
        String body = "--x\r\ncontent-disposition: form-data; name=\"purpose\"\r\n\r\nfine-tune\r\n--x\r\n"
                + "content-disposition: form-data; name=\"file\"; filename=\"rows.jsonl\"\r\n\r\n" + rows
                + "\r\n--x--\r\n";
        return new SurfaceRequest(
                "POST",
                "files",
                Map.of(),
                Map.of("content-type", "multipart/form-data; boundary=x"),
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(SurfaceReply reply) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        reply.body().writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static JsonNode json(SurfaceReply reply) throws IOException {
        return Json.MAPPER.readTree(text(reply));
    }
}
