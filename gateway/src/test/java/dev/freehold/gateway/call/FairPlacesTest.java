package dev.freehold.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FairPlacesTest {
    private static final Caller ANNA = caller("acme", "key-1");
    private static final Caller BELA = caller("acme", "key-2");
    private static final Caller NAMESAKE = caller("other", "key-1");
    private final FairPlaces places = new FairPlaces(3, 2);

    @Test
    void one_caller_never_has_them_all() {
        assertThat(places.take(ANNA)).isTrue();
        assertThat(places.take(ANNA)).isTrue();
        assertThat(places.take(ANNA)).isFalse();
        assertThat(places.take(BELA)).isTrue();
    }

    @Test
    void there_are_no_more_than_there_are() {
        places.take(ANNA);
        places.take(ANNA);
        places.take(BELA);
        assertThat(places.take(BELA)).isFalse();
        places.giveBack(ANNA);
        assertThat(places.take(BELA)).isTrue();
    }

    @Test
    void a_key_of_another_tenant_is_another_caller() {
        places.take(ANNA);
        places.take(ANNA);
        assertThat(places.take(NAMESAKE)).isTrue();
    }

    @Test
    void what_was_given_back_can_be_taken_for_ever() {
        for (int i = 0; i < 100; i++) {
            assertThat(places.take(ANNA)).isTrue();
            places.giveBack(ANNA);
        }
    }

    private static Caller caller(String tenant, String key) {
        return new Caller(new TenantId(tenant), "somebody", key, Set.of(Role.APPLICATION), null);
    }
}
