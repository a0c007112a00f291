package dev.freehold.audit.ledger.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.audit.ledger.GoldenLogs;
import dev.freehold.audit.ledger.merkle.Hash;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedKeysTest {
    private static TrustedKeys keys(String... files) {
        StringBuilder lines = new StringBuilder();
        for (String file : files) {
            lines.append(GoldenLogs.text("keys/" + file)).append('\n');
        }
        return TrustedKeys.parse(lines.toString());
    }

    private static Opened.Cause refusal(TrustedKeys keys, byte[] file) {
        return ((Opened.Refused) keys.open(file)).cause();
    }

    @Test
    void checkpoints_of_the_reference_tools_are_believed() {
        Opened opened = keys("log.vkey").open(GoldenLogs.bytes("checkpoints/size-3000.checkpoint"));
        Checkpoint checkpoint = ((Opened.Trusted) opened).checkpoint();
        assertThat(checkpoint.size()).isEqualTo(3000);
        assertThat(GoldenLogs.signer().sign(checkpoint.text()).bytes())
                .isEqualTo(GoldenLogs.bytes("checkpoints/size-3000.checkpoint"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "log+w1.vkeys size257-ed25519",
                "log+w1.vkeys size256-from-witness",
                "log+w1+pq1.vkeys size257-both"
            })
    void cosignatures_of_both_kinds_are_believed(String keysAndFile) {
        String[] parts = keysAndFile.split(" ", -1);
        assertThat(keys(parts[0]).open(GoldenLogs.bytes("cosigned/" + parts[1] + ".checkpoint")))
                .isInstanceOf(Opened.Trusted.class);
    }

    @Test
    void a_required_cosigner_who_did_not_sign_is_missed() {
        assertThat(refusal(keys("log+w1+pq1.vkeys"), GoldenLogs.bytes("cosigned/size257-ed25519.checkpoint")))
                .isEqualTo(Opened.Cause.MISSING_SIGNATURE);
        assertThat(refusal(keys("log+w1.vkeys"), GoldenLogs.bytes("logs/size-257/checkpoint")))
                .isEqualTo(Opened.Cause.MISSING_SIGNATURE);
    }

    @Test
    void a_cosigners_key_read_as_a_plain_key_does_not_fit_its_cosignature() {
        assertThat(refusal(keys("log.vkey", "witness.vkey"), GoldenLogs.bytes("cosigned/size257-ed25519.checkpoint")))
                .isEqualTo(Opened.Cause.MISSING_SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "mldsa44"})
    void a_cosignature_with_another_time_is_wrong(String kind) {
        String vkey = kind.equals("ed25519") ? "witness.cosig.vkey" : "witness-mldsa44.vkey";
        String file = GoldenLogs.text("cosigned/size257-" + kind + ".checkpoint");
        assertThat(refusal(keys("log.vkey", vkey), alterTime(file).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Opened.Cause.WRONG_SIGNATURE);
    }

    /** Sixteen letters are the key id and the time: the thirteenth lies within the time. */
    private static String alterTime(String file) {
        int time = file.indexOf(' ', file.lastIndexOf('\u2014') + 2) + 1 + 12;
        char letter = file.charAt(time);
        return file.substring(0, time) + (letter == 'A' ? 'B' : 'A') + file.substring(time + 1);
    }

    @Test
    void the_other_key_of_the_same_name_is_not_believed() {
        assertThat(refusal(keys("log-other.vkey"), GoldenLogs.bytes("logs/size-1/checkpoint")))
                .isEqualTo(Opened.Cause.MISSING_SIGNATURE);
    }

    @Test
    void a_checkpoint_of_another_origin_is_not_believed_even_if_the_key_signed_it() {
        byte[] other = GoldenLogs.signer()
                .sign(new Checkpoint("audit.example.test/tenant-b", 1, Hash.ofLeaf(new byte[0])).text())
                .bytes();
        assertThat(refusal(keys("log.vkey"), other)).isEqualTo(Opened.Cause.OTHER_ORIGIN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"leading zero", "sign", "no size", "short root", "empty line", "too large", "empty with root"})
    void malformed_checkpoints_are_refused_even_if_signed(String fault) {
        String root = Hash.ofLeaf(new byte[0]).base64();
        UnaryOperator<String> size = digits -> "audit.example.test/tenant-a\n" + digits + "\n" + root + "\n";
        String text = switch (fault) {
            case "leading zero" -> size.apply("01");
            case "sign" -> size.apply("+1");
            case "no size" -> size.apply("");
            case "short root" -> "audit.example.test/tenant-a\n1\nAAAA\n";
            case "empty line" -> "audit.example.test/tenant-a\n1\n" + root + "\n\nx\n";
            case "too large" -> size.apply("9223372036854775808");
            default -> size.apply("0");
        };
        assertThat(refusal(keys("log.vkey"), GoldenLogs.signer().sign(text).bytes()))
                .isIn(Opened.Cause.MALFORMED_CHECKPOINT, Opened.Cause.MALFORMED_NOTE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "nonsense"})
    void files_without_a_log_key_are_refused(String lines) {
        assertThatThrownBy(() -> TrustedKeys.parse(lines)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_cosigner_cannot_stand_for_the_log() {
        assertThatThrownBy(() -> keys("witness.cosig.vkey")).hasMessageContaining("line 1");
    }
}
