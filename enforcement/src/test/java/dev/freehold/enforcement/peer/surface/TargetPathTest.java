package dev.freehold.enforcement.peer.surface;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetPathTest {
    private static final String ROOT = "/internal/hub/";

    @Test
    void a_path_is_written_in_one_way() {
        assertThat(TargetPath.of(ROOT, "files/file-1/content", Map.of())).hasValue(ROOT + "files/file-1/content");
        assertThat(TargetPath.of(ROOT, "a b/ü?#%2e", Map.of())).hasValue(ROOT + "a%20b/%C3%BC%3F%23%252e");
        assertThat(TargetPath.of(ROOT, "jobs", Map.of("limit", List.of("1", "2"), "after", List.of("a&b=c d"))))
                .hasValue(ROOT + "jobs?after=a%26b%3Dc%20d&limit=1&limit=2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../x", "a/../x", "a/./x", "a//x", "/x", "a\\..\\x", "a\r\nx: y", "a/.."})
    void a_path_that_could_mean_another_is_refused(String path) {
        assertThat(TargetPath.of(ROOT, path, Map.of())).isEmpty();
    }
}
