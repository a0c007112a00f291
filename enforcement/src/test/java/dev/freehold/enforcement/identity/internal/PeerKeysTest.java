package dev.freehold.enforcement.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerKeysTest {
    @TempDir
    Path folder;

    private House house;
    private PeerKeys keys;

    @BeforeEach
    void build() throws IOException {
        house = new House(folder);
        keys = new PeerKeys(house.keys, house.clock());
    }

    @Test
    void a_service_that_joins_later_is_known_after_a_second() {
        assertThat(keys.find("nobody")).isNull();
        ServiceKey gateway = house.join(ServiceName.GATEWAY);
        assertThat(keys.find(gateway.id())).isNull();
        house.move(2);
        assertThat(keys.find(gateway.id()).service()).isEqualTo(ServiceName.GATEWAY);
    }

    @Test
    void a_key_that_is_taken_away_is_forgotten() throws IOException {
        ServiceKey gateway = house.join(ServiceName.GATEWAY);
        assertThat(keys.find(gateway.id())).isNotNull();
        Files.delete(house.keys.resolve("gateway.pem"));
        house.move(11);
        assertThat(keys.find(gateway.id())).isNull();
    }

    @Test
    void two_processes_of_a_service_have_two_keys() throws IOException {
        ServiceKey first = house.join(ServiceName.GATEWAY);
        ServiceKey second = house.stranger("second");
        second.publish(house.keys, ServiceName.GATEWAY, "gateway-2");
        assertThat(keys.find(first.id()).service()).isEqualTo(ServiceName.GATEWAY);
        assertThat(keys.find(second.id()).service()).isEqualTo(ServiceName.GATEWAY);
    }

    @Test
    void one_key_for_two_services_is_nobodys() {
        ServiceKey gateway = house.join(ServiceName.GATEWAY);
        gateway.publish(house.keys, ServiceName.CONSOLE, "console-1");
        assertThat(keys.find(gateway.id())).isNull();
    }

    @Test
    void a_key_that_others_can_write_is_not_taken() throws IOException {
        ServiceKey gateway = house.join(ServiceName.GATEWAY);
        Files.setPosixFilePermissions(house.keys.resolve("gateway.pem"), PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(keys.find(gateway.id())).isNull();
    }

    @Test
    void what_is_no_key_harms_no_other() throws IOException {
        ServiceKey gateway = house.join(ServiceName.GATEWAY);
        Files.writeString(house.keys.resolve("registry.pem"), "no key");
        Files.writeString(house.keys.resolve("somebody.pem"), "no service");
        Files.writeString(house.keys.resolve("notes.txt"), "no file of ours");
        assertThat(keys.find(gateway.id())).isNotNull();
    }

    @Test
    void a_folder_that_is_not_there_knows_nobody() {
        assertThat(new PeerKeys(folder.resolve("absent"), house.clock()).find("x"))
                .isNull();
    }
}
