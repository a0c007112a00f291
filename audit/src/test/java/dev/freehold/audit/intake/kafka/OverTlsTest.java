package dev.freehold.audit.intake.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freehold.audit.intake.LedgersAt;
import dev.freehold.audit.intake.Records;
import dev.freehold.enforcement.messaging.kafka.KafkaCluster;
import dev.freehold.enforcement.messaging.kafka.KafkaSettings;
import dev.freehold.testkit.kafka.KafkaBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that speaks TLS alone and knows its clients by name and password. */
class OverTlsTest {
    private static final String PASSWORD = "of-this-test-alone";
    private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required";

    @TempDir
    Path folder;

    @Test
    void records_reach_the_ledger_with_the_right_trust_and_login_and_not_without() throws Exception {
        Path store = keyStore();
        LedgersAt ledgers = new LedgersAt(folder.resolve("home"));
        try (KafkaBroker broker = new KafkaBroker(folder.resolve("kafka"), settings(store)).start();
                TopicIntake intake = new TopicIntake(
                        new KafkaCluster(client(broker, store, PASSWORD)),
                        ledgers.intake(),
                        ledgers.ledgers(),
                        Records.TENANT);
                Source right = new Source(client(broker, store, PASSWORD), "gateway-1", folder.resolve("right"));
                Source wrong = new Source(client(broker, store, "guessed"), "gateway-2", folder.resolve("wrong"));
                Source plain = new Source(Brokers.settings(broker.bootstrap()), "gateway-3", folder.resolve("plain"))) {
            intake.start();
            await().atMost(Duration.ofSeconds(30)).until(right::act);
            await().atMost(Duration.ofSeconds(30)).until(() -> right.report().backlog() == 0);
            assertThat(wrong.act()).isFalse();
            assertThat(plain.act()).isFalse();
            assertThat(wrong.refusal() + plain.refusal())
                    .doesNotContain("guessed")
                    .doesNotContain(PASSWORD);
        } finally {
            ledgers.close();
        }
    }

    private KafkaSettings client(KafkaBroker broker, Path store, String password) {
        return new KafkaSettings(
                broker.bootstrap(),
                Map.of(
                        "security.protocol",
                        "SASL_SSL",
                        "sasl.mechanism",
                        "PLAIN",
                        "sasl.jaas.config",
                        LOGIN + " username=\"source\" password=\"" + password + "\";",
                        "ssl.truststore.location",
                        store.toString(),
                        "ssl.truststore.type",
                        "PKCS12",
                        "ssl.truststore.password",
                        PASSWORD),
                Duration.ofSeconds(3),
                true,
                null);
    }

    private static String[] settings(Path store) {
        String users = LOGIN + " username=\"broker\" password=\"" + PASSWORD + "\" user_broker=\"" + PASSWORD
                + "\" user_source=\"" + PASSWORD + "\";";
        List<String> settings = new ArrayList<>();
        settings.add("listener.security.protocol.map=CLIENTS:SASL_SSL,CONTROLLER:PLAINTEXT");
        settings.add("sasl.enabled.mechanisms=PLAIN");
        settings.add("sasl.mechanism.inter.broker.protocol=PLAIN");
        settings.add("listener.name.clients.plain.sasl.jaas.config=" + users);
        for (String kind : List.of("keystore", "truststore")) {
            settings.add("ssl." + kind + ".location=" + store);
            settings.add("ssl." + kind + ".type=PKCS12");
            settings.add("ssl." + kind + ".password=" + PASSWORD);
        }
        return settings.toArray(String[]::new);
    }

    private Path keyStore() throws IOException, InterruptedException {
        Path store = folder.resolve("broker.p12");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "broker",
                "-keyalg",
                "EC",
                "-dname",
                "CN=broker",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD);
        Process made = new ProcessBuilder(command).inheritIO().start();
        assertThat(made.waitFor()).isZero();
        return store;
    }
}
