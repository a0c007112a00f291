package dev.freehold.testkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerTest {
    @TempDir
    Path folder;

    @Test
    void a_killed_broker_serves_again_on_the_same_port_and_data() throws IOException {
        try (KafkaBroker broker = new KafkaBroker(folder.resolve("kafka")).start()) {
            assertThat(takesConnections(broker)).isTrue();
            broker.kill();
            assertThat(takesConnections(broker)).isFalse();
            broker.start();
            assertThat(takesConnections(broker)).isTrue();
        }
    }

    @Test
    void a_broker_that_cannot_start_says_why() {
        KafkaBroker broken = new KafkaBroker(folder.resolve("broken"), "log.dirs=/proc/nowhere");
        assertThatThrownBy(broken::start).hasMessageContaining("/proc/nowhere");
    }

    @Test
    void the_brokers_kafka_is_not_on_the_tests_class_path() {
        assertThatThrownBy(() -> Class.forName("kafka.server.KafkaRaftServer"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    private static boolean takesConnections(KafkaBroker broker) {
        String[] address = broker.bootstrap().split(":", 2);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address[0], Integer.parseInt(address[1])), 2_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
