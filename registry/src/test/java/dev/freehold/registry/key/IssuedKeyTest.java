package dev.freehold.registry.key;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IssuedKeyTest {
    @Test
    void a_key_carries_its_id_and_256_random_bits() {
        IssuedKey issued = IssuedKey.fresh();
        assertThat(issued.key().reveal()).matches("fh_" + issued.id() + "_[A-Za-z0-9_-]{43}");
        assertThat(IssuedKey.fresh().key()).isNotEqualTo(issued.key());
    }

    @Test
    void a_key_does_not_show_itself() {
        IssuedKey issued = IssuedKey.fresh();
        assertThat(issued.toString()).doesNotContain(issued.key().reveal());
    }
}
