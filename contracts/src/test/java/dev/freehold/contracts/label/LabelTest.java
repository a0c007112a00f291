package dev.freehold.contracts.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LabelTest {
    private static final int TRIPLES = 1_000;

    @Test
    void join_is_associative_commutative_and_idempotent() {
        Random random = new Random(7);
        for (int i = 0; i < TRIPLES; i++) {
            Label a = label(random);
            Label b = label(random);
            Label c = label(random);
            assertThat(a.join(b).join(c)).isEqualTo(a.join(b.join(c)));
            assertThat(a.join(b)).isEqualTo(b.join(a));
            assertThat(a.join(a)).isEqualTo(a);
            assertThat(a.join(Label.PUBLIC)).isEqualTo(a);
        }
    }

    @Test
    void join_never_lowers() {
        Random random = new Random(8);
        for (int i = 0; i < TRIPLES; i++) {
            Label a = label(random);
            Label joined = a.join(label(random));
            assertThat(joined.confidentiality()).isGreaterThanOrEqualTo(a.confidentiality());
            assertThat(joined.categories()).containsAll(a.categories());
            assertThat(joined.obligations()).containsAll(a.obligations());
            if (a.purposes() != null) {
                assertThat(a.purposes()).containsAll(joined.purposes());
            }
        }
    }

    private static Label label(Random random) {
        return new Label(
                EnumSet.allOf(Confidentiality.class).stream()
                        .skip(random.nextInt(4))
                        .findFirst()
                        .orElseThrow(),
                some(random, "PII", "PHI", "PCI"),
                random.nextBoolean() ? null : some(random, "a", "b", "c"),
                random.nextBoolean() ? null : some(random, "EU", "US"),
                random.nextBoolean() ? null : random.nextInt(1, 4000),
                some(random, "attribution", "notify"),
                random.nextBoolean());
    }

    private static List<String> some(Random random, String... all) {
        List<String> picked = new ArrayList<>(List.of(all));
        picked.removeIf(ignored -> random.nextBoolean());
        return picked;
    }
}
