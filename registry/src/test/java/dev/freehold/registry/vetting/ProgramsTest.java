package dev.freehold.registry.vetting;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.registry.Examples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {
    private static final byte[] ATTACK = "cos\nsystem\n(S'true'\ntR.".getBytes(StandardCharsets.ISO_8859_1);

    @TempDir
    Path folder;

    @Test
    void a_pickle_is_refused_whatever_it_is_called() throws IOException {
        for (String name : new String[] {"model.safetensors", "config.json", "README.md", "x.bin"}) {
            refused(name, ATTACK, "is a pickle");
        }
    }

    @Test
    void a_pickle_in_a_zip_is_named() throws IOException {
        refused("model.pt", zip("archive/data.pkl", ATTACK), "its member archive/data.pkl is a pickle");
        refused("model.safetensors", zip("archive/version", new byte[] {'3'}), "an archive within the archive");
    }

    @Test
    void a_zip_behind_other_bytes_is_found() throws IOException {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes("{\"looks\":\"like JSON\"}".getBytes(StandardCharsets.UTF_8));
        both.writeBytes(zip("data.pkl", ATTACK));
        refused("config.json", both.toByteArray(), "an archive within the archive");
        both.writeBytes(new byte[1000]);
        refused("config.json", both.toByteArray(), "an archive within the archive");
    }

    @Test
    void weights_whose_header_begins_like_an_opcode_pass() throws IOException {
        // 'N' is NONE: 78 bytes of header follow.
        String header = Examples.FOUR_FLOATS + " ".repeat('N' - Examples.FOUR_FLOATS.length());
        Path file = folder.resolve("model.safetensors");
        Examples.safetensors(file, header, new byte[16]);
        assertThatCode(() -> Programs.refuse(file, "model.safetensors")).doesNotThrowAnyException();
    }

    private void refused(String name, byte[] bytes, String why) throws IOException {
        Path file = Files.write(folder.resolve("looked"), bytes);
        assertThatThrownBy(() -> Programs.refuse(file, name))
                .isInstanceOf(Refused.class)
                .hasMessageContaining(name)
                .hasMessageContaining(why);
    }

    private static byte[] zip(String member, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(member));
            zip.write(content);
        }
        return out.toByteArray();
    }
}
