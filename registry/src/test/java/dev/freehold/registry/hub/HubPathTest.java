package dev.freehold.registry.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HubPathTest {
    @Test
    void an_owner_may_stand_before_a_name() {
        assertThat(path("acme/minilm/tree/main/a/b")).isEqualTo(new HubPath("acme", "minilm", "tree", "main", "a/b"));
        assertThat(path("minilm/tree/main/a")).isEqualTo(new HubPath(null, "minilm", "tree", "main", "a"));
        assertThat(path("acme/minilm")).isEqualTo(new HubPath("acme", "minilm", "", "main", ""));
        assertThat(path("minilm")).isEqualTo(new HubPath(null, "minilm", "", "main", ""));
        assertThat(path("minilm/refs")).isEqualTo(new HubPath(null, "minilm", "refs", "main", ""));
    }

    @Test
    void a_model_may_be_called_like_a_verb() {
        assertThat(path("acme/tree/refs")).isEqualTo(new HubPath("acme", "tree", "refs", "main", ""));
    }

    @Test
    void anything_else_is_not_served() {
        assertThatThrownBy(() -> path("a/b/c")).isInstanceOf(HubRefusal.class);
        assertThatThrownBy(() -> path("a/b/c/tree/main")).isInstanceOf(HubRefusal.class);
    }

    @Test
    void a_range_is_what_the_standard_says_or_nothing() {
        assertThat(ByteRange.of("bytes=2-5", 10)).contains(new ByteRange(2, 4));
        assertThat(ByteRange.of("bytes=2-", 10)).contains(new ByteRange(2, 8));
        assertThat(ByteRange.of("bytes=-3", 10)).contains(new ByteRange(7, 3));
        assertThat(ByteRange.of("bytes=-30", 10)).contains(new ByteRange(0, 10));
        assertThat(ByteRange.of("bytes=2-99", 10)).contains(new ByteRange(2, 8));
        assertThat(ByteRange.of("bytes=10-", 10).map(ByteRange::isEmpty)).isEqualTo(Optional.of(true));
        for (String odd :
                List.of("", "bytes=-", "bytes=5-2", "bytes=1-2,4-5", "lines=1-2", "bytes=99999999999999999999-")) {
            assertThat(ByteRange.of(odd, 10)).as(odd).isEmpty();
        }
    }

    private static HubPath path(String text) {
        return HubPath.of(List.of(text.split("/")));
    }
}
