package dev.freehold.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PacedBodyTest {
    @Test
    void a_body_that_drips_is_given_up_however_short_each_silence_is() {
        assertThatThrownBy(() -> new PacedBody(new Dripping(), Duration.ofMillis(100)).readAllBytes())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("too slowly");
    }

    @Test
    void a_long_body_has_time_for_its_length_and_a_slow_reader_is_not_its_senders_fault() throws Exception {
        InputStream body = new PacedBody(new ByteArrayInputStream(new byte[1 << 20]), Duration.ofMillis(20));
        body.readNBytes(10);
        Thread.sleep(100);
        assertThat(body.readAllBytes()).hasSize((1 << 20) - 10);
    }

    private static final class Dripping extends InputStream {
        @Override
        public int read() throws IOException {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return 'x';
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            buffer[offset] = (byte) read();
            return 1;
        }
    }
}
