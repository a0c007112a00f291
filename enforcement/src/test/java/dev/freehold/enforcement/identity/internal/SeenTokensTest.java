package dev.freehold.enforcement.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.enforcement.identity.internal.SeenTokens.Look;
import org.junit.jupiter.api.Test;

class SeenTokensTest {
    private static final int EACH = 100;
    private final SeenTokens seen = new SeenTokens(EACH);

    @Test
    void an_issuer_that_floods_shuts_out_itself_and_nobody_else() {
        for (int i = 0; i < 3 * EACH; i++) {
            Look look = seen.note(ServiceName.CONSOLE, "id-" + i, 1_030, 1_000);
            assertThat(look).isEqualTo(i < EACH ? Look.FIRST : Look.FULL);
        }
        assertThat(seen.note(ServiceName.GATEWAY, "id-0", 1_030, 1_000)).isEqualTo(Look.FIRST);
        assertThat(seen.note(ServiceName.CONSOLE, "id-0", 1_030, 1_000))
                .as("what was taken stays known at the ceiling")
                .isEqualTo(Look.AGAIN);
    }

    @Test
    void room_comes_back_with_each_second_that_is_over() {
        for (int i = 0; i < EACH; i++) {
            seen.note(ServiceName.GATEWAY, "id-" + i, 1_001 + i % 10, 1_000);
        }
        assertThat(seen.note(ServiceName.GATEWAY, "one more", 1_030, 1_000)).isEqualTo(Look.FULL);
        for (int i = 0; i < EACH / 10; i++) {
            assertThat(seen.note(ServiceName.GATEWAY, "new-" + i, 1_030, 1_001)).isEqualTo(Look.FIRST);
        }
        assertThat(seen.note(ServiceName.GATEWAY, "one more", 1_030, 1_001)).isEqualTo(Look.FULL);
    }

    @Test
    void a_clock_that_steps_back_opens_no_door_to_what_was_forgotten() {
        assertThat(seen.note(ServiceName.GATEWAY, "a", 1_030, 1_000)).isEqualTo(Look.FIRST);
        assertThat(seen.note(ServiceName.GATEWAY, "b", 1_090, 1_031)).isEqualTo(Look.FIRST);
        assertThat(seen.note(ServiceName.GATEWAY, "a", 1_030, 1_000)).isEqualTo(Look.LATE);
        assertThat(seen.note(ServiceName.GATEWAY, "b", 1_090, 1_000)).isEqualTo(Look.AGAIN);
    }
}
