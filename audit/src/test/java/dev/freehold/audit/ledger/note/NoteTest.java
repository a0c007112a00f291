package dev.freehold.audit.ledger.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.audit.ledger.GoldenLogs;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoteTest {
    private static final NoteSigner SIGNER = GoldenLogs.signer();
    private static final NoteVerifier KEY = new Ed25519Verifier(SIGNER.publicKey());
    private static final String GOOD =
            new String(SIGNER.sign("text\nof a note\n").bytes(), StandardCharsets.UTF_8);

    private static Note parse(String note) {
        return Note.parse(note.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void keys_are_read_and_written_as_the_reference_tools_do() {
        String vkey = GoldenLogs.text("keys/log.vkey").strip();
        assertThat(EncodedKey.parse(vkey).toString()).isEqualTo(vkey);
        assertThat(SIGNER.publicKey().toString()).isEqualTo(vkey);
        assertThat(SIGNER.reveal()).isEqualTo(GoldenLogs.text("keys/log.skey").strip());
        assertThat(SIGNER.toString()).doesNotContain(SIGNER.reveal().substring(50));
    }

    @Test
    void a_generated_key_signs_what_its_public_half_verifies() {
        NoteSigner signer = NoteSigner.generate("ledger.test/a", new SecureRandom());
        NoteVerifier key = new Ed25519Verifier(
                EncodedKey.parse(NoteSigner.parse(signer.reveal()).publicKey().toString()));
        assertThat(signer.sign("x\n").signedBy(key)).isTrue();
        assertThat(parse(GOOD).signedBy(key)).isFalse();
    }

    @Test
    void a_signature_over_another_text_is_wrong() {
        Note altered = parse(GOOD.replace("text", "test"));
        assertThat(altered.wrongSignature(List.of(KEY))).isPresent();
        assertThat(altered.signedBy(KEY)).isFalse();
    }

    @Test
    void one_wrong_signature_of_a_known_key_spoils_the_note_even_beside_a_right_one() {
        String wrong = new NoteSignature(KEY.name(), KEY.id(), new byte[64]).toString();
        Note note = parse(GOOD + wrong + "\n");
        assertThat(note.signedBy(KEY)).isTrue();
        assertThat(note.wrongSignature(List.of(KEY))).isPresent();
    }

    @Test
    void signatures_of_unknown_keys_are_skipped() {
        String stranger = new NoteSignature("stranger.test", new KeyId(7), new byte[64]).toString();
        Note note = parse(GOOD + stranger + "\n");
        assertThat(note.signedBy(KEY)).isTrue();
        assertThat(note.wrongSignature(List.of(KEY))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no final line feed",
                "carriage return",
                "control character",
                "no blank line",
                "no signature",
                "signature without dash",
                "padding cut",
                "unused bit set",
                "space in name",
                "101 signatures"
            })
    void malformed_notes_are_refused(String fault) {
        String line = GOOD.substring(GOOD.lastIndexOf('\u2014'));
        String note = switch (fault) {
            case "no final line feed" -> GOOD.substring(0, GOOD.length() - 1);
            case "carriage return" -> GOOD.replace("text\n", "text\r\n");
            case "control character" -> GOOD.replace("text", "te\u0001xt");
            case "no blank line" -> GOOD.replace("\n\n", "\n");
            case "no signature" -> GOOD.substring(0, GOOD.length() - line.length());
            case "signature without dash" -> GOOD.replace('\u2014', '-');
            case "padding cut" -> GOOD.replace("=\n", "\n");
            case "unused bit set" -> unusedBitSet(GOOD);
            case "space in name" -> GOOD.replace("audit.example", "audit example");
            default -> GOOD + line.repeat(100);
        };
        assertThat(note).isNotEqualTo(GOOD);
        assertThatThrownBy(() -> parse(note)).isInstanceOf(IllegalArgumentException.class);
    }

    /** 68 bytes end in one sign of padding: the last letter carries two bits that count for nothing. */
    private static String unusedBitSet(String note) {
        int last = note.indexOf("=\n") - 1;
        return note.substring(0, last) + (char) (note.charAt(last) + 1) + note.substring(last + 1);
    }

    @Test
    void text_that_is_not_utf_8_is_refused() {
        byte[] note = GOOD.getBytes(StandardCharsets.UTF_8);
        note[0] = (byte) 0xff;
        assertThatThrownBy(() -> Note.parse(note)).hasMessageContaining("UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a+b", "a+00000000+AQ==", "a b+00000000+AQI="})
    void lines_that_are_no_key_are_refused(String line) {
        assertThatThrownBy(() -> EncodedKey.parse(line)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_key_whose_id_is_of_another_is_refused() {
        String vkey = SIGNER.publicKey().toString();
        assertThatThrownBy(() -> EncodedKey.parse(vkey.replace("c8cc332a", "c8cc332b")))
                .hasMessageContaining("c8cc332a");
    }

    @Test
    void a_key_under_which_anything_would_verify_is_refused() {
        byte[] neutral = new byte[32];
        neutral[0] = 1;
        assertThatThrownBy(() -> new Ed25519Verifier(new EncodedKey("a", (byte) 1, neutral)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
