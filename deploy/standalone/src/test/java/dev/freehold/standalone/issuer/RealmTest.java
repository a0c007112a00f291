package dev.freehold.standalone.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.contracts.identity.Role;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RealmTest {
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
}
