package dev.freehold.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerSettingsTest {
    @Test
    void beside_a_quarkus_runner_the_libraries_are_listed_by_folder() {
        assertThat(WorkerClassPath.derive("/opt/app/quarkus-run.jar"))
                .isEqualTo("/opt/app/lib/main/*:/opt/app/app/*:/opt/app/lib/boot/*");
        assertThat(WorkerClassPath.derive("/a/b.jar:/c/quarkus-run.jar")).isEqualTo("/a/b.jar:/c/quarkus-run.jar");
    }

    @Test
    void settings_out_of_bounds_are_refused() {
        Path cache = Path.of("cache");
        assertThatThrownBy(() -> new WorkerSettings(cache, 10, 1, true)).hasMessageContaining("heapMegabytes");
        assertThatThrownBy(() -> new WorkerSettings(cache, 64, 0, true)).hasMessageContaining("threads");
        assertThat(WorkerSettings.defaults(cache).denyNetwork()).isTrue();
    }

    @Test
    void parameters_out_of_bounds_are_refused_by_name() {
        assertThatThrownBy(() -> TuningParameters.defaults().withEpochs(0)).hasMessageContaining("epochs must be");
        assertThatThrownBy(() -> new TuningParameters(8, 16, 0.1, List.of("query"), Double.NaN, 1, 1, 8, 0, 0, 1, 0, 1))
                .hasMessageContaining("learning_rate must be");
    }

    @Test
    void an_example_does_not_show_its_text() {
        assertThat(new Example("secret", "label").toString())
                .doesNotContain("secret")
                .contains("6 characters");
    }

    @Test
    void a_line_longer_than_its_bound_is_an_error_or_cut() throws IOException {
        BoundedLines lines = BoundedLines.strict(in("abc\n\nabcd\n"), 3);
        assertThat(lines.next()).contains("abc");
        assertThat(lines.next()).contains("");
        assertThatThrownBy(lines::next).isInstanceOf(IOException.class).hasMessageContaining("3 bytes");
        BoundedLines cut = BoundedLines.cutting(in("abcdef\nxyz"), 3);
        assertThat(cut.next()).contains("abc");
        assertThat(cut.next()).as("unfinished").isEmpty();
    }

    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
