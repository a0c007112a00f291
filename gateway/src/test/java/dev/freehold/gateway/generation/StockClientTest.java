package dev.freehold.gateway.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.contracts.inference.InferenceResult;
import dev.freehold.gateway.house.House;
import dev.freehold.gateway.house.Scene;
import dev.freehold.gateway.house.Writer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** OpenAI's own Python client, where {@code FREEHOLD_OPENAI_PYTHON} names an interpreter that has it. */
@QuarkusTest
@EnabledIfEnvironmentVariable(named = "FREEHOLD_OPENAI_PYTHON", matches = ".+")
class StockClientTest {
    @Inject
    House house;

    @Test
    void the_stock_client_chats_streams_and_sees_errors() throws Exception {
        Scene.set(house, 1000);
        house.writer = (request, sink) -> {
            if (house.seenByModel.get(house.seenByModel.size() - 1).contains("break off")) {
                sink.accept("Half a ");
                return new InferenceResult.Unavailable<>("the worker died");
            }
            return Writer.GREETING.write(request, sink);
        };
        Path script = Path.of(getClass().getResource("stock_client.py").toURI());
        Process client = new ProcessBuilder(
                        System.getenv("FREEHOLD_OPENAI_PYTHON"),
                        script.toString(),
                        "http://127.0.0.1:" + RestAssured.port + "/v1",
                        Scene.KEY)
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(client.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(client.exitValue()).as(said).isZero();
        } finally {
            client.destroyForcibly();
        }
    }
}
