package dev.freehold.registry.vetting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PickleStreamTest {
    /** Bytes with what Python's own machine does with them. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Case(PickleStream.Verdict python, byte[] bytes) {
        static Case of(String line) {
            String[] parts = line.split(" ", 2);
            PickleStream.Verdict python =
                    parts[0].equals("NO") ? PickleStream.Verdict.NO_PICKLE : PickleStream.Verdict.valueOf(parts[0]);
            return new Case(python, Base64.getDecoder().decode(parts[1]));
        }

        @Override
        public String toString() {
            return python + " " + new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void what_python_would_run_or_load_is_never_let_through() throws IOException {
        List<Case> cases = cases();
        assertThat(cases).hasSizeGreaterThan(1000);
        List<Case> letThrough = new ArrayList<>();
        for (Case one : cases) {
            if (verdict(one.bytes()).compareTo(one.python()) < 0) {
                letThrough.add(one);
            }
        }
        assertThat(letThrough).isEmpty();
    }

    @Test
    void what_python_stops_at_is_mostly_let_through() throws IOException {
        List<Case> harmless = cases().stream()
                .filter(one -> one.python() == PickleStream.Verdict.NO_PICKLE)
                .toList();
        long let = 0;
        for (Case one : harmless) {
            let += verdict(one.bytes()) == PickleStream.Verdict.NO_PICKLE ? 1 : 0;
        }
        // The cases are pickles but for a byte or two; the machine's look at types is what is not repeated here.
        assertThat(let).isGreaterThan(harmless.size() / 2);
    }

    @Test
    void an_import_is_found_behind_any_amount_of_data() throws IOException {
        byte[] attack = "cos\nsystem\n(S'true'\ntR.".getBytes(StandardCharsets.ISO_8859_1);
        byte[] longString = new byte[300_000];
        Arrays.fill(longString, (byte) 'a');
        longString[0] = 'V';
        longString[longString.length - 1] = '\n';
        assertThat(verdict(joined(longString, attack))).isEqualTo(PickleStream.Verdict.PROGRAM);
        byte[] data = {'N', '.'};
        assertThat(verdict(joined(data, joined(data, attack)))).isEqualTo(PickleStream.Verdict.PROGRAM);
    }

    @Test
    void files_that_models_bring_are_no_pickles() throws IOException {
        for (String text : List.of(
                "{\"model_type\":\"llama\"}",
                "[1,2]",
                "---\nlicense: mit\n---\n",
                "# Card\n",
                "#version: 0.2\n\u0120 t\n",
                "[PAD]\n[UNK]\n",
                "{% for message in messages %}",
                "MIT License\n\nCopyright (c)",
                "Permission is hereby granted, free of charge.",
                "                                 Apache License\n",
                "Version 1.0\nReleased under the MIT license.\n",
                "")) {
            assertThat(verdict(text.getBytes(StandardCharsets.UTF_8)))
                    .as(text)
                    .isEqualTo(PickleStream.Verdict.NO_PICKLE);
        }
    }

    @Test
    void noise_is_walked_in_one_pass_and_is_no_program() throws IOException {
        Random random = new Random(1);
        int programs = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[1 + random.nextInt(200)];
            random.nextBytes(noise);
            programs += verdict(noise) == PickleStream.Verdict.NO_PICKLE ? 0 : 1;
        }
        assertThat(programs).isLessThan(400);
    }

    @Test
    void a_million_marks_are_an_attack_on_the_walker_and_take_no_more_memory_than_held() throws IOException {
        byte[] marks = new byte[1 << 20];
        Arrays.fill(marks, (byte) '(');
        assertThat(verdict(marks)).isEqualTo(PickleStream.Verdict.PROGRAM);
        assertTimeout(Duration.ofSeconds(10), () -> {
            byte[] pushes = new byte[32 << 20];
            Arrays.fill(pushes, (byte) 'N');
            assertThat(verdict(pushes)).isEqualTo(PickleStream.Verdict.NO_PICKLE);
        });
    }

    private static PickleStream.Verdict verdict(byte[] bytes) throws IOException {
        return PickleStream.verdict(new ByteArrayInputStream(bytes));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static List<Case> cases() throws IOException {
        try (InputStream in = Objects.requireNonNull(PickleStreamTest.class.getResourceAsStream("pickles.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Case::of)
                    .toList();
        }
    }
}
