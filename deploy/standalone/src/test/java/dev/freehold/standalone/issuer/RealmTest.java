package dev.freehold.standalone.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.contracts.identity.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RealmTest {
    private static final Path FILE = Path.of("../keycloak/freehold-realm.json");

    @Test
    void the_realms_roles_are_those_of_the_house() {
        assertThat(Realm.read().roles())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Role.values()).map(Role::wireName).toList());
    }

    @Test
    void every_client_is_for_this_house_and_does_one_thing() {
        assertThat(Realm.read().clients()).hasSize(2).allSatisfy(client -> {
            assertThat(client.audiences()).containsExactly("freehold");
            assertThat(client.signsPeopleIn()).isNotEqualTo(client.actsForItself());
        });
    }

    @Test
    void the_file_holds_no_secret_and_takes_no_password() throws IOException {
        assertThat(Files.readString(FILE))
                .doesNotContain("\"secret\"", "\"credentials\"", "\"directAccessGrantsEnabled\": true")
                .doesNotContain("\"implicitFlowEnabled\": true", "\"redirectUris\": [\"*\"]");
    }
}
